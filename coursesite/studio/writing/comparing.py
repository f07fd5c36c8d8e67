"""Two texts beside each other, with the words that differ marked; and one made of both."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from coursesite.text.lines import split_lines

_WORDS = re.compile(r"\S+\s*|\s+")
MOST_WORDS = 4000
"""In one pair of paragraphs; beyond that they are shown as different whole."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words that stand in both texts, or (`differs`) in this one only."""

    text: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A stretch of lines as each of the two texts has it; no runs where it has none of it."""

    left: Sequence[Run]
    right: Sequence[Run]
    same: bool


def compare(left: str, right: str) -> list[Row]:
    """Both texts, stretch by stretch."""
    ours, theirs = split_lines(left), split_lines(right)
    rows = []
    for what, a, b, c, d in SequenceMatcher(None, ours, theirs).get_opcodes():
        one, other = "\n".join(ours[a:b]), "\n".join(theirs[c:d])
        if what == "equal":
            rows.append(Row([Run(one, False)], [Run(other, False)], True))
        else:
            rows.append(Row(*_words(one, other), False))
    return rows


def _words(one: str, other: str) -> tuple[list[Run], list[Run]]:
    ours, theirs = _WORDS.findall(one), _WORDS.findall(other)
    if not ours or not theirs or max(len(ours), len(theirs)) > MOST_WORDS:
        return [Run(one, True)] if one else [], [Run(other, True)] if other else []
    steps = SequenceMatcher(None, ours, theirs).get_opcodes()
    left = [Run("".join(ours[a:b]), what != "equal") for what, a, b, _c, _d in steps if b > a]
    right = [Run("".join(theirs[c:d]), what != "equal") for what, _a, _b, c, d in steps if d > c]
    return left, right


def joined(left: str, right: str) -> str:
    """One text with all that stands in either: where they differ, the left's lines and then the right's."""
    return "\n".join(_joined(split_lines(left), split_lines(right)))


def _joined(ours: list[str], theirs: list[str]) -> Iterator[str]:
    for what, a, b, c, d in SequenceMatcher(None, ours, theirs).get_opcodes():
        yield from ours[a:b]
        if what != "equal":
            if any(line.strip() for line in ours[a:b]) and any(line.strip() for line in theirs[c:d]):
                yield ""
            yield from theirs[c:d]
