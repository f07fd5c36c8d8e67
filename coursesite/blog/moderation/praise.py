"""Praise that would fit below any post in the world, and whether a comment has a single word of this one."""

import re
from functools import cache
from importlib import resources

from coursesite.text.folding import folded, words_of
from coursesite.text.phrasebook import compiled, sections_of

STEM = 6
"""Words are compared by so many letters, so that "customers" answers "customer"."""
SHORTEST = 4

_STOCK = tuple(compiled(patterns) for patterns in sections_of(__name__, "praise_phrases.txt").values())


def stock_phrases(text: str) -> list[str]:
    """The stock phrases of praise in a text as typed, as they read when folded: one of each sort, no word twice."""
    read = re.sub(r"\s+", " ", folded(text)).replace("!", ".")
    found: list[re.Match[str]] = []
    for pattern in _STOCK:
        apart = (hit for hit in pattern.finditer(read) if all(_apart(hit, other) for other in found))
        if (first := next(apart, None)) is not None:
            found.append(first)
    return [hit[0].strip(" .,") for hit in found]


def _apart(one: re.Match[str], other: re.Match[str]) -> bool:
    return one.end() <= other.start() or other.end() <= one.start()


def subject_of(title: str, text: str) -> frozenset[str]:
    """The words (their first letters) that say what a post is about: those of its title and text, but common ones."""
    return frozenset(_stems(f"{title}\n{text}"))


def shared_with(subject: frozenset[str], text: str) -> set[str]:
    """Which words of a post a comment takes up."""
    return _stems(text) & subject


def _stems(text: str) -> set[str]:
    words = (word.removesuffix("'s") for word in words_of(folded(text)))
    return {word[:STEM] for word in words if len(word) >= SHORTEST and not word.isdigit() and word not in _common()}


@cache
def _common() -> frozenset[str]:
    return frozenset(resources.files(__package__).joinpath("common_words.txt").read_text("utf-8").split())
