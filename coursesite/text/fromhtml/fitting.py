"""Blocks brought to what the renderer can show: links and pictures resolved, neighbours joined, comments made plain."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from .pieces import (
    Block,
    Code,
    Heading,
    Listing,
    Marks,
    Paragraph,
    Piece,
    Quote,
    Rule,
    Sort,
    Table,
    Terms,
    paragraphs_of,
    settled,
)
from .results import Doubts

Change = Callable[[Piece], Piece]


def changed(blocks: Iterable[Block], change: Change) -> list[Block]:
    """Give the blocks with each piece of their lines changed."""
    return [new for block in blocks for new in _changed(block, change)]


def _changed(block: Block, change: Change) -> Iterator[Block]:
    match block:
        case Paragraph():
            pieces = settled(map(change, block.pieces))
            captioned = len(pieces) == 1 and pieces[0].sort is Sort.IMAGE
            if pieces:
                yield Paragraph(pieces, block.caption if captioned else "")
            if block.caption and not captioned:
                yield Paragraph([Piece(block.caption)])
        case Heading():
            pieces = settled(map(change, block.pieces))
            if pieces:
                yield replace(block, pieces=pieces)
        case Quote():
            yield from [Quote(inner)] if (inner := changed(block.blocks, change)) else []
        case Listing():
            items = [new for item in block.items if (new := changed(item, change))]
            yield from [replace(block, items=items)] if items else []
        case Table():
            yield replace(block, rows=[[settled(map(change, cell)) for cell in row] for row in block.rows])
        case Terms():
            yield Terms([(tag, new) for tag, inner in block.entries if (new := changed(inner, change))])
        case Code() | Rule():
            yield block


def headings_of(blocks: Iterable[Block]) -> Iterator[Heading]:
    """Give all headings in reading order."""
    for block in blocks:
        match block:
            case Heading():
                yield block
            case Quote():
                yield from headings_of(block.blocks)
            case Listing():
                for item in block.items:
                    yield from headings_of(item)
            case _:
                pass


def fitted(blocks: Sequence[Block], doubts: Doubts, *, top: bool = True) -> list[Block]:
    """Join lists that go on, and make paragraphs of definitions that Markdown can't write where they stand."""
    kept: list[Block] = []
    for block in blocks:
        match block:
            case Terms() if not (top and _are_simple(block)):
                doubts.add("A list of definitions became paragraphs.")
                kept += fitted(list(_plain_terms(block)), doubts, top=top)
            case Quote():
                kept.append(Quote(fitted(block.blocks, doubts, top=False)))
            case Listing():
                items = [fitted(item, doubts, top=False) for item in block.items]
                _append_list(kept, replace(block, items=items))
            case _:
                kept.append(block)
    return kept


def plain_enough(blocks: Iterable[Block], doubts: Doubts) -> list[Block]:
    """Leave only what a comment may have: paragraphs, lists, quotes and code."""
    kept: list[Block] = []
    for block in blocks:
        match block:
            case Heading():
                doubts.add("A heading became a line in bold.")
                kept.append(Paragraph(settled(map(_strong, block.pieces))))
            case Table():
                doubts.add("A table became a line for each of its rows.")
                kept += (Paragraph(line) for row in block.rows if (line := _row(row)))
            case Terms():
                kept += plain_enough(_plain_terms(block), doubts)
            case Quote():
                kept.append(Quote(plain_enough(block.blocks, doubts)))
            case Listing():
                kept.append(replace(block, items=[plain_enough(item, doubts) for item in block.items]))
            case _:
                kept.append(block)
    return kept


def _append_list(kept: list[Block], listing: Listing) -> None:
    before = kept[-1] if kept else None
    if isinstance(before, Listing) and before.ordered == listing.ordered:
        goes_on = listing.start == before.start + len(before.items)
        if not listing.ordered or goes_on:
            kept[-1] = replace(before, items=before.items + listing.items)
            return
    kept.append(listing)


def _are_simple(terms: Terms) -> bool:
    tags = [tag for tag, _ in terms.entries]
    whole = tags[0] == "dt" and tags[-1] == "dd"
    return whole and all(
        isinstance(block, Paragraph) and not block.caption for _, blocks in terms.entries for block in blocks
    )


def _plain_terms(terms: Terms) -> Iterator[Block]:
    for tag, blocks in terms.entries:
        for block in blocks:
            if tag == "dt" and isinstance(block, Paragraph):
                yield replace(block, pieces=settled(map(_strong, block.pieces)))
            else:
                yield block


def _strong(piece: Piece) -> Piece:
    return replace(piece, marks=replace(piece.marks, strong=True))


def _row(row: Sequence[Sequence[Piece]]) -> list[Piece]:
    pieces: list[Piece] = []
    for cell in row:
        pieces += [*([Piece(" – ", marks=Marks())] if pieces and cell else []), *cell]
    return next(iter(paragraphs_of(pieces)), [])
