"""What comes in from other programs' files, and what goes out: the common ground of GIFT, Moodle XML and task lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from .grammar import parse
from .kinds import Exercise, Prose
from .printing import print_exercise

LARGEST_FILE = 5 * 1024 * 1024
MOST_QUESTIONS = 2000
BYTE_ORDER_MARK = "\ufeff"
# The titles of a match's columns, where the other program has none.
MATCH_COLUMNS = ("this", "belongs to")
# What a second answer earns where another program gives all marks for either and here only one is right.
ALMOST_ALL = Fraction(99, 100)
NO_PICTURES: Mapping[str, bytes] = MappingProxyType({})

_PART = re.compile(r"(?<!/)/(?!/)")
_TAG_UNFIT = re.compile(r"[,;\s]+|-->")


class Unreadable(Exception):
    """A file that cannot be taken in at all. `sentence` says why and what to do; `line` counts from 1, 0 for none."""

    def __init__(self, sentence: str, line: int = 0) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.line = line


class Unfit(Exception):
    """A question that cannot come in as one; the sentence says why. What it said is kept as text."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, order=True)
class Note:
    """What could not come or go unchanged, and what was done with it: one sentence for the coach.

    Coming in, `line` is that of the file, counted from 1. Going out, it is the question's line in the coach's text.
    """

    line: int
    sentence: str


@dataclass(frozen=True)
class Picture:
    """An image that came inside a file: a bare file name, safe to use beside the text, and its bytes as they came."""

    name: str
    data: bytes


@dataclass(frozen=True)
class Imported:
    """What a file held: questions and the text between them in their order, what was changed, images."""

    parts: tuple[Exercise | Prose, ...]
    notes: tuple[Note, ...] = ()
    pictures: tuple[Picture, ...] = ()

    @property
    def exercises(self) -> tuple[Exercise, ...]:
        """The exercises alone."""
        return tuple(part for part in self.parts if isinstance(part, Exercise))


@dataclass(frozen=True)
class Exported:
    """A file for another program, and what it could not hold as it was."""

    data: bytes
    notes: tuple[Note, ...] = ()


def print_parts(parts: Iterable[Exercise | Prose]) -> str:
    """Questions and text in our own notation, one after the other, a blank line between them.

    Prose that follows an exercise is set off by a line `---`, which ends the exercise.
    """
    written = []
    after_exercise = False
    for part in parts:
        if isinstance(part, Exercise):
            written.append(print_exercise(part).strip("\n"))
        elif text := "\n".join(part.lines).strip("\n"):
            written.append(f"---\n\n{text}" if after_exercise else text)
        after_exercise = isinstance(part, Exercise) or (after_exercise and not "\n".join(part.lines).strip())
    return "\n\n".join(written) + "\n" if written else ""


def check_size(data: bytes) -> None:
    """Raise Unreadable for a file of more than LARGEST_FILE bytes."""
    if len(data) > LARGEST_FILE:
        raise Unreadable(
            f"The file is larger than {LARGEST_FILE // (1024 * 1024)} MB, so nothing was taken in. Divide it, and "
            "import its parts one after the other."
        )


def check_count(questions: int, line: int = 0) -> None:
    """Raise Unreadable for more than MOST_QUESTIONS questions; `line` is where the last of them stands, if known."""
    if questions > MOST_QUESTIONS:
        raise Unreadable(
            f"The file holds more than {MOST_QUESTIONS:,} questions, so nothing was taken in. Divide it, and import "
            "its parts one after the other.",
            line,
        )


def decoded(data: bytes) -> str:
    """A text file's text, its line ends as "\\n" and without a byte order mark. Raises Unreadable."""
    check_size(data)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        sentence = "This is not UTF-8 text, so nothing was taken in. Save the file again, with the encoding UTF-8."
        raise Unreadable(sentence, line) from error
    return text.removeprefix(BYTE_ORDER_MARK).replace("\r\n", "\n").replace("\r", "\n")


def own_exercise(text: str) -> Exercise | None:
    """The exercise that a text in our own notation is: one without a fault, and nothing beside it."""
    document = parse(text.split("\n"), 1)
    only = document.parts[0] if len(document.parts) == 1 else None
    return only if isinstance(only, Exercise) and not document.faults else None


def category_of(path: str) -> str:
    """The last part of a category's path in Moodle, where `//` is a slash of the name."""
    return _PART.split(path.strip())[-1].replace("//", "/")


def tag_of(text: str) -> str:
    """A tag of ours: what would end it, or the comment in which it stands, becomes a blank."""
    return " ".join(_TAG_UNFIT.sub(" ", text).split())
