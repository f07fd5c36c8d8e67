"""What a text is made of, between HTML and Markdown: blocks, and the pieces of a line.

Pieces are flat: each knows whether it is emphasised and where it leads, so that it makes no difference in which
order a blog's editor nested its marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import Enum


class Sort(Enum):
    """What a piece of a line is."""

    TEXT = "text"
    CODE = "code"
    IMAGE = "an image: its text is the description, its address where it lies"
    BREAK = "the end of a line within a paragraph"


@dataclass(frozen=True)
class Marks:
    """How a piece is set off: strong, emphasised, leading somewhere (None: nowhere), code."""

    strong: bool = False
    em: bool = False
    link: str | None = None
    code: bool = False


@dataclass(frozen=True)
class Piece:
    """A piece of a line."""

    text: str
    sort: Sort = Sort.TEXT
    marks: Marks = Marks()
    address: str = ""

    @property
    def blank(self) -> bool:
        """Whether there is nothing to read in it."""
        return self.sort is Sort.BREAK or (self.sort is not Sort.IMAGE and not self.text.strip())


@dataclass
class Paragraph:
    """A paragraph. One that is an image alone may have a caption."""

    pieces: list[Piece]
    caption: str = ""


@dataclass
class Heading:
    """A heading with its level as the blog had it, from 1 to 6, and the names under which links may reach it."""

    level: int
    pieces: list[Piece]
    anchors: list[str] = field(default_factory=list)


@dataclass
class Code:
    """A block of code with its exact lines."""

    text: str
    language: str = ""


@dataclass
class Rule:
    """A line across the page."""


@dataclass
class Quote:
    """What somebody else said."""

    blocks: list[Block]


@dataclass
class Listing:
    """A list; an ordered one starts with a number."""

    ordered: bool
    start: int = 1
    items: list[list[Block]] = field(default_factory=list)


@dataclass
class Table:
    """Rows of cells, all rows equally long. The first row is a header or the table has none."""

    rows: list[list[list[Piece]]]
    header: bool


@dataclass
class Terms:
    """A list of definitions: each entry is ("dt" or "dd", what stands in it)."""

    entries: list[tuple[str, list[Block]]]


Block = Paragraph | Heading | Code | Rule | Quote | Listing | Table | Terms

_SPACE = re.compile(r"\s+")
# Spaces that a writer chose on purpose; any others are one blank.
_CHOSEN = {"\u00a0", "\u2002", "\u2003", "\u2009", "\u202f", "\u3000"}
_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]|[\ud800-\udfff]")


def without_controls(text: str) -> str:
    """Leave out the characters that nobody can see or type."""
    return _UNSEEN.sub("", text)


def on_one_line(piece: Piece) -> Piece:
    """Give a blank for a break, and any other piece as it is."""
    return Piece(" ", marks=piece.marks) if piece.sort is Sort.BREAK else piece


def settled(pieces: Iterable[Piece]) -> list[Piece]:
    """Give a line's pieces as they are read: spaces collapsed, equal neighbours joined, no break at an end."""
    joined: list[Piece] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if last is not None and last.sort is piece.sort and last.marks == piece.marks and _joins(piece):
            joined[-1] = replace(last, text=last.text + piece.text)
        elif piece.text or piece.sort in {Sort.BREAK, Sort.IMAGE}:
            joined.append(piece)
    return _without_outer_space(_spaced(_codes_settled(joined)))


def paragraphs_of(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """Split a run of pieces where two breaks follow one another, and settle each part. Empty parts are left out."""
    parts: list[list[Piece]] = [[]]
    waiting: list[Piece] = []
    for piece in pieces:
        if piece.sort is Sort.BREAK or (waiting and piece.sort is Sort.TEXT and not piece.text.strip()):
            waiting.append(piece)
            continue
        if sum(held.sort is Sort.BREAK for held in waiting) > 1:
            parts.append([])
        else:
            parts[-1] += waiting
        waiting = []
        parts[-1].append(piece)
    return [part for part in map(settled, parts) if part]


def _joins(piece: Piece) -> bool:
    return piece.sort in {Sort.TEXT, Sort.CODE}


def _codes_settled(pieces: Iterable[Piece]) -> Iterable[Piece]:
    """Code has single blanks within and none at its ends; what stood there stands around it."""
    for piece in pieces:
        if piece.sort is not Sort.CODE:
            yield piece
            continue
        code = " ".join(piece.text.split())
        around = replace(piece, sort=Sort.TEXT, text=" ", marks=replace(piece.marks, code=False))
        if piece.text[:1].isspace():
            yield around
        if code:
            yield _with(piece, code)
        if piece.text[-1:].isspace() and code:
            yield around


def _spaced(pieces: Iterable[Piece]) -> list[Piece]:
    """Collapse spaces over the borders of pieces, and around breaks."""
    kept: list[Piece] = []
    after_space = True
    for piece in pieces:
        if piece.sort is Sort.TEXT:
            text = _SPACE.sub(lambda run: run[0] if run[0] in _CHOSEN else " ", piece.text)
            if after_space:
                text = text.lstrip()
            if not text:
                continue
            after_space = text[-1].isspace()
            kept.append(_with(piece, text))
        else:
            if piece.sort is Sort.BREAK:
                _strip_end(kept)
            after_space = piece.sort is Sort.BREAK
            kept.append(piece)
    return kept


def _strip_end(pieces: list[Piece]) -> None:
    while pieces and pieces[-1].sort is Sort.TEXT:
        text = pieces[-1].text.rstrip()
        if text:
            pieces[-1] = _with(pieces[-1], text)
            return
        pieces.pop()


def _without_outer_space(pieces: list[Piece]) -> list[Piece]:
    while pieces and pieces[-1].blank:
        pieces.pop()
    _strip_end(pieces)
    start = 0
    while start < len(pieces) and pieces[start].blank:
        start += 1
    rest = pieces[start:]
    if rest and rest[0].sort is Sort.TEXT:
        rest[0] = _with(rest[0], rest[0].text.lstrip())
    return rest


def _with(piece: Piece, text: str) -> Piece:
    return piece if piece.text == text else replace(piece, text=text)
