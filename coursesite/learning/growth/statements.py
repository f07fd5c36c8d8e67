"""The statements of a course's self-rating, and the five steps of an answer to them."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

STEPS = {1: "hardly ever", 2: "now and then", 3: "about half the time", 4: "mostly", 5: "nearly always"}


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement. Its key comes of its words: reworded, it is another one, and nothing is compared across."""

    key: str
    text: str


def statements_of(values: Mapping[str, Any]) -> tuple[Statement, ...]:
    """The statements in a course's front matter, each once, in their order."""
    found = {key_of(text): text for text in values.get("growth", ())}
    return tuple(Statement(key, text) for key, text in found.items())


def key_of(text: str) -> str:
    """The key of a statement; blanks and capitals make no difference."""
    return sha256(" ".join(text.casefold().split()).encode()).hexdigest()[:12]


def change_in_words(before: int, after: int) -> str:
    """What became of a step: "two steps higher", "one step lower", "the same"."""
    by = abs(after - before)
    if not by:
        return "the same"
    number = ("one step", "two steps", "three steps", "four steps")[by - 1]
    return f"{number} {'higher' if after > before else 'lower'}"
