"""Passages marked in a text: found by their words, and the text cut up at them. Places count characters from 0."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_PIECES = re.compile(r"\s+|\S+")


@dataclass(frozen=True, slots=True)
class Marked:
    """Characters `begin` up to `end`, and what was said of them."""

    begin: int
    end: int
    note: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text: whether it is marked, and the numbers of the notes that end with it."""

    text: str
    is_marked: bool
    notes: tuple[int, ...] = ()


def found(text: str, words: str, at: int | None = None, taken: Sequence[Marked] = ()) -> tuple[int, int] | None:
    """Where these words stand in a text; None if they don't. Blanks and line ends count as one blank.

    `at` is where they begin, as far as somebody knows; else it is their first place that isn't marked yet, or their
    first.
    """
    wanted = " ".join(words.split())
    if not wanted:
        return None
    places = _places(text, wanted)
    begun = {one.begin for one in taken}
    fresh = [place for place in places if place[0] not in begun]
    exact = [place for place in places if place[0] == at]
    return next(iter(exact or fresh or places), None)


def _places(text: str, wanted: str) -> list[tuple[int, int]]:
    """Where these words stand, one place after the other, none within another."""
    pieces = [(found[0], found.start()) for found in _PIECES.finditer(text)]
    line = "".join(" " if piece.isspace() else piece for piece, _ in pieces)
    at = [place for piece, begin in pieces for place in _each(piece, begin)]
    places = []
    begin = line.find(wanted)
    while begin >= 0:
        end = begin + len(wanted)
        places.append((at[begin], at[end - 1] + 1))
        begin = line.find(wanted, end)
    return places


def _each(piece: str, begin: int) -> Sequence[int]:
    """The place of each letter of a piece; of blanks, which count as one, the first."""
    return (begin,) if piece.isspace() else range(begin, begin + len(piece))


def cut(text: str, marked: Sequence[Marked]) -> list[Piece]:
    """The text in pieces, marked and not; notes are numbered from 1 in their order. Marks may overlap.

    What reaches beyond the text is marked as far as there is text.
    """
    spans = [(max(one.begin, 0), min(one.end, len(text))) for one in marked]
    edges = sorted({0, len(text), *(edge for span in spans if span[0] < span[1] for edge in span)})
    pieces = []
    for begin, end in pairwise(edges):
        is_marked = any(first <= begin and end <= last for first, last in spans)
        ending = tuple(n for n, (first, last) in enumerate(spans, 1) if first < last == end)
        pieces.append(Piece(text[begin:end], is_marked, ending))
    return pieces
