"""Which words of a search that found nothing may be kept. What may lead to a person is not."""

import re

from coursesite.library.search.models import LONGEST_WORDS
from coursesite.library.search.words import asked_words

KEPT_DAYS = 90
FEWEST_SHOWN = 3
"""So often words must have found nothing before anybody is shown them."""
_ADDRESS_LIKE = re.compile(r"@|://|\S[./\\]\S|www\.", re.IGNORECASE)


def words_to_count(typed: str) -> str:
    """The words, in plain lower-case letters and in their order; empty where they may not be kept.

    An address of any kind, and anything with a figure in it (a telephone number, a date of birth, a house), may lead to
    somebody; what is very long was hardly meant as a search.
    """
    if _ADDRESS_LIKE.search(typed) or any(character.isnumeric() for character in typed):
        return ""
    words = " ".join(asked_words(typed))
    return words if len(words) <= LONGEST_WORDS else ""
