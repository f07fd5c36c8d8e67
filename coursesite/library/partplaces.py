"""Where the parts of a text stand in its file, and which of them are in order."""

import sys
from collections.abc import Iterator

from coursesite.exercises import Document, Exercise, Prose


def sound_parts(document: Document, *, exercises_too: bool) -> Iterator[Prose | Exercise]:
    """The parts of a text with faults that can be compiled: its prose and, where wanted, the exercises without one."""
    begins = [part.first_line if isinstance(part, Prose) else part.line for part in document.parts]
    for part, begin, end in zip(document.parts, begins, [*begins[1:], sys.maxsize], strict=True):
        faulty = any(begin <= fault.line < end for fault in document.faults)
        if isinstance(part, Prose) or (exercises_too and not faulty):
            yield part


class PartPlaces:
    """Finds the line of an exercise's parts, which come without: by the first line that holds the part's first."""

    def __init__(self, lines: list[str], first_line: int) -> None:
        self._lines = lines
        self._first_line = first_line

    def line_of(self, text: str) -> int:
        """The line of this part."""
        first = text.strip().split("\n", 1)[0].strip()
        found = (number for number, line in enumerate(self._lines, self._first_line) if first and first in line)
        return next(found, self._first_line)
