"""The way from another blog's HTML to our Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from coursesite.text.markup import LONGEST
from coursesite.text.results import Kind

from .addresses import is_plain
from .clean import Tangled, well_formed
from .fitting import changed, fitted, headings_of, plain_enough
from .lines import LineWriter
from .manuscript import Manuscript
from .pieces import Block, Marks, Paragraph, Piece, Sort, without_controls
from .reading import Reader
from .resolving import Resolver
from .results import Converted, Doubts, ImageRewriter, ImageUse, LinkRewriter, Source
from .wordpress import is_of_blocks, without_blocks, without_shortcodes
from .words import words_of
from .writing import Writer

# Characters. A longer text keeps its words and loses its formatting.
MOST_CHARACTERS = 1_000_000

_FORM = re.compile(r"<(?:form|input|select|textarea|button)\b", re.IGNORECASE)
_SCRIPT = re.compile(r"<(?:script|svg|math)\b", re.IGNORECASE)


def markdown_of_post(
    html: str,
    *,
    links: LinkRewriter | None = None,
    images: ImageRewriter | None = None,
    source: Source = Source.WORDPRESS,
) -> Converted:
    """Give the HTML of a post or page as Markdown that renders alike: the same words in the same structure.

    `links` gives the new address for a link's old one; `images` gives, for a picture's old address and its description,
    its new address beside the text ("images/desk.jpg"), or None where the picture is missing. A missing picture becomes
    its description as a link to the old address; without `images` that is so for all pictures of other sites.

    In WordPress's classic posts a line end in the text ends the line and a blank line the paragraph, and shortcodes
    mean something. Never raises for any HTML: what is tangled or huge keeps its words.
    """
    doubts = Doubts()
    _note_what_goes(html, doubts)
    if source is Source.WORDPRESS:
        reading = without_shortcodes(without_blocks(html, doubts), doubts)
        blocks, abbreviations = _read(reading, doubts, line_ends=not is_of_blocks(html))
    else:
        blocks, abbreviations = _read(html, doubts, line_ends=False)
    blocks = [_address_as_link(block) for block in blocks]
    resolver = Resolver(doubts, links=links, images=images, headings=list(headings_of(blocks)))
    blocks = fitted(changed(blocks, resolver.change), doubts)
    shift = 1 if any(heading.level == 1 for heading in headings_of(blocks)) else 0
    lines = Writer(LineWriter(addresses=False), shift).write(blocks)
    if abbreviations:
        lines += ["", *(f"*[{words}]: {meaning}" for words, meaning in abbreviations.items())]
    return _converted(lines, blocks, doubts, Kind.LESSON)


def markdown_of_comment(html: str, *, source: Source = Source.WORDPRESS) -> Converted:
    """Give the HTML of a comment as Markdown for `Kind.COMMENT`: paragraphs, lists, quotes, code, emphasis and links.

    Headings become lines in bold, rows of tables lines, pictures links. Bare addresses become links, as WordPress shows
    them in comments. Never raises for any HTML.
    """
    doubts = Doubts()
    _note_what_goes(html, doubts)
    blocks, _ = _read(html, doubts, line_ends=source is Source.WORDPRESS)
    resolver = Resolver(doubts, links=None, images=None, comment=True)
    blocks = fitted(plain_enough(changed(blocks, resolver.change), doubts), doubts)
    lines = Writer(LineWriter(addresses=True), 0).write(blocks)
    return _converted(lines, blocks, doubts, Kind.COMMENT)


def _read(html: str, doubts: Doubts, *, line_ends: bool) -> tuple[list[Block], dict[str, str]]:
    if len(html) <= MOST_CHARACTERS:
        try:
            manuscript = Manuscript(doubts)
            Reader(manuscript, line_ends=line_ends).read(well_formed(html))
            return manuscript.blocks(), manuscript.abbreviations
        except Tangled:
            doubts.add("Its elements stand inside one another without end; only the words were kept.")
    else:
        doubts.add("It is too long to be read with its formatting; only the words were kept.")
    lines = (" ".join(without_controls(line).split()) for line in words_of(html).split("\n"))
    return [Paragraph([Piece(line)]) for line in lines if line], {}


def _note_what_goes(html: str, doubts: Doubts) -> None:
    if _FORM.search(html):
        doubts.add("A form was left out.")
    if _SCRIPT.search(html):
        doubts.add("A script or drawing was left out.")


def _address_as_link(block: Block) -> Block:
    """WordPress embeds what stands at an address that is a paragraph of its own; here it is a link."""
    if isinstance(block, Paragraph) and len(block.pieces) == 1:
        piece = block.pieces[0]
        if piece.sort is Sort.TEXT and piece.marks == Marks() and is_plain(piece.text):
            return Paragraph([Piece(piece.text, marks=Marks(link=piece.text))])
    return block


def _converted(lines: Sequence[str], blocks: Sequence[Block], doubts: Doubts, kind: Kind) -> Converted:
    markdown = "\n".join(lines).strip("\n")
    size = len(markdown.encode())
    if size > LONGEST[kind]:
        doubts.add(f"It is {size:,} bytes long, and a {kind.value} may have {LONGEST[kind]:,}: divide it.")
    pieces = list(_pieces(blocks))
    links = tuple(dict.fromkeys(piece.marks.link for piece in pieces if piece.marks.link and not piece.blank))
    shown = [piece for piece in pieces if piece.sort is Sort.IMAGE]
    return Converted(markdown, tuple(_placed(shown, markdown.split("\n"))), links, doubts.all())


def _pieces(blocks: Sequence[Block]) -> Iterator[Piece]:
    found: list[Piece] = []

    def note(piece: Piece) -> Piece:
        found.append(piece)
        return piece

    changed(blocks, note)
    return iter(found)


def _placed(images: Sequence[Piece], lines: Sequence[str]) -> Iterator[ImageUse]:
    """Find the line of each picture, in reading order."""
    row, column = 0, 0
    for piece in images:
        wanted = f"]({piece.address}"
        while row < len(lines) and (place := lines[row].find(wanted, column)) < 0:
            row, column = row + 1, 0
        yield ImageUse(piece.address, piece.text, row + 1)
        column = place + 1 if row < len(lines) else 0
