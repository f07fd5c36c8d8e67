"""What the pages of days, weeks and the story show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from babel.dates import format_date

from coursesite.learning.days.frames import HINTS, LABELS, PARTS, UP_AT, parts_of_day
from coursesite.learning.days.models import Day, WeekLook
from coursesite.learning.meanwhile import mark
from coursesite.learning.owndays import monday_of
from coursesite.text.harm import speaks_of_harm
from coursesite.web.filters import LOCALE

ON_A_PAGE = 14


def day_words(day: date) -> str:
    """A day as one says it: "Monday 2 March"."""
    return format_date(day, "EEEE d MMMM", locale=LOCALE)


def week_words(monday: date) -> str:
    """A week by its first day and its last: "2 March to 8 March 2026"."""
    sunday = monday + timedelta(days=6)
    return f"{format_date(monday, 'd MMMM', locale=LOCALE)} to {format_date(sunday, 'd MMMM y', locale=LOCALE)}"


@dataclass(frozen=True, slots=True)
class PartField:
    """One of the five parts in the form."""

    name: str
    text: str
    holds: bool

    @property
    def label(self) -> str:
        """What it is."""
        return LABELS[self.name]

    @property
    def hint(self) -> str:
        """A word of help."""
        return HINTS[self.name]

    @property
    def is_time(self) -> bool:
        """Whether it is a time of the day."""
        return self.name == UP_AT


@dataclass(frozen=True, slots=True)
class DayLine:
    """A day in a list."""

    row: Day

    @property
    def words(self) -> str:
        """Which day."""
        return day_words(self.row.day)

    @property
    def href(self) -> str:
        """Where it can be changed."""
        return f"/days/?day={self.row.day.isoformat()}"

    @property
    def parts(self) -> list[tuple[str, str, bool]]:
        """Its parts: what it is, the words, and whether it held."""
        words = parts_of_day(self.row)
        return [(LABELS[name], words[name], name in self.row.held) for name in PARTS if words[name]]


@dataclass(frozen=True)
class DaysPage:
    """One day's form, and the days before it that have an entry."""

    day: date
    today: date
    parts: Mapping[str, str]
    held: Sequence[str]
    note: str
    begun_from: str
    """Where the words came from: "frame", "last", or empty for a day that is kept or begins empty."""
    has_frame: bool
    last: Day | None
    lines: Sequence[DayLine]
    has_more: bool
    asks_consent: bool
    refused: str = ""
    kept: Day | None = None
    """What stands for this day."""
    behind: bool = False
    """Whether what was typed began from something older than that."""

    @property
    def seen(self) -> str:
        """The mark of what stands."""
        return mark(self.kept.changed_at if self.kept else None)

    @property
    def unseen(self) -> list[DayLine]:
        """What stands, where what was typed began from something older."""
        return [DayLine(self.kept)] if self.kept and self.behind else []

    @property
    def title(self) -> str:
        """The page's heading."""
        return "Today" if self.is_today else day_words(self.day)

    @property
    def is_today(self) -> bool:
        """Whether it is the day that it is."""
        return self.day == self.today

    @property
    def words(self) -> str:
        """Which day."""
        return day_words(self.day)

    @property
    def fields(self) -> list[PartField]:
        """The five parts."""
        return [PartField(name, self.parts.get(name, ""), name in self.held) for name in PARTS]

    @property
    def week_href(self) -> str:
        """The look back at this week."""
        return f"/days/weeks/{monday_of(self.day).isoformat()}/"

    @property
    def older_href(self) -> str:
        """Where the list goes on."""
        return f"/days/?before={self.lines[-1].row.day.isoformat()}#earlier" if self.has_more else ""

    @property
    def is_heavy(self) -> bool:
        """Whether the note speaks of harming oneself."""
        return speaks_of_harm(self.note)


QUESTIONS = (
    ("went_well", "What went well?", "Small things count: a call made, a morning up in time, a good hour."),
    ("was_hard", "What was hard?", "It needn’t be solved here. Writing it down is enough for now."),
    ("next_week", "What is next week for?", "One thing is plenty."),
)


@dataclass(frozen=True)
class WeekPage:
    """A week: its days, and what somebody writes looking back."""

    monday: date
    today: date
    lines: Sequence[DayLine]
    look: WeekLook | None
    asks_consent: bool
    typed: Mapping[str, str] = field(default_factory=dict)
    refused: str = ""
    behind: bool = False
    """Whether what was typed began from something older than what stands."""
    has_earlier: bool = False
    """Whether anything stands before this week."""

    @property
    def seen(self) -> str:
        """The mark of what stands."""
        return mark(self.look.written_at if self.look else None)

    @property
    def unseen(self) -> list[tuple[str, str]]:
        """What stands, question by question, where what was typed began from something older."""
        kept = [(words, getattr(self.look, name, "")) for name, words, _hint in QUESTIONS]
        return [(words, text) for words, text in kept if text] if self.behind else []

    @property
    def address(self) -> str:
        """This page."""
        return _week_href(self.monday)

    @property
    def words(self) -> str:
        """Which week."""
        return week_words(self.monday)

    @property
    def questions(self) -> list[tuple[str, str, str, str]]:
        """The three questions: name, words, hint, and what stands there."""
        return [(name, words, hint, self._text(name)) for name, words, hint in QUESTIONS]

    def _text(self, name: str) -> str:
        return self.typed.get(name, "") if self.refused else getattr(self.look, name, "") or ""

    @property
    def before_href(self) -> str:
        """The week before: the last one always, earlier ones as far as anything stands there."""
        is_now = self.monday + timedelta(days=7) > self.today
        return _week_href(self.monday - timedelta(days=7)) if is_now or self.has_earlier else ""

    @property
    def after_href(self) -> str:
        """The week after; empty where that is still to come."""
        later = self.monday + timedelta(days=7)
        return _week_href(later) if later <= self.today else ""

    @property
    def is_heavy(self) -> bool:
        """Whether its words speak of harming oneself."""
        return any(speaks_of_harm(self._text(name)) for name, _words, _hint in QUESTIONS)


def _week_href(monday: date) -> str:
    return f"/days/weeks/{monday.isoformat()}/"
