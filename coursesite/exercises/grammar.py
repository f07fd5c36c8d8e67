"""Taking a document apart into prose and exercises, line by line."""

from __future__ import annotations

from collections.abc import Sequence

from coursesite.text.faults import Fault
from coursesite.text.shapes import Line, scan

from .checks import duplicate_ids
from .headings import ends_exercise, is_end_mark, lookalike, read_heading
from .kinds import Document, Exercise, Prose
from .reading import read_exercise


def parse(lines: Sequence[str], first_line: int) -> Document:
    """Take a Markdown text apart.

    `lines` may carry their line ends, Unix or Windows; `first_line` is the number, from 1, that the first of them
    has in its file. Never raises: whatever is wrong is a fault of the document, with its line and its remedy, and
    reading goes on behind it. Lines of blanks alone are no prose.
    """
    read, faults = scan(lines, first_line)
    parts: list[Prose | Exercise] = []
    place = start = 0
    while place < len(read):
        heading = read_heading(read[place])
        if heading is None or heading.headword is None:
            place += 1
            continue
        parts += _prose(lines, start, place, first_line)
        end = _end(read, place + 1)
        parts.append(read_exercise(heading, read[place], read[place + 1 : end], faults))
        place = start = end + 1 if end < len(read) and is_end_mark(read[end]) else end
    parts += _prose(lines, start, len(read), first_line)
    faults += _lookalikes(read)
    faults += duplicate_ids(part for part in parts if isinstance(part, Exercise))
    return Document(tuple(parts), tuple(sorted(set(faults))))


def _end(read: Sequence[Line], place: int) -> int:
    while place < len(read) and not ends_exercise(read[place]):
        place += 1
    return place


def _prose(lines: Sequence[str], start: int, end: int, first_line: int) -> list[Prose]:
    text = tuple(line.rstrip("\r\n") for line in lines[start:end])
    return [Prose(text, first_line + start)] if any(line.strip() for line in text) else []


def _lookalikes(read: Sequence[Line]) -> list[Fault]:
    found = (lookalike(read, place) for place in range(len(read)))
    return [fault for fault in found if fault is not None]
