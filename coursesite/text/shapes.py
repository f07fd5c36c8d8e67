"""A text read line by line: what is code, what is a comment, what is indented under a list's item.

Everything else in this room looks at these lines and never at raw text, so that the question "is this inside a
fence?" has one answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from .faults import Fault

TAB = 4
ITEM = re.compile(r"(?P<marker>[-*+]|\d{1,9}[.)])(?:[ \t]+(?P<text>.*)|$)", re.DOTALL)

_FENCE = re.compile(r"(?P<fence>`{3,}|~{3,})(?P<info>.*)", re.DOTALL)
_MARKED = re.compile(r"\[[^\[\]]{0,24}\][ \t]*")


class Shape(Enum):
    """What a line is before anyone asks what it means."""

    BLANK = "blank"
    TEXT = "text"
    FENCE = "fence"  # opens a code fence
    FENCED = "fenced"  # inside a fence, or closing it
    COMMENT = "comment"


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `number` counts from 1 in the file, `indent` in columns with tab stops every four.

    `nested` says that it is indented by two columns or more under a list's item; a fenced line goes with its fence.
    """

    number: int
    text: str
    indent: int
    body: str
    shape: Shape
    nested: bool

    @property
    def plain(self) -> bool:
        """Whether it is ordinary text at the left margin."""
        return self.shape is Shape.TEXT and not self.nested and self.indent < TAB

    @property
    def quote(self) -> bool:
        """Whether it begins with `>`, outside code."""
        return self.shape is Shape.TEXT and self.body.startswith(">")


def scan(lines: Sequence[str], first_line: int) -> tuple[list[Line], list[Fault]]:
    """Read the lines; a fence or a comment that is never closed is a fault."""
    scanner = _Scanner()
    found = [scanner.read(number, text.rstrip("\r\n")) for number, text in enumerate(lines, first_line)]
    return found, scanner.unclosed()


def dedented(lines: Iterable[Line]) -> list[str]:
    """Take the common indent away; code moves with the text around it."""
    lines = list(lines)
    filled = [line for line in lines if line.text.strip()]
    margins = [line.indent for line in filled if line.shape is not Shape.FENCED] or [line.indent for line in filled]
    margin = min(margins, default=0)
    return [" " * max(line.indent - margin, 0) + line.body if line.body else "" for line in lines]


def trimmed(lines: Sequence[str]) -> list[str]:
    """Take blank lines away from both ends."""
    filled = [place for place, line in enumerate(lines) if line.strip()]
    return list(lines[filled[0] : filled[-1] + 1]) if filled else []


def shown(text: str, length: int = 48) -> str:
    """Quote a line in a fault: trimmed, shortened, between quotation marks."""
    text = " ".join(text.split())
    if len(text) > length:
        text = text[: length - 1].rstrip() + "…"
    return f"“{text}”"


def _split_indent(text: str) -> tuple[int, str]:
    body = text.lstrip(" \t")
    return len(text[: len(text) - len(body)].expandtabs(TAB)), body


class _Scanner:
    def __init__(self) -> None:
        self.fence = ""
        self.in_comment = False
        self.opened = 0
        self.nested = False
        self.base: int | None = None

    def read(self, number: int, text: str) -> Line:
        indent, body = _split_indent(text)
        shape = self._shape(number, indent, body)
        if shape is Shape.BLANK:
            return Line(number, "", 0, "", shape, nested=False)
        return Line(number, text, indent, body if body.strip() else "", shape, self.nested)

    def unclosed(self) -> list[Fault]:
        if self.fence:
            problem = f"The code fence that opens here with “{self.fence}” is never closed."
            return [Fault(self.opened, problem, f"Write {self.fence} on a line of its own where the code ends.")]
        if self.in_comment:
            return [
                Fault(self.opened, "The comment that opens here is never closed.", "Write --> where the comment ends.")
            ]
        return []

    def _shape(self, number: int, indent: int, body: str) -> Shape:
        if self.fence:
            return self._fenced(body)
        if self.in_comment:
            self.in_comment = "-->" not in body
            return Shape.COMMENT
        if not body.strip():
            return Shape.BLANK
        if body.startswith("<!--") and (indent < TAB or self.base is not None):
            return self._comment(number, indent, body)
        self._place(indent, body)
        return self._text(number, indent, body)

    def _fenced(self, body: str) -> Shape:
        match = _FENCE.fullmatch(body)
        if match and match["fence"].startswith(self.fence) and not match["info"].strip():
            self.fence = ""
        return Shape.FENCED

    def _comment(self, number: int, indent: int, body: str) -> Shape:
        """A comment on lines of its own. It does not end a list; text after its end makes the line text."""
        _, closing, after = body[4:].partition("-->")
        if closing and after.strip():
            self._place(indent, body)
            return Shape.TEXT
        self.nested = self.base is not None and indent >= self.base + 2
        self.in_comment = not closing
        self.opened = number
        return Shape.COMMENT

    def _place(self, indent: int, body: str) -> None:
        self.nested = self.base is not None and indent >= self.base + 2
        if self.nested:
            return
        is_item = ITEM.match(body) and (indent < TAB or self.base is not None)
        self.base = min(indent, self.base if self.base is not None else indent) if is_item else None

    def _text(self, number: int, indent: int, body: str) -> Shape:
        if indent >= TAB and not self.nested and self.base is None:
            return Shape.TEXT  # indented code: a fence in it is shown, not opened
        item = ITEM.match(body)
        inner = _MARKED.sub("", item["text"] or "", count=1) if item else body
        match = _FENCE.fullmatch(inner)
        if match is None or (match["fence"][0] == "`" and "`" in match["info"]):
            return Shape.TEXT
        self.fence, self.opened = match["fence"], number
        return Shape.TEXT if item else Shape.FENCE
