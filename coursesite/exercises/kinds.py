"""What an exercise is, in the form its coach wrote it: Markdown parts, marks, and where each stands in the file."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from fractions import Fraction

from coursesite.text.faults import Fault

HALF = Fraction(1, 2)


class Kind(StrEnum):
    """What a learner is asked to do. The value is what is stored."""

    pick_one = "pick_one"
    pick_several = "pick_several"
    short_answer = "short_answer"
    number = "number"
    gaps = "gaps"
    order = "order"
    match = "match"
    poll = "poll"
    scale = "scale"
    reflect = "reflect"
    write = "write"
    try_ = "try"
    plan = "plan"

    @property
    def graded(self) -> bool:
        """Whether there is a right answer."""
        return self in GRADED


GRADED = frozenset(
    {
        Kind.pick_one,
        Kind.pick_several,
        Kind.short_answer,
        Kind.number,
        Kind.gaps,
        Kind.order,
        Kind.match,
    }
)
# The words a coach writes in the heading; which kind a question is, its answers say.
HEADWORDS: dict[str, Kind | None] = {
    "Question": None,
    "Poll": Kind.poll,
    "Scale": Kind.scale,
    "Reflect": Kind.reflect,
    "Write": Kind.write,
    "Try": Kind.try_,
    "Plan": Kind.plan,
}


class Mark(StrEnum):
    """What stands between an item's brackets."""

    right = "x"
    wrong = " "
    partly = "~"
    answer = "="
    none = ""


@dataclass(frozen=True)
class Option:
    """One item of a list: something to pick, an accepted answer, a step to order, a rubric's line, an offer.

    `share` is the part of the marks that it earns, 0 to 1. Lines count from 1 in the file and don't take part in
    comparisons: the same option further down is the same option.
    """

    text: str
    mark: Mark
    share: Fraction
    feedback: str | None
    line: int = field(compare=False)


@dataclass(frozen=True)
class Pair:
    """One row of a match: left belongs to right. An empty left makes right a distractor."""

    left: str
    right: str
    why: str | None
    line: int = field(compare=False)


@dataclass(frozen=True)
class Gap:
    """One gap: any of `accepted` is right. Where `choices` is filled, one of them is to be picked."""

    accepted: tuple[str, ...]
    choices: tuple[str, ...]
    line: int = field(compare=False)


@dataclass(frozen=True)
class Step:
    """A named step of a scale."""

    value: int
    text: str
    line: int = field(compare=False)


@dataclass(frozen=True)
class Settings:
    """What the comment under the heading says beside the id. `marks` is above 0; `shuffle` says that it is allowed.

    `passage` is the place that explains it, a file with a heading's anchor; empty where none is named.
    """

    tags: tuple[str, ...] = ()
    marks: Fraction = Fraction(1)
    shuffle: bool = True
    ask_after: timedelta | None = None
    passage: str = ""


@dataclass(frozen=True)
class Exercise:
    """One exercise as written. Which of the lists is filled depends on the kind.

    `options` holds the marked items, the items to put in order (in the right order), a rubric's lines or a plan's
    offers; `columns` the titles of a match's columns. `prompt` keeps a question's gaps as written.
    `line` is the heading's, `id_line` that of the settings comment.
    """

    kind: Kind
    title: str
    id: str | None
    settings: Settings
    prompt: str
    line: int = field(compare=False)
    id_line: int | None = field(compare=False)
    options: tuple[Option, ...] = ()
    columns: tuple[str, ...] = ()
    pairs: tuple[Pair, ...] = ()
    gaps: tuple[Gap, ...] = ()
    steps: tuple[Step, ...] = ()
    explanation: str | None = None

    @property
    def headword(self) -> str:
        """The word that its heading begins with."""
        return next((word for word, kind in HEADWORDS.items() if kind == self.kind), "Question")


@dataclass(frozen=True)
class Prose:
    """Lines between the exercises, as they are, without their line ends. `first_line` counts from 1 in the file."""

    lines: tuple[str, ...]
    first_line: int


@dataclass(frozen=True)
class Document:
    """A text taken apart: prose and exercises in their order, and every fault, sorted by line."""

    parts: tuple[Prose | Exercise, ...]
    faults: tuple[Fault, ...]

    @property
    def exercises(self) -> tuple[Exercise, ...]:
        """The exercises alone."""
        return tuple(part for part in self.parts if isinstance(part, Exercise))
