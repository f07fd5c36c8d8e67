"""Why the month's figures look as they do: each cause is data here, and the demo's tests find its trace again.

Lessons are named by their keys and exercises by their ids, options by how they begin. When the course changes so that
one of them is gone, `lost` says which, and the demo refuses to tell a story that the pages don't show.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from coursesite.demo.entries import ENTRIES
from coursesite.exercises import Compiled, Kind
from coursesite.library.reading import Content

COURSE = "service-recovery"
OPEN_LESSON = "w4tg2m"


@dataclass(frozen=True, slots=True)
class HardLesson:
    """Where many stop, and where those who go on lose more marks than elsewhere.

    `harder` is taken from everybody's ability there; people who stop answer `answered` of its questions first.
    """

    lesson: str
    harder: float
    answered: tuple[int, int]
    why: str


@dataclass(frozen=True, slots=True)
class MisleadingOption:
    """A wrong option that draws people who otherwise do well.

    `draws_able` and `draws_others` are the chances that somebody above or below average picks it at first.
    """

    lesson: str
    exercise: str
    option: str
    draws_able: float
    draws_others: float
    why: str


@dataclass(frozen=True, slots=True)
class EasyQuestion:
    """A question that nearly everybody gets right, so that it tells nobody apart."""

    lesson: str
    exercise: str
    easier: float
    why: str


@dataclass(frozen=True, slots=True)
class TellingScale:
    """A scale with two humps: those whom it leaves steady and the others. Weights by step."""

    lesson: str
    exercise: str
    calm: Mapping[int, float]
    others: Mapping[int, float]
    why: str


@dataclass(frozen=True, slots=True)
class BusyWeek:
    """Nine days without anybody from one employer: a working week and the weekends on both sides of it.

    It is the working week whose Monday lies nearest to so many days before the end of the month.
    """

    monday_before_end: int
    why: str


HARD_LESSON = HardLesson(
    "n6mg5r",
    harder=1.5,
    answered=(1, 3),
    why="It asks for the finding of a scanner study, which people answer from what they have heard about it.",
)
MISLEADING = MisleadingOption(
    "h3rd8p",
    "paraphrase-alone",
    "People felt more understood",
    draws_able=0.75,
    draws_others=0.18,
    why="Whoever has been trained in active listening expects it; the study found it for something else.",
)
TEMPTING = MisleadingOption(
    "z4fn8c",
    "three-called-off",
    "\"We've cancelled on you",
    draws_able=0.8,
    draws_others=0.15,
    why="It is the fullest apology of the four, and whoever has learnt the lesson on apologies well looks for that.",
)
EASY = EasyQuestion(
    "w4tg2m", "workshop-counter", easier=2.6, why="The right answer repeats what the lesson has just shown."
)
SCALE = TellingScale(
    "f9mn3d",
    "steady-scale",
    calm={2: 0.5, 3: 0.7, 4: 6, 5: 3},
    others={1: 4, 2: 7, 3: 0.7, 4: 0.8},
    why="People are used to being shouted at or they aren't; few are half used to it.",
)
BUSY_WEEK = BusyWeek(17, why="At Northline's desk an outage kept everybody on the telephone.")


class CauseLost(Exception):
    """The content has changed so that the demo's story no longer fits it."""


def lost(lessons: Mapping[str, Content]) -> list[str]:
    """What of the story the course no longer has, one sentence each; `lessons` by their keys."""
    return [*_lost_lessons(lessons), *_lost_exercises(lessons), *_lost_options(lessons)]


def _lost_lessons(lessons: Mapping[str, Content]) -> Iterator[str]:
    for key in dict.fromkeys(
        (OPEN_LESSON, HARD_LESSON.lesson, MISLEADING.lesson, EASY.lesson, SCALE.lesson, TEMPTING.lesson)
    ):
        if key not in lessons:
            yield f"The course {COURSE} has no lesson with the key {key} any more."


def _lost_exercises(lessons: Mapping[str, Content]) -> Iterator[str]:
    for lesson, exercise, kind in (
        (MISLEADING.lesson, MISLEADING.exercise, Kind.pick_one),
        (TEMPTING.lesson, TEMPTING.exercise, Kind.pick_one),
        (EASY.lesson, EASY.exercise, Kind.pick_one),
        (SCALE.lesson, SCALE.exercise, Kind.scale),
        *((lesson, exercise, Kind.reflect) for lesson, exercise in ENTRIES),
    ):
        found = _exercise(lessons, lesson, exercise)
        if lesson in lessons and (found is None or found.kind is not kind):
            yield f"The lesson {lesson} has no {kind} exercise {exercise} any more."


def _lost_options(lessons: Mapping[str, Content]) -> Iterator[str]:
    for cause in (MISLEADING, TEMPTING):
        found = _exercise(lessons, cause.lesson, cause.exercise)
        if found is not None and misleading_key(found) is None:
            yield f"The exercise {cause.exercise} has no wrong option “{cause.option} …” any more."
    scale = _exercise(lessons, SCALE.lesson, SCALE.exercise)
    steps = {step.value for step in scale.question().steps} if scale is not None else set()
    if scale is not None and not {*SCALE.calm, *SCALE.others} <= steps:
        yield f"The scale {SCALE.exercise} no longer has the steps from 1 to 5."


def misleading_key(compiled: Compiled) -> str | None:
    """The key of the misleading option, if this is an exercise that has one."""
    beginnings = [cause.option for cause in (MISLEADING, TEMPTING) if cause.exercise == compiled.id]
    wrong = (option for option in compiled.options if option.share < 1)
    return next((option.key for option in wrong if option.text.startswith(tuple(beginnings))), None)


def tempts(cause: MisleadingOption, ability: float) -> float:
    """The chance that somebody of this ability picks the misleading option at first."""
    return cause.draws_able if ability > 0 else cause.draws_others


def _exercise(lessons: Mapping[str, Content], lesson: str, exercise: str) -> Compiled | None:
    return lessons[lesson].exercises.get(exercise) if lesson in lessons else None
