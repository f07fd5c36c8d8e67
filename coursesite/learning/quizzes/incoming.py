"""Questions from another program's file on their way to being a piece: read, shown, checked; nothing is kept yet."""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from coursesite.exercises.exchange import Note, Picture, Unreadable
from coursesite.exercises.exchanging import Format, TakenIn, guessed_format, take_in
from coursesite.exercises.grammar import parse
from coursesite.exercises.kinds import Exercise
from coursesite.learning.quizzes.corrections.changes import KINDS
from coursesite.library.compiling import compile_source
from coursesite.library.models import Kind
from coursesite.library.surroundings import Surroundings
from coursesite.library.tree import LARGEST_TEXT
from coursesite.text import frontmatter, timed
from coursesite.text.markup import Unrendered
from coursesite.text.slugs import slugify

SECONDS = 10.0
"""How long a file may be read, or its text be made a page of, before it is given up."""
MOST_PICTURES = 200


@dataclass(frozen=True, slots=True)
class Target:
    """Where questions go: a course's folder, pool or quiz, a title, and the place that makes the file's name unique."""

    course: str
    kind: Literal["pool", "quiz"]
    title: str
    place: int

    @property
    def path(self) -> str:
        """The path under the content folder."""
        return f"courses/{self.course}/{self.place:02d}-{slugify(self.title)}.md"


def read(data: bytes, name: str, wanted: str, target: Target) -> TakenIn:
    """Read a file in a process that can be stopped. Raises `Unreadable` with a sentence."""
    try:
        return timed.run_limited(_read, data, name, wanted, target.kind, target.title, seconds=SECONDS)
    except timed.TooSlow as slow:
        raise Unreadable(f"{slow} Divide the file, and import its parts one after the other.") from slow


def _read(data: bytes, name: str, wanted: str, kind: Literal["pool", "quiz"], title: str) -> TakenIn:
    found = Format(wanted) if wanted in {one.value for one in Format} else guessed_format(data, name)
    return take_in(data, found, kind, title)


def refused_as_slow(path: str, data: bytes) -> str:
    """Why this text can't be made a page of in time; empty where it can. What is wrong with it, publishing says."""
    try:
        timed.run_limited(_compile, path, data, seconds=SECONDS)
    except Unrendered as slow:
        return str(slow)
    return ""


def _compile(path: str, data: bytes) -> None:
    compile_source(path, Kind.LESSON, data, Surroundings({}, {}), None)


def kinds_in(source: bytes) -> list[tuple[str, int]]:
    """How many questions of each kind a text asks, the commonest first; none of a text too long to be published."""
    if len(source) > LARGEST_TEXT:
        return []
    front = frontmatter.read(source.decode("utf-8", "replace"))
    document = parse(front.body.split("\n"), front.body_line)
    counted: dict[str, int] = {}
    for part in document.parts:
        if isinstance(part, Exercise):
            word = KINDS.get(part.kind, "text to write")
            counted[word] = counted.get(word, 0) + 1
    return sorted(counted.items(), key=lambda item: (-item[1], item[0]))


@dataclass(frozen=True, slots=True)
class Carried:
    """A picture between two steps of a form, as text."""

    name: str
    data: str

    @property
    def source(self) -> str:
        """What an image on the page shows."""
        ending = self.name.rpartition(".")[2].lower()
        kind = {"svg": "svg+xml", "jpg": "jpeg"}.get(ending, ending)
        return f"data:image/{kind};base64,{self.data}"


def packed(pictures: Sequence[Picture]) -> list[Carried]:
    """Pictures as text that a form carries on."""
    return [Carried(one.name, base64.b64encode(one.data).decode()) for one in pictures]


def unpacked(carried: Sequence[Carried]) -> dict[str, bytes]:
    """The pictures that a form carried, by name. Raises `Unreadable` for what is none."""
    try:
        return {one.name: base64.b64decode(one.data, validate=True) for one in carried[:MOST_PICTURES]}
    except (binascii.Error, ValueError) as error:
        raise Unreadable("A picture did not arrive whole, so nothing was published. Choose the file again.") from error


def notes_by_line(notes: Sequence[Note]) -> list[tuple[str, str]]:
    """Each note with its line in words; empty where it has none."""
    return [(f"line {note.line}" if note.line else "", note.sentence) for note in notes]
