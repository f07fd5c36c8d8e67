"""Headings: which of them starts an exercise, which ends one, and which only looks as if it did."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from coursesite.text.faults import Fault
from coursesite.text.shapes import ITEM, Line, shown
from coursesite.text.tables import is_rule

from .kinds import HEADWORDS

EXERCISE_LEVEL = 3
ENDING_LEVEL = 3

_HASHES = re.compile(r"(#{1,6})(?!#)(.*)", re.DOTALL)
_RULE = re.compile(r"-{3,}[ \t]*")
_MARK = re.compile(r"\[(?: |[xX]|~[^\[\]]*|=|-?\d{1,3})\](?![(\[:])")
_CERTAIN = re.compile(r"\[(?:[xX]|~[^\[\]]*|=)\](?![(\[:])")
_WORD = re.compile(r"[^\W\d_]+")
_ENDINGS = ("s", "es", "d", "ed", "r", "er", "ing", "ning")
CLOSE = 0.75
VERY_CLOSE = 0.8


@dataclass(frozen=True)
class Heading:
    """A heading: its level, and its word and title where it has the form `Kind: title`."""

    level: int
    text: str
    spaced: bool

    @property
    def headword(self) -> str | None:
        """The word before the colon, if it is one of ours and the heading's level is right."""
        word, colon, _ = self.text.partition(":")
        word = word.strip().capitalize()
        fits = colon and word in HEADWORDS and self.level == EXERCISE_LEVEL and self.spaced
        return word if fits else None

    @property
    def title(self) -> str:
        """What stands after the colon."""
        return self.text.partition(":")[2].strip()


def read_heading(line: Line) -> Heading | None:
    """Read a line as a heading, also one without the blank after its `#`, which only looks like one."""
    match = _HASHES.fullmatch(line.body) if line.plain and line.body.startswith("#") else None
    if match is None:
        return None
    rest = match[2]
    spaced = not rest or rest[0] in " \t"
    return Heading(len(match[1]), _without_closing(rest.strip()), spaced)


def ends_exercise(line: Line) -> bool:
    """Whether the line ends the exercise before it: a heading of level 1 to 3, or `---`."""
    heading = read_heading(line)
    return is_end_mark(line) or (heading is not None and heading.spaced and heading.level <= ENDING_LEVEL)


def is_end_mark(line: Line) -> bool:
    """Whether the line is `---`, at the left margin and outside code."""
    return line.plain and _RULE.fullmatch(line.body) is not None


def lookalike(lines: Sequence[Line], place: int) -> Fault | None:
    """Give the fault of a heading that looks like an exercise's and is none, if answers follow it."""
    line = lines[place]
    heading = read_heading(line)
    if heading is None or heading.headword is not None or not heading.text:
        return None
    answers = _up_to_next_heading(lines, place + 1)
    before, colon, after = heading.text.replace("：", ":").partition(":")
    if before.endswith("\\"):
        return None
    if not colon:
        return _without_colon(line, heading, answers)
    words = _WORD.findall(before)
    meant = _meant(words[0]) if len(words) == 1 else None
    if meant is None or not _answered(words[0], meant, answers):
        return None
    problem = f"{shown(line.body)} is followed by answers, but isn't read as an exercise."
    return Fault(
        line.number, problem, f"Did you mean “### {meant}: {after.strip()}”? For an ordinary heading write “\\:”."
    )


def _without_colon(line: Line, heading: Heading, answers: Sequence[Line]) -> Fault | None:
    word, _, title = heading.text.partition(" ")
    if word.capitalize() not in HEADWORDS or not any(_has(_CERTAIN, answer) for answer in answers):
        return None
    problem = f"{shown(line.body)} is followed by answers, but has no colon after “{word}”."
    return Fault(line.number, problem, f"Write “### {word.capitalize()}: {title.strip()}”.")


def _without_closing(text: str) -> str:
    """Take away the `###` that may close a heading, but not the `#` of "C#"."""
    while text.endswith("#"):
        bare = text.rstrip("#")
        if bare and bare[-1] not in " \t":
            break
        text = bare.rstrip()
    return text


def _up_to_next_heading(lines: Sequence[Line], place: int) -> list[Line]:
    found = []
    for line in (lines[index] for index in range(place, len(lines))):
        heading = read_heading(line)
        if is_end_mark(line) or (heading is not None and heading.spaced):
            break
        found.append(line)
    return found


def _meant(word: str) -> str | None:
    scored = [(SequenceMatcher(None, word.lower(), known.lower()).ratio(), known) for known in HEADWORDS]
    ratio, known = max(scored)
    return known if ratio >= CLOSE else None


def _answered(word: str, meant: str, lines: Sequence[Line]) -> bool:
    """Whether answers follow. Numbered lists and tables are ordinary things after a heading, so they count only
    after a word that is a slip of the pen and no word of its own ("Questions")."""
    if any(_has(_MARK, line) or (line.plain and "[[" in line.body) for line in lines):
        return True
    ratio = SequenceMatcher(None, word.lower(), meant.lower()).ratio()
    own_word = any(word.lower() == meant.lower() + ending for ending in _ENDINGS)
    if meant != "Question" or own_word or ratio < VERY_CLOSE:
        return False
    return any(line.plain and (_is_numbered(line) or is_rule(line.body)) for line in lines)


def _is_numbered(line: Line) -> bool:
    item = ITEM.match(line.body)
    return item is not None and item["marker"][0].isdigit()


def _has(mark: re.Pattern[str], line: Line) -> bool:
    item = ITEM.match(line.body) if line.plain else None
    return item is not None and mark.match(item["text"] or "") is not None
