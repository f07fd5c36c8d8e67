"""The front matter of a file: read as strings with their lines, edited one line at a time.

It is YAML in what a coach needs of it: `name: value`, a list of values, quoted and folded text. Nothing is typed
here (`title: No` is the string "No"); whoever knows a field's meaning types it. One kindness goes beyond YAML: a
value with a second colon ("title: Dana: a story") is read as it stands, where YAML would refuse it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .faults import Fault
from .fieldvalues import Unreadable, read_value
from .lines import LINE_END, split_lines

LARGEST = 20_000
BYTE_ORDER_MARK = "\ufeff"

_MARK = re.compile(r"---[ \t]*")
_NAME = r"[^\W\d_][\w-]*(?: [\w-]+)*"
_ENTRY = re.compile(rf"(?P<name>{_NAME})[ \t]*:(?:[ \t]+(?P<value>\S.*))?")


class FrontMatterError(ValueError):
    """A field could not be written; the sentence says why. The file was left as it is."""


@dataclass(frozen=True)
class Field:
    """One field: its value as written (a list gives a tuple of strings) and its line in the file."""

    value: str | tuple[str, ...]
    line: int


@dataclass(frozen=True)
class FrontMatter:
    """What a file says about itself, and the rest.

    `body` has its line ends as "\\n"; `body_line` is the line of the file, from 1, where it starts.
    """

    fields: dict[str, Field]
    body: str
    body_line: int
    faults: tuple[Fault, ...]


@dataclass(frozen=True)
class _Entry:
    """A name and the lines that belong to it, `first` and `last` as indexes into the file's lines."""

    name: str
    first: int
    last: int
    lines: tuple[str, ...]


def read(source: str) -> FrontMatter:
    """Read a whole file. A file that does not start with a line `---` is all body and no faults.

    Where the front matter cannot be read, its faults say so line by line and what can be read is given.
    """
    lines = split_lines(source.removeprefix(BYTE_ORDER_MARK))
    if not _MARK.fullmatch(lines[0]):
        return FrontMatter({}, "\n".join(lines), 1, ())
    end = _end(lines)
    if end is None:
        fault = Fault(
            1,
            "The front matter starts with “---” and never ends.",
            "Write a line “---” after its last field.",
        )
        return FrontMatter({}, "\n".join(lines[1:]), 2, (fault,))
    fields, faults = _fields(lines[:end])
    return FrontMatter(fields, "\n".join(lines[end + 1 :]), end + 2, tuple(sorted(faults)))


def cut(source: str) -> tuple[str, str]:
    """Cut a file behind its front matter: everything up to the end of its closing line, and the rest as it stands.

    A file without front matter, or with one that never ends, is all rest.
    """
    mark = BYTE_ORDER_MARK if source.startswith(BYTE_ORDER_MARK) else ""
    rows = _rows(source[len(mark) :])
    lines = [row.rstrip("\r\n") for row in rows]
    end = _end(lines) if _MARK.fullmatch(lines[0]) else None
    if end is None:
        return "", source
    return mark + "".join(rows[: end + 1]), "".join(rows[end + 1 :])


def with_field(source: str, name: str, value: str) -> str:
    """Give the file with one field set: its line replaced, or added last in the front matter.

    Everything else stays byte for byte: line ends, byte order mark, spacing, a missing last line end. A file
    without front matter gets one. Raises FrontMatterError for a name or value that cannot be written, and where
    the front matter is not closed.
    """
    _check_name(name)
    return _with_lines(source, name, [_written(name, value)])


def with_list(source: str, name: str, values: Sequence[str]) -> str:
    """Give the file with one field set to a list, each value on a line of its own; else as `with_field` does."""
    _check_name(name)
    lines = [f"{name}:", *(f"  - {_item(value)}" for value in values)]
    try:
        read_back = [read_value(entry.name, _first(entry), entry.lines[1:]) for entry in _entries(["---", *lines], [])]
    except Unreadable:
        read_back = []
    if read_back != [tuple(values)]:
        raise FrontMatterError(f"These values cannot stand in the front matter as “{name}”.")
    return _with_lines(source, name, lines)


def without_field(source: str, name: str) -> str:
    """Give the file without a field's lines; everything else stays byte for byte."""
    return _with_lines(source, name, []) if name in read(source).fields else source


def _check_name(name: str) -> None:
    if not re.fullmatch(_NAME, name):
        raise FrontMatterError(f"“{name}” cannot be the name of a field: use letters, digits and hyphens.")


def _with_lines(source: str, name: str, written: Sequence[str]) -> str:
    """Give the file with these lines in place of a field's own."""
    mark = BYTE_ORDER_MARK if source.startswith(BYTE_ORDER_MARK) else ""
    text = source[len(mark) :]
    lines = split_lines(text)
    ends = [*LINE_END.findall(text), ""]
    usual = ends[0] or "\n"
    if not _MARK.fullmatch(lines[0]):
        return f"{mark}---{usual}{usual.join(written)}{usual}---{usual}{text}"
    close = _end(lines)
    if close is None:
        raise FrontMatterError("The front matter starts with “---” and never ends; nothing was written.")
    first, last, line_end = close, close - 1, usual
    for entry in _entries(lines[:close], []):
        if entry.name == name:
            first, last, line_end = entry.first, entry.last, ends[entry.last]
            break
    rows = _rows(text)
    return mark + "".join([*rows[:first], *(line + line_end for line in written), *rows[last + 1 :]])


def _rows(text: str) -> list[str]:
    """The lines of a text with their ends."""
    return [line + end for line, end in zip(split_lines(text), [*LINE_END.findall(text), ""], strict=True)]


def _end(lines: list[str]) -> int | None:
    return next((index for index, line in enumerate(lines) if index and _MARK.fullmatch(line)), None)


def _fields(lines: list[str]) -> tuple[dict[str, Field], list[Fault]]:
    if sum(map(len, lines)) > LARGEST:
        problem = f"The front matter is longer than {LARGEST:,} characters."
        return {}, [Fault(1, problem, "Move the text below the second “---”.")]
    fields: dict[str, Field] = {}
    faults: list[Fault] = []
    for entry in _entries(lines, faults):
        line = entry.first + 1
        if entry.name in fields:
            problem = f"“{entry.name}” stands here a second time; the first is in line {fields[entry.name].line}."
            faults.append(Fault(line, problem, "Keep one of the two and delete the other."))
            continue
        try:
            fields[entry.name] = Field(read_value(entry.name, _first(entry), entry.lines[1:]), line)
        except Unreadable as unreadable:
            faults.append(Fault(line, unreadable.problem, unreadable.remedy))
    return fields, faults


def _entries(lines: list[str], faults: list[Fault]) -> Iterator[_Entry]:
    """Cut the lines between the marks into entries; lines that belong to none become faults."""
    start, name = 0, ""
    last = 0
    for index, line in enumerate(lines[1:], 1):
        if not line.strip() or line.startswith("#"):
            continue
        if line[0] in " \t" or line.startswith("- ") or line == "-":
            if name:
                last = index
            else:
                faults.append(_stray(index, line))
            continue
        if name:
            yield _Entry(name, start, last, tuple(lines[start : last + 1]))
        match = _ENTRY.fullmatch(line.rstrip(" \t"))
        name = match["name"] if match else ""
        start = last = index
        if not match:
            faults.append(_stray(index, line))
    if name:
        yield _Entry(name, start, last, tuple(lines[start : last + 1]))


def _stray(index: int, line: str) -> Fault:
    problem = f"“{line.strip()[:60]}” in the front matter is not of the form “name: value”."
    return Fault(index + 1, problem, "Write a name, a colon, a space and the value, or delete the line.")


def _first(entry: _Entry) -> str:
    match = _ENTRY.fullmatch(entry.lines[0].rstrip(" \t"))
    return (match["value"] or "") if match else ""


def _written(name: str, value: str) -> str:
    """Write one line that reads back as `value`, plain where YAML and people agree on it, else in quotes."""
    plain = f"{name}: {value}".rstrip(" ")
    if _reads_back(plain, value) and not re.search(r":(\s|$)|^[@`%]", value):
        return plain
    quoted = json.dumps(value, ensure_ascii=False)
    escaped = re.sub("[\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff]", lambda match: f"\\u{ord(match[0]):04x}", quoted)
    line = f"{name}: {escaped}"
    if not _reads_back(line, value):
        raise FrontMatterError(f"This value cannot stand in the front matter as “{name}”.")
    return line


def _item(value: str) -> str:
    """Write one item of a list, in quotes where it would not read back as it stands."""
    if _reads_back(f"item: {value}", value) and not re.search(r":(\s|$)|^[@`%-]", value):
        return value
    return _written("item", value).removeprefix("item: ")


def _reads_back(line: str, value: str) -> bool:
    if len(split_lines(line)) > 1:
        return False
    try:
        return [read_value(entry.name, _first(entry), entry.lines[1:]) for entry in _entries(["---", line], [])] == [
            value
        ]
    except Unreadable:
        return False
