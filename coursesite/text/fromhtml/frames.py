"""Elements that hold blocks, while they are open, and what each becomes when it is closed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from .figures import captioned
from .pieces import Block, Heading, Listing, Paragraph, Piece, Quote, Terms, on_one_line, settled
from .results import Doubts
from .styling import Attributes
from .tables import Row, Span, of_rows

_LISTS = {"ul", "ol", "menu", "dir"}
_NEEDED = {"li": _LISTS, "dt": {"dl"}, "dd": {"dl"}, "tr": {"table"}, "td": {"tr"}, "th": {"tr"}}


@dataclass
class Frame:
    """An open element and what was found in it."""

    tag: str
    attributes: Attributes = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)
    items: list[list[Block]] = field(default_factory=list)
    entries: list[tuple[str, list[Block]]] = field(default_factory=list)
    cells: list[Span] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    in_head: bool = False

    def fits(self, parent: Frame) -> bool:
        """Whether the element stands where it means something: an item in a list, a cell in a row."""
        return self.tag not in _NEEDED or parent.tag in _NEEDED[self.tag]


def put(frame: Frame, block: Block) -> None:
    """Put a block into an open element."""
    if frame.tag in _LISTS:
        # A list that stands in a list without an item of its own belongs to the item before it.
        if frame.items:
            frame.items[-1].append(block)
        else:
            frame.items.append([block])
    elif frame.tag == "dl":
        frame.entries.append(("dd", [block]))
    else:
        frame.blocks.append(block)


def leave(frame: Frame, parent: Frame, doubts: Doubts) -> None:
    """Close an element: items, cells and rows go where their parent keeps them, all else becomes blocks of it."""
    if frame.tag == "li":
        parent.items.append(frame.blocks)
    elif frame.tag in {"dt", "dd"}:
        parent.entries.append((frame.tag, frame.blocks))
    elif frame.tag in {"td", "th"}:
        parent.cells.append(Span.of(frame.tag, frame.attributes, frame.blocks))
    elif frame.tag == "tr":
        parent.rows.append(Row(frame.cells, frame.in_head))
    else:
        for block in _became(frame, doubts):
            put(parent, block)


def _became(frame: Frame, doubts: Doubts) -> Iterator[Block]:
    if frame.tag in _LISTS:
        yield from _listing(frame)
    elif frame.tag == "dl":
        yield from [Terms(entries)] if (entries := [entry for entry in frame.entries if entry[1]]) else []
    elif frame.tag == "blockquote":
        yield from [Quote(frame.blocks)] if frame.blocks else []
    elif frame.tag == "table":
        yield from frame.blocks
        yield from of_rows(frame.rows, frame.attributes, doubts)
    elif re.fullmatch("h[1-6]", frame.tag):
        yield from _heading(frame)
    elif frame.tag == "figure":
        yield from captioned(frame.blocks)
    else:
        yield from frame.blocks


def _listing(frame: Frame) -> Iterator[Block]:
    items = [item for item in frame.items if item]
    written = frame.attributes.get("start", "1")
    start = int(written) if re.fullmatch("[0-9]{1,6}", written) else 1
    if items:
        yield Listing(frame.tag == "ol", start, items)


def _heading(frame: Frame) -> Iterator[Block]:
    pieces: list[Piece] = []
    others: list[Block] = []
    for block in frame.blocks:
        if isinstance(block, Paragraph):
            pieces += [*([Piece(" ")] if pieces else []), *map(on_one_line, block.pieces)]
        else:
            others.append(block)
    line = settled(pieces)
    if line:
        yield Heading(int(frame.tag[1]), line, frame.anchors)
    yield from others
