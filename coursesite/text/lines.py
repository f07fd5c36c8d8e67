"""A text as lines: how they end, which of them are code, and where something stands."""

from __future__ import annotations

import re
from collections.abc import Sequence

# Only the three line ends that text editors write. `str.splitlines` would also split at form feeds and
# at Unicode's own separators, and so count lines differently from the coach's editor.
LINE_END = re.compile(r"\r\n|\n|\r")

_FENCE = re.compile(r"[\s>]*(?:(?:[-*+]|\d{1,9}[.)])\s+)*(?P<fence>`{3,}|~{3,})(?P<info>.*)")
_TICKS = re.compile(r"(?<!\\)`+")


def split_lines(text: str) -> list[str]:
    """Split a text into its lines without their ends (Windows, Unix or old Mac)."""
    return LINE_END.split(text)


def in_fence(lines: Sequence[str]) -> list[bool]:
    """Say for each line whether it belongs to a fenced code block, its fences included.

    Fences may stand inside quotes and lists. One that is never closed reaches to the end, as in Markdown.
    """
    inside: list[bool] = []
    fence = ""
    quoted = False
    for line in lines:
        match = _FENCE.fullmatch(line)
        if quoted and not line.lstrip().startswith(">"):
            fence = ""
        if fence:
            inside.append(True)
            if match and match["fence"].startswith(fence) and not match["info"].strip():
                fence = ""
        else:
            fence = match["fence"] if match and "`" not in match["info"] else ""
            quoted = line.lstrip().startswith(">")
            inside.append(bool(fence))
    return inside


def without_code(lines: Sequence[str]) -> list[str]:
    """Blank out fenced code and code spans, so that what they show is not taken for notation.

    Lines and columns keep their places.
    """
    return ["" if inside else _without_spans(line) for line, inside in zip(lines, in_fence(lines), strict=True)]


def _without_spans(line: str) -> str:
    """Blank out code spans: from a run of backticks to the next run of the same length."""
    runs = list(_TICKS.finditer(line))
    closes: dict[int, int] = {}
    following: dict[int, int] = {}
    for index in range(len(runs) - 1, -1, -1):
        length = len(runs[index][0])
        if length in following:
            closes[index] = following[length]
        following[length] = index
    kept, column, index = "", 0, 0
    while index < len(runs):
        close = closes.get(index, index)
        if close > index:
            start, end = runs[index].start(), runs[close].end()
            kept, column = kept + line[column:start] + " " * (end - start), end
        index = close + 1
    return kept + line[column:]


class Places:
    """Finds the line of each thing that a parser without line numbers reports, in reading order."""

    def __init__(self, lines: Sequence[str], first_line: int) -> None:
        self._lines = without_code(lines)
        self._first_line = first_line
        self._found: dict[str, tuple[int, int]] = {}

    def next(self, wanted: str) -> int:
        """Give the line of the next occurrence of `wanted`; asked again, of the one after it.

        Where there is no further one, the last one found is given, or else the first line.
        """
        row, column = self._found.get(wanted, (0, 0))
        for index in range(row, len(self._lines)):
            at = self._lines[index].find(wanted, column if index == row else 0)
            if at >= 0:
                self._found[wanted] = (index, at + max(len(wanted), 1))
                return self._first_line + index
        return self._first_line + row
