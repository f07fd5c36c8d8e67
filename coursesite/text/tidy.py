"""Lists as people write them and as Git hosts show them, made into what Python-Markdown reads.

Python-Markdown nests only at four spaces and wants a blank line before a list and a table. Coaches indent by two
and see it work everywhere else, so indents are widened and blank lines added before it reads the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .lines import in_fence

DEEPEST_QUOTE = 12

_MARKER = re.compile(r"(?P<marker>[-*+]|\d{1,9}[.)])[ \t]+(?P<rest>\S.*)")
_RULE = re.compile(r"(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})")
_TABLE_RULE = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_INTERRUPTS = re.compile(r"#{1,6}[ \t]|(?:-[ \t]*){3,}$|(?:\*[ \t]*){3,}$")
_QUOTE = re.compile(r"[ \t]*>[ ]?")
STEP = "    "


@dataclass(frozen=True)
class _Item:
    """An open list item: the column of its marker and the column where its text starts."""

    marker: int
    content: int


def tidy(lines: Sequence[str], depth: int = 0) -> list[str]:
    """Widen lists' indents to four spaces and put blank lines where Python-Markdown needs them."""
    return list(_Tidier(lines, depth).run())


class _Tidier:
    def __init__(self, lines: Sequence[str], depth: int) -> None:
        self.lines = lines
        self.depth = depth
        self.fenced = in_fence(lines)
        self.items: list[_Item] = []
        self.before = ""
        self.loose = False

    def run(self) -> Iterator[str]:
        index = 0
        while index < len(self.lines):
            end = self._quote_end(index)
            rows = self._quote(index, end) if end > index else self._line(index)
            for row in rows:
                self.before = row
                yield row
            index = max(end, index + 1)

    def _line(self, index: int) -> Iterator[str]:
        line = self.lines[index].replace("\t", STEP)
        text = line.lstrip()
        indent = len(line) - len(text)
        if not text:
            self.loose = True
            yield ""
        elif self.fenced[index]:
            yield from self._code(index, text, indent)
        elif (match := _MARKER.fullmatch(text)) and not _RULE.fullmatch(text) and self._may_start(indent, match):
            yield from self._marker(indent, match)
        else:
            yield from self._text(index, line, indent)

    def _code(self, index: int, text: str, indent: int) -> Iterator[str]:
        if self._opens(index):
            self._leave(indent)
            if self.before.strip():
                yield ""
        if self.items:
            yield STEP * len(self.items) + " " * max(indent - self.items[-1].content, 0) + text
        else:
            yield self.lines[index]

    def _marker(self, indent: int, match: re.Match[str]) -> Iterator[str]:
        starts = not self.items or self.loose
        self._leave(indent)
        if starts and self.before.strip():
            yield ""
        place = STEP * len(self.items)
        self.items.append(_Item(indent, indent + match.start("rest")))
        self.loose = False
        yield f"{place}{match['marker'].replace(')', '.')} {match['rest']}"

    def _text(self, index: int, line: str, indent: int) -> Iterator[str]:
        interrupts = bool(self.items and _INTERRUPTS.match(line.lstrip()))
        if interrupts or not self.before.strip():
            self._leave(indent)
        after_code = index > 0 and self.fenced[index - 1]
        if self.before.strip() and (interrupts or after_code or self._starts_table(index)):
            yield ""
        yield self._placed(line, indent)

    def _placed(self, line: str, indent: int) -> str:
        """Put a line under the item that it belongs to; four spaces beyond the item's text stay code."""
        if not self.items:
            return line
        further = indent - self.items[-1].content
        return STEP * len(self.items) + " " * (further if further >= 4 else 0) + line.lstrip()

    def _may_start(self, indent: int, match: re.Match[str]) -> bool:
        """Say whether a marker starts an item: not in indented code, nor where a sentence wraps before "1986."."""
        if self.items:
            return True
        wrapped = bool(self.before.strip()) and match["marker"][:-1] not in {"", "1"}
        return indent < 4 and not wrapped

    def _leave(self, indent: int) -> None:
        while self.items and indent < self.items[-1].marker + 2:
            self.items.pop()

    def _starts_table(self, index: int) -> bool:
        if "|" not in self.lines[index] or index + 1 == len(self.lines) or self.before.lstrip().startswith("|"):
            return False
        rule = self.lines[index + 1].strip()
        return "|" in rule and _TABLE_RULE.fullmatch(rule) is not None

    def _quote_end(self, index: int) -> int:
        end = index
        while end < len(self.lines) and _QUOTE.match(self.lines[end]) and self._is_quote(index, end):
            end += 1
        return end

    def _is_quote(self, start: int, index: int) -> bool:
        """Say whether a line starting with ">" is a quote and not code within an open fence."""
        return self.depth < DEEPEST_QUOTE and (start < index or not self.fenced[index] or self._opens(index))

    def _opens(self, index: int) -> bool:
        return index == 0 or not self.fenced[index - 1]

    def _quote(self, start: int, end: int) -> Iterator[str]:
        line = self.lines[start].replace("\t", STEP)
        indent = len(line) - len(line.lstrip())
        if not self.items and indent >= 4:
            yield from self.lines[start:end]
            return
        self._leave(indent)
        if self.items and self.before.strip():
            yield ""
        inner = [_QUOTE.sub("", line, count=1) for line in self.lines[start:end]]
        for row in tidy(inner, self.depth + 1):
            # The blanks at a row's end stay: two of them end the line.
            yield STEP * len(self.items) + (f"> {row}" if row.strip() else ">")
