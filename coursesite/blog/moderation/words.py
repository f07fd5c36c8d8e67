"""What spam sells, by words and phrases in several languages (`spam_phrases.txt`).

A strong phrase says by itself what it is for; a weak word is one that honest people use too (a bank's customer has a
loan, a nurse speaks of pills), and only several of them say something. All are compared in folded form
(`folding.folded`), after disguises such as "v1agra" or "c.a.s.i.n.o" are undone.
"""

import re
from functools import lru_cache

from coursesite.text.folding import folded, undisguised
from coursesite.text.phrasebook import compiled, sections_of

_SECTIONS = sections_of(__name__, "spam_phrases.txt")
_WEAK, _TRADE_NAME = compiled(_SECTIONS.pop("weak")), compiled(_SECTIONS.pop("names"))
_STRONG = {kind: compiled(patterns) for kind, patterns in _SECTIONS.items()}


def strong_phrases(text: str) -> dict[str, list[str]]:
    """The strong phrases of a text as typed, by what they sell; each phrase once, as it reads when folded."""
    read = _reading(text)
    found = {kind: list(dict.fromkeys(hit[0] for hit in pattern.finditer(read))) for kind, pattern in _STRONG.items()}
    return {kind: phrases for kind, phrases in found.items() if phrases}


def weak_words(text: str) -> list[str]:
    """The weak words of a text as typed, each once."""
    return list(dict.fromkeys(hit[0] for hit in _WEAK.finditer(_reading(text))))


def own_words_in(text: str, listed: tuple[str, ...]) -> list[str]:
    """Which of the words and phrases that the site's owner listed stand in a text, as the owner wrote them."""
    read = _reading(text)
    return [word for word in listed if word.strip() and _own(word).search(read)]


def trade_words(name: str) -> list[str]:
    """Words in the name field that name goods or a service rather than a person."""
    return list(dict.fromkeys(hit[0] for hit in _TRADE_NAME.finditer(_reading(name))))


@lru_cache(maxsize=1000)
def _own(word: str) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)" + re.escape(" ".join(folded(word).split())) + r"(?!\w)")


@lru_cache(maxsize=16)
def _reading(text: str) -> str:
    plain = re.sub(r"\s+", " ", folded(text))
    return f"{plain}\n{undisguised(plain)}"
