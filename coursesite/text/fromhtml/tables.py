"""Rows and cells of HTML made into a table that Markdown can write, or into blocks where it can't."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from .figures import captioned
from .pieces import Block, Heading, Paragraph, Piece, Table, on_one_line, settled
from .results import Doubts
from .styling import Attributes

WIDEST = 100
MOST_CELLS = 20_000

_LAID_OUT = "A table that held more than words became its cells one after the other."
_JOINED = "Cells that were joined over rows or columns were parted."


@dataclass
class Span:
    """A cell and how many columns and rows it takes."""

    blocks: list[Block]
    head: bool
    columns: int = 1
    rows: int = 1

    @classmethod
    def of(cls, tag: str, attributes: Attributes, blocks: list[Block]) -> Span:
        """Make a cell from its element."""
        return cls(blocks, tag == "th", _count(attributes.get("colspan", "")), _count(attributes.get("rowspan", "")))


@dataclass
class Row:
    """A row of cells, and whether it stands in the table's head."""

    cells: list[Span]
    in_head: bool


def of_rows(rows: list[Row], attributes: Attributes, doubts: Doubts) -> Iterator[Block]:
    """Give a table's rows as one table, or as the blocks in its cells where it was there for the layout."""
    rows = [row for row in rows if row.cells]
    cells = [cell for row in rows for cell in row.cells]
    blocks = [block for cell in cells for block in cell.blocks]
    if not blocks:
        return
    if "tr-caption-container" in attributes.get("class", ""):
        yield from captioned(blocks)
        return
    simple = all(isinstance(block, Paragraph | Heading) for block in blocks)
    width = max(sum(cell.columns for cell in row.cells) for row in rows)
    if len(cells) == 1 or not simple or width > WIDEST or len(rows) * width > MOST_CELLS:
        doubts.add(_LAID_OUT)
        yield from blocks
        return
    grid = _grid(rows, doubts)
    header = rows[0].in_head or all(cell.head for cell in rows[0].cells)
    if header and not any(grid[0]):
        header, grid = False, grid[1:]
    yield Table(grid, header)


def _grid(rows: list[Row], doubts: Doubts) -> list[list[list[Piece]]]:
    """Give all rows equally long, with empty cells where a joined cell reaches."""
    grid: list[list[list[Piece]]] = []
    taken: dict[int, int] = {}
    for row in rows:
        line: list[list[Piece]] = []
        for cell in row.cells:
            _fill(line, taken)
            if cell.columns > 1 or cell.rows > 1:
                doubts.add(_JOINED)
            taken |= {len(line) + column: cell.rows for column in range(cell.columns) if cell.rows > 1}
            line += [_words(cell), *([] for _ in range(cell.columns - 1))]
        _fill(line, taken)
        taken = {column: left - 1 for column, left in taken.items() if left > 1}
        grid.append(line)
    width = max(len(line) for line in grid)
    return [line + [[] for _ in range(width - len(line))] for line in grid]


def _fill(line: list[list[Piece]], taken: dict[int, int]) -> None:
    while len(line) in taken and taken[len(line)] > 0:
        line.append([])


def _words(cell: Span) -> list[Piece]:
    pieces: list[Piece] = []
    for block in cell.blocks:
        if isinstance(block, Paragraph | Heading):
            strong = isinstance(block, Heading)
            own = [
                replace(piece, marks=replace(piece.marks, strong=True)) if strong else piece for piece in block.pieces
            ]
            caption = [Piece(f" {block.caption}")] if isinstance(block, Paragraph) and block.caption else []
            pieces += [*([Piece(" ")] if pieces else []), *map(on_one_line, own), *caption]
    return settled(pieces)


def _count(written: str) -> int:
    return min(max(int(written), 1), WIDEST) if re.fullmatch("[0-9]{1,4}", written) else 1
