"""Blocks written as Markdown: the way coaches write it, which any Git host shows as well."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .lines import UNSEEN, LineWriter, may_be_title
from .marks import fence_around
from .pieces import Block, Code, Heading, Listing, Paragraph, Piece, Quote, Rule, Sort, Table, Terms, on_one_line

LOWEST_HEADING = 6

_ONE_WORD_AND_COLON = re.compile(r"([^\w`(]*\w+[^\w`(:\\]*):")


class Writer:
    """Writes blocks. Headings go down by `shift` levels."""

    def __init__(self, lines: LineWriter, shift: int) -> None:
        self.lines = lines
        self.shift = shift

    def write(self, blocks: Sequence[Block]) -> list[str]:
        """Give blocks as lines, with a blank line between two of them."""
        written: list[str] = []
        before: Block | None = None
        for block in blocks:
            if written:
                written.append("")
            if isinstance(before, Listing) and isinstance(block, Listing) and before.ordered and block.ordered:
                # Without it the second list would go on counting.
                written += [UNSEEN, ""]
            written += self._block(block)
            before = block
        return written

    def _block(self, block: Block) -> list[str]:
        match block:
            case Paragraph():
                return self._paragraph(block)
            case Heading():
                return [self._heading(block)]
            case Code():
                fence = fence_around(block.text)
                return [f"{fence}{block.language}", *block.text.split("\n"), fence]
            case Rule():
                return ["***"]
            case Quote():
                lines = self.write(block.blocks)
                # A linked picture at its beginning would be read as a callout's name.
                lines[0] = UNSEEN + lines[0] if lines[0].startswith("[!") else lines[0]
                return [f"> {line}" if line else ">" for line in lines]
            case Listing():
                return list(self._listing(block))
            case Table():
                return list(self._table(block))
            case Terms():
                return list(self._terms(block))

    def _paragraph(self, paragraph: Paragraph) -> list[str]:
        if not paragraph.caption:
            return self.lines.write(paragraph.pieces)
        if may_be_title(paragraph.caption):
            return [self.lines.image(paragraph.pieces[0], paragraph.caption)]
        return [*self.lines.write(paragraph.pieces), "", *self.lines.write([Piece(paragraph.caption)])]

    def _heading(self, heading: Heading) -> str:
        (line,) = self.lines.write([on_one_line(piece) for piece in heading.pieces])
        if line.endswith("#"):
            line = f"{line[:-1]}\\#"
        # "### Question: …" would begin an exercise.
        line = _ONE_WORD_AND_COLON.sub(r"\1\\:", line, count=1) if _ONE_WORD_AND_COLON.match(line) else line
        level = min(heading.level + self.shift, LOWEST_HEADING)
        return f"{'#' * level} {line}"

    def _listing(self, listing: Listing) -> Iterator[str]:
        apart = any(not _is_tight(item) for item in listing.items)
        for number, item in enumerate(listing.items, listing.start):
            if apart and number > listing.start:
                yield ""
            marker = f"{number}. " if listing.ordered else "- "
            lines = self._item(item)
            yield marker + lines[0]
            yield from (" " * len(marker) + line if line else "" for line in lines[1:])

    def _item(self, item: list[Block]) -> list[str]:
        if _is_tight(item):
            return [line for block in item for line in self._block(block)]
        if _needs_a_line(item):
            return [UNSEEN, "", *self.write(item)]
        return self.write(item)

    def _table(self, table: Table) -> Iterator[str]:
        empty: list[Piece] = []
        rows = table.rows if table.header else [[empty] * len(table.rows[0]), *table.rows]
        for number, row in enumerate(rows):
            yield f"| {' | '.join(self._cell(cell) for cell in row)} |"
            if number == 0:
                yield f"|{' --- |' * len(row)}"

    def _cell(self, pieces: list[Piece]) -> str:
        return "".join(self.lines.write(pieces)) if pieces else ""

    def _terms(self, terms: Terms) -> Iterator[str]:
        before = ""
        for tag, blocks in terms.entries:
            if tag == "dt":
                if before == "dd":
                    yield ""
                pieces = [
                    on_one_line(piece) for block in blocks if isinstance(block, Paragraph) for piece in block.pieces
                ]
                yield from self.lines.write(pieces)
            else:
                if before == "dd":
                    yield ""
                lines = self.write(blocks)
                yield f":   {lines[0]}"
                yield from (f"    {line}" if line else "" for line in lines[1:])
            before = tag


def _needs_a_line(blocks: Sequence[Block]) -> bool:
    """Whether an item's first block can't stand right after the item's marker."""
    match blocks[0]:
        case Quote(inner):
            return [type(block) for block in inner] != [Paragraph] or _has_break(inner)
        case Listing(items=items):
            return any(len(item) > 1 or not isinstance(item[0], Paragraph) for item in items)
        case first:
            return isinstance(first, Code | Rule)


def _has_break(blocks: Sequence[Block]) -> bool:
    """Whether a line ends within one of the paragraphs."""
    paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
    return any(piece.sort is Sort.BREAK for paragraph in paragraphs for piece in paragraph.pieces)


def _is_tight(item: Sequence[Block]) -> bool:
    """Whether an item is a line, or a line with a list below it."""
    sorts = [type(block) for block in item]
    return sorts in ([Paragraph], [Paragraph, Listing]) and not (isinstance(item[0], Paragraph) and item[0].caption)
