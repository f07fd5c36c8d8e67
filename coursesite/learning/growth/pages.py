"""The page of growth: self-ratings, conversations, recall and feelings, each as a picture with its table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from babel.dates import format_date

from coursesite.learning.growth.bounds import LEAST_CARDS, LEAST_WEEKS, WEEKS
from coursesite.learning.growth.course_pages import CourseSection
from coursesite.learning.growth.grid import ENERGETIC, PLEASANT, ROWS, Cell
from coursesite.learning.growth.pictures import Spot, WeekColumn, spots, weeks_picture
from coursesite.learning.growth.talk_pages import TalkSection
from coursesite.web.filters import LOCALE, NUMBERS, zone


def week_begins(today: date, time_zone: str) -> list[datetime]:
    """When each of the weeks shown began, the oldest first: at midnight of its Monday, by the person's own clock."""
    monday = today - timedelta(days=today.weekday())
    mondays = (monday - timedelta(weeks=ago) for ago in reversed(range(WEEKS)))
    return [datetime.combine(day, time(), zone(time_zone)).astimezone(UTC) for day in mondays]


@dataclass(frozen=True, slots=True)
class Week:
    """A week: its Monday, how many questions came back, how many of them were remembered."""

    monday: date
    cards: int
    kept: int

    @property
    def words(self) -> str:
        """Its Monday: "2 March"."""
        return format_date(self.monday, "d MMMM", locale=LOCALE)

    @property
    def share(self) -> str:
        """The share, where there are enough to speak of one."""
        return f"{round(100 * self.kept / self.cards)} %" if self.cards >= LEAST_CARDS else ""


@dataclass(frozen=True)
class Recall:
    """Which share of the questions that came back was remembered, week by week."""

    weeks: Sequence[Week]

    @property
    def _telling(self) -> list[Week]:
        return [week for week in self.weeks if week.cards >= LEAST_CARDS]

    @property
    def is_shown(self) -> bool:
        """Whether there is enough to draw."""
        return len(self._telling) >= LEAST_WEEKS

    @property
    def finding(self) -> str:
        """What the picture shows."""
        first, last = self._telling[0], self._telling[-1]
        return (
            f"In the week of {last.words} you remembered {last.kept} of {last.cards} questions that came back; in the "
            f"week of {first.words} it was {first.kept} of {first.cards}."
        )

    @property
    def picture(self) -> list[WeekColumn]:
        """The columns."""
        short = [format_date(week.monday, "d MMM", locale=LOCALE) for week in self.weeks]
        rows = [(label, week.cards, week.kept) for label, week in zip(short, self.weeks, strict=True)]
        return weeks_picture(rows, LEAST_CARDS)


def recall_of(counts: Mapping[int, tuple[int, int]], begins: Sequence[datetime], time_zone: str) -> Recall:
    """Recall from the counts by week."""
    mondays = (begin.astimezone(zone(time_zone)).date() for begin in begins)
    return Recall([Week(monday, *counts.get(place, (0, 0))) for place, monday in enumerate(mondays)])


@dataclass(frozen=True)
class Grid:
    """Where the notes of the last four weeks lie."""

    counts: Mapping[tuple[int, int], int]

    @property
    def total(self) -> int:
        """How many there are."""
        return sum(self.counts.values())

    @property
    def finding(self) -> str:
        """What the picture shows."""
        if self.total == 1:
            cell = Cell(*next(iter(self.counts)))
            return f"One feeling was noted in the last four weeks: {cell.meaning}."
        sides = (
            (sum(number for (x, _), number in self.counts.items() if x > 0), "on the pleasant side"),
            (sum(number for (x, _), number in self.counts.items() if not x), "in the middle"),
            (sum(number for (x, _), number in self.counts.items() if x < 0), "on the unpleasant side"),
        )
        found = [(number, where) for number, where in sides if number]
        whole = f"{number_in_words(self.total)} feelings noted in the last four weeks"
        if len(found) == 1:
            return f"All {whole} lie {found[0][1]}."
        told = [f"{number_in_words(number)} {where}" for number, where in found[1:]]
        first = f"{number_in_words(found[0][0])} {'lies' if found[0][0] == 1 else 'lie'} {found[0][1]}"
        return f"Of {whole}, {', '.join((first, *told[:-1]))} and {told[-1]}."

    @property
    def spots(self) -> list[Spot]:
        """The dots."""
        return spots(self.counts)

    @property
    def heads(self) -> list[str]:
        """The table's columns."""
        return list(PLEASANT.values())

    @property
    def rows(self) -> list[tuple[str, list[int]]]:
        """The table: a row for each height of energy."""
        return [
            (ENERGETIC[row[0].energetic], [self.counts.get((cell.pleasant, cell.energetic), 0) for cell in row])
            for row in ROWS
        ]


def number_in_words(number: int) -> str:
    """A number, in words up to twelve."""
    return NUMBERS[number] if number < len(NUMBERS) else str(number)


@dataclass(frozen=True)
class GrowthPage:
    """Everything that shows somebody how they changed."""

    courses: Sequence[CourseSection]
    talks: Sequence[TalkSection]
    recall: Recall
    grid: Grid
    refused: str = ""
