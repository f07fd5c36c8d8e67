"""What is wrong with a text, said where a coach stands: at a field's name or a line of the text, never at a file's."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from coursesite.library.metadata import FIELDS as SPECS
from coursesite.library.models import Kind
from coursesite.studio.writing.composing import Composed
from coursesite.studio.writing.fields import FIELDS, Asked
from coursesite.text.faults import Fault
from coursesite.text.lines import in_fence, split_lines

_MISSING = re.compile(r"The front matter has no “(.+)”\.|“(.+)” is empty\.")
_NAMED = re.compile(r"([a-z ]+): (.+)", re.DOTALL)
_HEADING = re.compile(r"(#{2,6})[ \t]+(.*?)[ \t]*#*")
_MARKS = re.compile(r"[*_`]|\[\^[^\]]*\]|!?\[([^\]]*)\]\([^)]*\)")


@dataclass(frozen=True, slots=True)
class Told:
    """One fault. `line` counts from 1 in the text below the fields, `field` is a field's input name; one of the two
    is there, or neither.
    """

    line: int | None
    field: str | None
    problem: str
    remedy: str

    @property
    def href(self) -> str:
        """Where on the page it can be put right."""
        return f"#{self.field}" if self.field else "#body"

    @property
    def where(self) -> str:
        """The place in words."""
        if self.line is not None:
            return f"Line {self.line}"
        return "Settings" if self.field else "The text"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading or an exercise of the text, with its line."""

    line: int
    level: int
    text: str


def tell(faults: Iterable[Fault], parts: Composed, kind: Kind) -> list[Told]:
    """The faults of a source as the editor says them: first those of the fields, then down the text."""
    found = list(dict.fromkeys(_told(fault, parts, kind) for fault in faults))
    return sorted(found, key=lambda told: (told.line is not None, told.line or 0))


def _told(fault: Fault, parts: Composed, kind: Kind) -> Told:
    asked = {asked.name: asked for asked in FIELDS[kind]}
    missing = _MISSING.fullmatch(fault.problem)
    name = (missing[1] or missing[2]) if missing else _name_at(fault.line, parts)
    if missing and name in asked:
        return Told(None, asked[name].input_name, f"“{asked[name].label}” is empty.", _example(asked[name], kind))
    if fault.line > parts.body_line - 1 and not (fault.line == 1 and parts.body_line == 1):
        return Told(fault.line - parts.body_line + 1, None, fault.problem, fault.remedy)
    if name not in asked:
        return Told(None, None, fault.problem, fault.remedy)
    said = _NAMED.fullmatch(fault.problem)
    problem = said[2] if said and said[1] == name else fault.problem
    return Told(None, asked[name].input_name, f"{asked[name].label}: {problem}", fault.remedy)


def _name_at(line: int, parts: Composed) -> str:
    """The field that stands in this line of the front matter, or above it."""
    above = [(number, name) for name, number in parts.lines.items() if number <= line]
    return max(above)[1] if above and line < parts.body_line else ""


def _example(asked: Asked, kind: Kind) -> str:
    example = SPECS[kind][asked.name].example.partition(": ")[2]
    return f"Write it in the field “{asked.label}”, such as “{example.rstrip('.')}”."


def outline(body: str) -> list[Heading]:
    """The headings of a text, exercises among them, each with its line."""
    return list(_headings(split_lines(body)))


def _headings(lines: Sequence[str]) -> Iterator[Heading]:
    for number, (line, inside) in enumerate(zip(lines, in_fence(lines), strict=True), 1):
        match = None if inside else _HEADING.fullmatch(line)
        if match and match[2]:
            yield Heading(number, len(match[1]), _MARKS.sub(lambda mark: mark[1] or "", match[2]).replace("\\:", ":"))
