"""What differs between two wordings, word by word: paragraphs first, then the words of those that changed.

The time is bounded: paragraphs that changed as a whole beyond so many words are shown whole, out and in.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from coursesite.exercises import Compiled
from coursesite.text.plain import count_words, plain_text

MOST_WORDS = 1000
"""Words of one changed place, on either side, that are compared one by one."""
MOST_IN_ALL = 20_000
"""Words of all changed places that are compared one by one; what comes after is shown whole."""
AROUND = 1
_TOKEN = re.compile(r"\s+|[^\s]+")


class Part(StrEnum):
    """What became of some words."""

    SAME = "same"
    OUT = "out"
    IN = "in"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words that stayed, went or came."""

    part: Part
    text: str


@dataclass(frozen=True, slots=True)
class Place:
    """A paragraph or line in which something changed, or one beside it. `skipped` counts those left out before it."""

    pieces: tuple[Piece, ...]
    skipped: int = 0

    @property
    def changes(self) -> bool:
        """Whether anything in it changed."""
        return any(piece.part is not Part.SAME for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Difference:
    """All places that changed with what stands around them; `skipped` paragraphs follow the last one."""

    places: tuple[Place, ...]
    skipped: int
    words_in: int
    words_out: int

    @property
    def nothing(self) -> bool:
        """Whether the two say the same."""
        return not self.places


def differences(old: Sequence[str], new: Sequence[str]) -> Difference:
    """What differs between two texts, given as their paragraphs or lines."""
    rows = list(_rows(old, new))
    near = [index for index, row in enumerate(rows) if any(piece.part is not Part.SAME for piece in row)]
    wanted = {index + step for index in near for step in range(-AROUND, AROUND + 1)}
    places, skipped = [], 0
    for index, row in enumerate(rows):
        if index in wanted:
            places.append(Place(row, skipped))
            skipped = 0
        else:
            skipped += 1
    changed = [piece for row in rows for piece in row]
    words_in = sum(count_words(piece.text) for piece in changed if piece.part is Part.IN)
    words_out = sum(count_words(piece.text) for piece in changed if piece.part is Part.OUT)
    return Difference(tuple(places), skipped, words_in, words_out)


def lines_of(source: bytes) -> list[str]:
    """A source's lines."""
    return source.decode("utf-8", "replace").splitlines()


def paragraphs_of(compiled: Mapping[str, Any]) -> list[str]:
    """What somebody reads of a piece, paragraph by paragraph: title, summary, text, exercises with all they say."""
    found = [compiled.get("title", ""), compiled.get("summary", "")]
    for block in compiled.get("blocks", ()):
        found += _lines(block["prose"]) if "prose" in block else _exercise(Compiled.from_dict(block["exercise"]))
    return [line for line in [*found, *_lines(compiled.get("sources", ""))] if line]


def _exercise(one: Compiled) -> Iterator[str]:
    yield one.title_text
    yield from _lines(one.prompt)
    for option in one.options:
        mark = "✓ " if option.right else ""
        yield f"{mark}{option.text}"
        yield from _lines(option.feedback or "")
    for left in one.lefts:
        partner = next((option.text for option in one.options if option.key == left.partner), "")
        yield f"{left.text} → {partner}"
        yield from _lines(left.feedback or "")
    for gap in one.gaps:
        yield " / ".join(gap.accepted)
    yield from _lines(one.explanation or "")


def _lines(html: str) -> list[str]:
    return plain_text(html).split("\n") if html else []


def _rows(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[Piece, ...]]:
    left = MOST_IN_ALL
    for tag, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from ((Piece(Part.SAME, line),) for line in old[old_from:old_to])
            continue
        gone, come = list(old[old_from:old_to]), list(new[new_from:new_to])
        for before, after in _pairs(gone, come):
            size = len(before.split()) + len(after.split())
            left -= size
            yield _words(before, after) if left > 0 and size <= MOST_WORDS else _whole(before, after)


def _pairs(gone: list[str], come: list[str]) -> Iterator[tuple[str, str]]:
    """Old and new lines beside each other, in their order; what has no counterpart stands alone."""
    for index in range(max(len(gone), len(come))):
        yield gone[index] if index < len(gone) else "", come[index] if index < len(come) else ""


def _whole(before: str, after: str) -> tuple[Piece, ...]:
    found = (Piece(Part.OUT, before), Piece(Part.IN, after))
    return tuple(piece for piece in found if piece.text)


def _words(before: str, after: str) -> tuple[Piece, ...]:
    if not before or not after:
        return _whole(before, after)
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    pieces: list[Piece] = []
    matcher = SequenceMatcher(str.isspace, old, new)
    if matcher.quick_ratio() < 0.3:
        return _whole(before, after)
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if tag == "equal":
            pieces.append(Piece(Part.SAME, "".join(old[old_from:old_to])))
            continue
        pieces.append(Piece(Part.OUT, "".join(old[old_from:old_to])))
        pieces.append(Piece(Part.IN, "".join(new[new_from:new_to])))
    return tuple(piece for piece in pieces if piece.text)
