"""The pieces of a line written as Markdown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from .addresses import BARE, is_plain
from .marks import code_span, escaped, guarded
from .pieces import Marks, Piece, Sort

# A mark that nobody sees: it parts what would run together in Markdown.
UNSEEN = "&#8203;"

_AROUND = re.compile(r"(\s*)(.*?)(\s*)", re.DOTALL)
_WORDLIKE = re.compile(r"\w")
_IN_TITLE = str.maketrans({'"': "&quot;", "\\": "&#92;", "`": "&#96;", "[": "&#91;", "]": "&#93;", "<": "&lt;"})


@dataclass(frozen=True)
class LineWriter:
    """Writes lines. With `addresses`, a bare address in the text becomes a link."""

    addresses: bool

    def write(self, pieces: Sequence[Piece]) -> list[str]:
        """Give the lines of a paragraph; where it breaks, a line ends in two blanks."""
        text = self._written(_with_marked_breaks(pieces), frozenset())
        return [guarded(line) for line in text.split("\n")]

    def image(self, piece: Piece, caption: str) -> str:
        """Give a picture with its caption."""
        return f'![{_bracketed(piece.text)}]({piece.address} "{caption.translate(_IN_TITLE)}")'

    def _written(self, pieces: Sequence[Piece], within: frozenset[str]) -> str:
        written: list[str] = []
        start = 0
        while start < len(pieces):
            name, end = _widest_mark(pieces, start, within)
            if name:
                inner = self._written(pieces[start:end], within | {name})
                before = written[-1][-1:] if written else ""
                sign = _sign(name, before, pieces, start, end, within)
                text = _set_off(inner, name, sign, pieces[start:end])
            else:
                text, end = self._atom(pieces[start], "link" in within), start + 1
            _append(written, text)
            start = end
        return "".join(written)

    def _atom(self, piece: Piece, linked: bool) -> str:
        if piece.sort is Sort.BREAK:
            return "  \n"
        if piece.sort is Sort.CODE:
            return code_span(piece.text)
        if piece.sort is Sort.IMAGE:
            return f"![{_bracketed(piece.text)}]({piece.address})"
        return _bracketed(piece.text) if linked else self._text(piece.text)

    def _text(self, text: str) -> str:
        if not self.addresses:
            return escaped(text)
        written, end = [], 0
        for found in BARE.finditer(text):
            if is_plain(found[0]):
                written += [escaped(text[end : found.start()]), f"<{found[0]}>"]
                end = found.end()
        return "".join([*written, escaped(text[end:])])


def may_be_title(caption: str) -> bool:
    """Whether a caption comes out of a picture's title as it went in."""
    return "&" not in caption and "|" not in caption


def _bracketed(text: str) -> str:
    # "[^…]" would cite a source, "[!…]" begin a callout.
    opening = "\\" if text[:1] in {"^", "!"} else ""
    return opening + escaped(text).replace("]", "\\]")


def _with_marked_breaks(pieces: Sequence[Piece]) -> list[Piece]:
    """Give each break the marks that both its neighbours have, so that what is set off may go on over it."""
    marked = list(pieces)
    for place in range(1, len(marked) - 1):
        if marked[place].sort is Sort.BREAK:
            before, after = marked[place - 1].marks, marked[place + 1].marks
            link = before.link if before.link == after.link else None
            common = Marks(before.strong and after.strong, before.em and after.em, link)
            marked[place] = replace(marked[place], marks=common)
    return marked


def _widest_mark(pieces: Sequence[Piece], start: int, within: frozenset[str]) -> tuple[str, int]:
    """Give the mark that begins here and reaches farthest, and the end of its reach; no name where none begins."""
    best, farthest = "", start
    for name in ("link", "strong", "em"):
        value = getattr(pieces[start].marks, name)
        if name in within or not value:
            continue
        end = start
        while end < len(pieces) and getattr(pieces[end].marks, name) == value:
            end += 1
        if end > farthest:
            best, farthest = name, end
    return best, farthest


def _sign(name: str, before: str, pieces: Sequence[Piece], start: int, end: int, within: frozenset[str]) -> str:
    """Give the sign for a span. Beside stars, emphasis has underlines, which only work at the edges of words."""
    if name != "em":
        return "**"
    following = pieces[end] if end < len(pieces) else None
    starred = "strong" in within or any(piece.marks.strong for piece in [*pieces[start:end], *pieces[end : end + 1]])
    opens = following is not None and (
        (following.marks.strong and "strong" not in within) or (following.marks.link and "link" not in within)
    )
    after = following.text[:1] if following is not None and following.sort is Sort.TEXT and not opens else ""
    at_edges = not _WORDLIKE.fullmatch(before) and not _WORDLIKE.fullmatch(after)
    return "_" if (starred or before == "*") and at_edges else "*"


def _append(written: list[str], text: str) -> None:
    """Add a piece to a line, parted from the one before where the two would run together."""
    before = written[-1] if written else ""
    if text[:1] in {"*", "_"} and before.endswith(text[0]) and not before.endswith(f"\\{text[0]}"):
        written.append(UNSEEN)
    if text.startswith("[") and before.endswith("!"):
        written[-1] = f"{before[:-1]}\\!"
    written.append(text)


def _set_off(inner: str, name: str, sign: str, pieces: Sequence[Piece]) -> str:
    """Put signs around words, and the blanks at their ends outside of these."""
    around = _AROUND.fullmatch(inner)
    before, words, after = around.groups() if around else ("", inner, "")
    if not words:
        return before + after
    if name != "link":
        opening = f"{sign}{UNSEEN}" if words.startswith(sign[0]) else sign
        closing = f"{UNSEEN}{sign}" if words.endswith(sign[0]) and words[-2:-1] != "\\" else sign
        return f"{before}{opening}{words}{closing}{after}"
    address = str(pieces[0].marks.link)
    if len(pieces) == 1 and pieces[0].sort is Sort.TEXT and pieces[0].text == address and is_plain(address):
        return f"{before}<{address}>{after}"
    return f"{before}[{words}]({address}){after}"
