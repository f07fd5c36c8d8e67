"""What the sums say of a course: how far people come, where they stop, how long it takes, who came by which post."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from coursesite.learning.insights.cells import (
    BEGUN,
    BY_POST,
    DONE_BY_POST,
    FINISHED,
    OPTION,
    OUTCOME,
    STOP,
    TIME,
    Tally,
    split,
)

AWAY_DAYS = 14
"""Whoever did nothing in a course for so long has stopped, for now."""
AWAY_LONG, AWAY_LONGER = 28, 90


@dataclass(frozen=True, slots=True)
class Step:
    """How many have begun a lesson or a quiz, and how many finished it."""

    lesson_id: int
    begun: int
    finished: int


@dataclass(frozen=True, slots=True)
class Stop:
    """How many of those who stopped did their last thing in a lesson (0: in none yet), by how long ago.

    `median` is the number of days at which half of them have been away for longer.
    """

    lesson_id: int
    people: int
    weeks: int
    months: int
    longer: int
    median: int


@dataclass(frozen=True, slots=True)
class Spent:
    """The minutes that a lesson took those who finished it: the quarters' bounds."""

    lesson_id: int
    people: int
    low: int
    median: int
    high: int


@dataclass(frozen=True, slots=True)
class ByPost:
    """How many came by a post, and how many of them completed the course."""

    post_id: int
    people: int
    completed: int


@dataclass(frozen=True)
class Asked:
    """First tries at a question of a lesson, and the options drawn in those that were not right."""

    lesson_id: int
    exercise: str
    right: int
    partly: int
    wrong: int
    drawn: Mapping[str, int]

    @property
    def people(self) -> int:
        """How many tried it."""
        return self.right + self.partly + self.wrong


def steps(tally: Tally, lesson_ids: Sequence[int]) -> list[Step]:
    """How far people came in each of these lessons."""
    return [Step(one, tally.of(BEGUN, str(one)), tally.of(FINISHED, str(one))) for one in lesson_ids]


def stops(tally: Tally, lesson_ids: Sequence[int], today: date) -> list[Stop]:
    """Where people stopped: before the first lesson, then lesson by lesson, then in lessons that are there no more."""
    away: dict[int, Counter[int]] = {}
    for rest, number in tally.each(STOP).items():
        lesson, day = split(rest)
        days = (today - date.fromisoformat(day)).days
        if days >= AWAY_DAYS:
            away.setdefault(int(lesson), Counter())[days] += number
    gone = sorted(set(away) - {0, *lesson_ids})
    return [_stop(one, away.get(one, Counter())) for one in (0, *lesson_ids, *gone)]


def _stop(lesson_id: int, away: Counter[int]) -> Stop:
    weeks = sum(number for days, number in away.items() if days < AWAY_LONG)
    months = sum(number for days, number in away.items() if AWAY_LONG <= days < AWAY_LONGER)
    people = away.total()
    return Stop(lesson_id, people, weeks, months, people - weeks - months, quantile(away, 1, 2))


def together(found: Sequence[Stop], tally: Tally, today: date) -> int:
    """The days at which half of all who stopped have been away for longer; 0 for nobody."""
    away: Counter[int] = Counter()
    for rest, number in tally.each(STOP).items():
        days = (today - date.fromisoformat(split(rest)[1])).days
        if days >= AWAY_DAYS:
            away[days] += number
    return quantile(away, 1, 2) if found else 0


def times(tally: Tally, lesson_ids: Sequence[int]) -> list[Spent]:
    """How long each of these lessons took."""
    minutes: dict[int, Counter[int]] = {}
    for rest, number in tally.each(TIME).items():
        lesson, spent = split(rest)
        minutes.setdefault(int(lesson), Counter())[int(spent)] += number
    found = []
    for one in lesson_ids:
        spent_here = minutes.get(one, Counter())
        quarters = [quantile(spent_here, at, 4) for at in (1, 2, 3)]
        found.append(Spent(one, spent_here.total(), *quarters))
    return found


def quantile(numbers: Mapping[int, int], part: int, of: int) -> int:
    """The least value that at least `part` of `of` parts of the values don't exceed; 0 of none.

    `numbers` counts how often each value occurs. (Hyndman & Fan 1996, definition 1: a value that somebody really has.)
    """
    total = sum(numbers.values())
    seen = 0
    for value in sorted(numbers):
        seen += numbers[value]
        if seen * of >= total * part:
            return value
    return 0


def by_post(tally: Tally) -> list[ByPost]:
    """The posts that people came by, the one that brought most first."""
    found = [ByPost(int(one), number, tally.of(DONE_BY_POST, one)) for one, number in tally.each(BY_POST).items()]
    return sorted(found, key=lambda one: (-one.people, one.post_id))


def asked(tally: Tally) -> dict[tuple[int, str], Asked]:
    """Every question with a first try, by lesson and id."""
    outcomes: dict[tuple[int, str], Counter[str]] = {}
    for rest, number in tally.each(OUTCOME).items():
        lesson, exercise, outcome = split(rest)
        outcomes.setdefault((int(lesson), exercise), Counter())[outcome] += number
    drawn: dict[tuple[int, str], Counter[str]] = {}
    for rest, number in tally.each(OPTION).items():
        lesson, exercise, option = split(rest)
        drawn.setdefault((int(lesson), exercise), Counter())[option] += number
    return {
        place: Asked(*place, found["right"], found["partly"], found["wrong"], drawn.get(place, {}))
        for place, found in outcomes.items()
    }
