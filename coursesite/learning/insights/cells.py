"""The cells in which a learner counts, as short words, and the spans of time that sums are kept for.

A cell's first letter says the figure, the rest what of it. Of the path: `j` joined, `c` completed the course, `v` tried
it without joining, `b12` began lesson 12, `f12` finished it, `t12:7` needed 7 minutes for it, `s12:2026-11-22` did the
last thing so far in lesson 12 on that day (0: in no lesson yet), `p55` came by post 55, `d55` did and completed.
Of the answers: `q12:third-call:wrong` the outcome of the first try at a question, `o12:third-call:a` an option drawn
in a first try that was not right. Lessons, posts and courses stand there by their ids.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

JOINED, COMPLETED, TRIED = "j", "c", "v"
BEGUN, FINISHED, TIME, STOP = "b", "f", "t", "s"
BY_POST, DONE_BY_POST = "p", "d"
OUTCOME, OPTION = "q", "o"
PATH = (JOINED, COMPLETED, TRIED, BEGUN, FINISHED, TIME, STOP, BY_POST, DONE_BY_POST)
ANSWERS = (OUTCOME, OPTION)
ALL = "all"
MOST_MINUTES = 600
LONGEST_CELL = 200


@dataclass(frozen=True, slots=True)
class Counted:
    """Where one learner counts in one course: from which day on, in which cells of the path and of the answers."""

    since: str
    path: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()

    @property
    def cells(self) -> tuple[str, ...]:
        """All of them."""
        return self.path + self.answers


@dataclass(frozen=True)
class Tally:
    """How many learners count in which cell: by the figure's letter, then by the rest of the cell."""

    numbers: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    def of(self, figure: str, rest: str = "") -> int:
        """How many count in one cell."""
        return self.numbers.get(figure, {}).get(rest, 0)

    def each(self, figure: str) -> Mapping[str, int]:
        """The cells of one figure."""
        return self.numbers.get(figure, {})


def tally_of(rows: Iterable[tuple[str, str, int]]) -> Tally:
    """A tally of rows of figure, rest of the cell, number."""
    found: dict[str, dict[str, int]] = {}
    for figure, rest, number in rows:
        if number:
            found.setdefault(figure, {})[rest] = number
    return Tally(found)


def counted_words(texts: Iterable[str]) -> Tally:
    """A tally of journeys' own texts, as `Journey.path` and `Journey.answers` hold them."""
    numbers = Counter(" ".join(texts).split())
    return tally_of((cell[0], cell[1:], number) for cell, number in numbers.items())


def spans_of_day(day: str) -> tuple[str, str, str]:
    """The spans that a day ("2026-11-22") counts in."""
    return (ALL, day[:7], day)


def spans_between(first: date, last: date) -> list[str]:
    """The fewest spans that make up these days, both included: whole months, and days at the edges."""
    spans: list[str] = []
    day = first
    while day <= last:
        after = (day.replace(day=1) + timedelta(days=31)).replace(day=1)
        if day.day == 1 and after - timedelta(days=1) <= last:
            spans.append(day.isoformat()[:7])
            day = after
        else:
            spans.append(day.isoformat())
            day += timedelta(days=1)
    return spans


def changes(old: Mapping[int, Counted], new: Mapping[int, Counted]) -> Counter[tuple[int, str, str, str]]:
    """By how much each sum (course, span, figure, rest of the cell) changes for one learner, by course."""
    found: Counter[tuple[int, str, str, str]] = Counter()
    for sign, side in ((-1, old), (1, new)):
        for course_id, counted in side.items():
            for span in spans_of_day(counted.since):
                for cell in counted.cells:
                    found[course_id, span, cell[0], cell[1:]] += sign
    return found


def split(rest: str) -> Sequence[str]:
    """The parts of a cell behind its letter."""
    return rest.split(":")
