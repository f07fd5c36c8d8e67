"""The comment under an exercise's heading: its id and settings.

<!-- id: third-call; tags: listening, phone; marks: 2; shuffle: no; ask after: 7 days; passage: 02-first.md#calm -->
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import timedelta
from difflib import get_close_matches
from fractions import Fraction

from coursesite.text.faults import Fault
from coursesite.text.shapes import shown

from .kinds import Settings
from .numbers import FINEST, read_number, write_decimal

NAMES = ("id", "tags", "marks", "shuffle", "ask after", "passage")
LONGEST_ID = 100
MOST_MARKS = 1000
LONGEST_WAIT = timedelta(days=3660)

_COMMENT = re.compile(r"<!--(.*?)-->[ \t]*", re.DOTALL)
# A file beside the text and a heading in it, with nothing that a Markdown link or a comment would take for its end.
_PASSAGE = re.compile(r"[^\s<>()\[\]\\|;:\"'`#]+\.md(?:#[^\s<>()\[\]\\|;\"'`#]+)?")
_DURATION = re.compile(r"(\d{1,7}) *([a-z]+)")
_UNITS = {
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "week": timedelta(weeks=1),
}
EXAMPLE = "<!-- id: third-call; marks: 2 -->"


@dataclass(frozen=True)
class Comment:
    """What a settings comment says. `id` is None where it names none."""

    id: str | None
    settings: Settings
    names: frozenset[str]


def read_comment(text: str, line: int, faults: list[Fault]) -> Comment:
    """Read the comment; what cannot be read is added to `faults` and left out."""
    match = _COMMENT.fullmatch(text.strip())
    if match is None:
        problem = f"The comment {shown(text)} under the heading does not end on its own line."
        faults.append(Fault(line, problem, f"Write the settings on one line: {EXAMPLE}."))
        return Comment(None, Settings(), frozenset())
    reader = _Reader(line, faults)
    for part in match[1].split(";"):
        if part.strip():
            reader.read(part)
    return Comment(reader.id, reader.settings, frozenset(reader.seen))


def is_id(text: str) -> bool:
    """Whether the text can be an id: letters, digits, hyphens and underscores, at most 100 of them."""
    fits = all(letter in "-_" or unicodedata.category(letter)[0] in "LMN" for letter in text)
    return fits and 0 < len(text) <= LONGEST_ID


def write_comment(id_: str | None, settings: Settings) -> str | None:
    """Write the comment for these settings; None where there is nothing to say."""
    parts = [] if id_ is None else [f"id: {id_}"]
    if settings.tags:
        parts.append("tags: " + ", ".join(settings.tags))
    if settings.marks != 1:
        parts.append(f"marks: {write_decimal(settings.marks)}")
    if not settings.shuffle:
        parts.append("shuffle: no")
    if settings.ask_after is not None:
        parts.append(f"ask after: {write_duration(settings.ask_after)}")
    if settings.passage:
        parts.append(f"passage: {settings.passage}")
    return f"<!-- {'; '.join(parts)} -->" if parts else None


def read_duration(text: str) -> timedelta | None:
    """Read `7 days`, `1 week`, `12 hours`, `90 minutes`; None if it is none of these, or nothing, or over ten years."""
    match = _DURATION.fullmatch(text.strip().lower())
    unit = _UNITS.get(match[2].removesuffix("s")) if match else None
    if match is None or unit is None:
        return None
    wait = int(match[1]) * unit
    return wait if timedelta(0) < wait <= LONGEST_WAIT else None


def write_duration(wait: timedelta) -> str:
    """Write a duration in the largest unit up to days that comes out even."""
    name = next(name for name in ("day", "hour", "minute") if wait % _UNITS[name] == timedelta(0))
    count = wait // _UNITS[name]
    return f"{count} {name}" if count == 1 else f"{count} {name}s"


class _Reader:
    def __init__(self, line: int, faults: list[Fault]) -> None:
        self.line = line
        self.faults = faults
        self.id: str | None = None
        self.settings = Settings()
        self.seen: set[str] = set()

    def read(self, part: str) -> None:
        name, colon, value = part.partition(":")
        name, value = " ".join(name.lower().split()), value.strip()
        if not colon:
            self._fault(
                f"The comment under the heading says {shown(part)}, which isn't a setting.",
                f"Write settings such as {EXAMPLE}; a note of your own stands anywhere but directly under the heading.",
            )
        elif name not in NAMES:
            self._unknown(name)
        elif name in self.seen:
            self._fault(f"The setting “{name}” is given twice.", "Delete one of the two.")
        else:
            self.seen.add(name)
            self._set(name, value)

    def _set(self, name: str, value: str) -> None:
        if name == "id":
            self._id(value)
        elif name == "tags":
            self._tags(value)
        elif name == "marks":
            self._marks(value)
        elif name == "shuffle":
            self._shuffle(value)
        elif name == "passage":
            self._passage(value)
        else:
            self._ask_after(value)

    def _id(self, value: str) -> None:
        self.id = value
        if not is_id(value):
            remedy = (
                "Use letters, digits and hyphens, as in “id: third-call”, or delete “id:” and a new one is written."
            )
            self._fault(f"The id {shown(value)} isn't one that can be kept.", remedy)

    def _tags(self, value: str) -> None:
        tags = tuple(dict.fromkeys(" ".join(tag.split()) for tag in value.split(",") if tag.strip()))
        self.settings = replace(self.settings, tags=tags)
        if not tags:
            self._fault("The setting “tags” is empty.", "Name some, as in “tags: listening, phone”, or delete it.")

    def _marks(self, value: str) -> None:
        marks = read_number(value)
        if marks is None or not 0 < marks <= MOST_MARKS or marks.denominator > FINEST:
            problem = f"The marks {shown(value)} aren't a number above 0, or have more than four places."
            self._fault(problem, "Write a number such as “marks: 2” or “marks: 0.5”.")
        else:
            self.settings = replace(self.settings, marks=Fraction(marks))

    def _shuffle(self, value: str) -> None:
        if value.lower() not in {"yes", "no"}:
            self._fault(f"The setting “shuffle” is {shown(value)}.", "Write “shuffle: yes” or “shuffle: no”.")
        else:
            self.settings = replace(self.settings, shuffle=value.lower() == "yes")

    def _ask_after(self, value: str) -> None:
        wait = read_duration(value)
        if wait is None:
            problem = f"The setting “ask after” is {shown(value)}, which isn't a length of time."
            self._fault(problem, "Write “ask after: 7 days”; minutes, hours, days and weeks are understood.")
        else:
            self.settings = replace(self.settings, ask_after=wait)

    def _passage(self, value: str) -> None:
        if _PASSAGE.fullmatch(value) is None:
            remedy = "Write a lesson's file and a heading in it, as in “passage: 02-the-first-minute.md#her-words”."
            self._fault(f"The setting “passage” is {shown(value)}, which names no place in a lesson.", remedy)
        else:
            self.settings = replace(self.settings, passage=value)

    def _unknown(self, name: str) -> None:
        close = get_close_matches(name, NAMES, n=1)
        known = "The settings are id, tags, marks, shuffle, ask after and passage."
        self._fault(f"There is no setting {shown(name)}.", f"Did you mean “{close[0]}”?" if close else known)

    def _fault(self, problem: str, remedy: str) -> None:
        self.faults.append(Fault(self.line, problem, remedy))
