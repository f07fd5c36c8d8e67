"""What pages show of self-ratings: a course's section, and the form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from coursesite.learning.growth.models import SelfRating, When
from coursesite.learning.growth.offering import NAMES, open_moment
from coursesite.learning.growth.pictures import StepsPicture, steps_picture
from coursesite.learning.growth.queries import CourseRow
from coursesite.learning.growth.rating import Compared, compared, in_order
from coursesite.learning.growth.statements import STEPS, Statement, statements_of
from coursesite.library.models import State
from coursesite.library.reading import Content
from coursesite.web.filters import day_in_words

ASKED = {
    When.START: "Before you get far into it: where do you see yourself now?",
    When.END: "You have finished the course: where do you see yourself now?",
    When.LATER: "It is two months since you finished: where do you see yourself now?",
}
UNTIL = {
    When.START: "You can change it until you have finished the second part of the course. Then it stays as it is.",
    When.END: "You can change it until two months after you finished. Then it stays as it is.",
    When.LATER: "You can change it until eight months after you finished. Then it stays as it is.",
}


@dataclass(frozen=True)
class Ratings:
    """How somebody rated themselves in a course, as far as it may be shown.

    What they chose at an earlier time is kept from sight while they are asked again, so that it doesn't lean on what
    they choose now.
    """

    statements: Sequence[Statement]
    rows: Sequence[SelfRating]
    open: When | None
    time_zone: str

    @property
    def is_due(self) -> bool:
        """Whether they are asked now and have neither chosen nor left it out."""
        return self.open is not None and bool(self.statements) and self.now is None

    @property
    def now(self) -> SelfRating | None:
        """What there is for the time that it is now."""
        return next((row for row in self.rows if self.open and row.moment == self.open.value), None)

    @cached_property
    def shown(self) -> list[SelfRating]:
        """Those that are shown."""
        return [] if self.is_due else in_order(self.rows)

    @property
    def is_hidden(self) -> bool:
        """Whether some are kept from sight."""
        return self.is_due and bool(in_order(self.rows))

    @cached_property
    def compared(self) -> list[tuple[Compared, StepsPicture]]:
        """Each statement with its picture."""
        return [(one, steps_picture(one)) for one in compared(self.statements, self.shown)]

    @property
    def times(self) -> list[When]:
        """The times that are shown."""
        return [When(row.moment) for row in self.shown]

    @property
    def head(self) -> list[str]:
        """The table's heads."""
        return [f"{NAMES[When(row.moment)]}, {day_in_words(row.rated_at, self.time_zone)}" for row in self.shown]

    @property
    def kept(self) -> list[tuple[str, str]]:
        """All that can be deleted: its time, and in words."""
        order = list(When)
        rows = sorted(self.rows, key=lambda row: order.index(When(row.moment)))
        return [(row.moment, self._named(row)) for row in rows]

    def _named(self, row: SelfRating) -> str:
        left_out = "" if row.steps else ", left out"
        return f"{NAMES[When(row.moment)]}, {day_in_words(row.rated_at, self.time_zone)}{left_out}"


@dataclass(frozen=True)
class CourseSection:
    """A course on the page of growth."""

    key: str
    title: str
    slug: str
    ratings: Ratings

    @property
    def is_any(self) -> bool:
        """Whether there is anything to show or to ask."""
        return self.ratings.is_due or bool(self.ratings.rows)

    @property
    def asked(self) -> str:
        """The sentence that asks; empty where nothing is asked."""
        return ASKED[self.ratings.open] if self.ratings.is_due and self.ratings.open else ""


def sections(
    taken: Sequence[CourseRow], contents: Mapping[int, Content], time_zone: str, now: datetime
) -> list[CourseSection]:
    """A section for each course that asks now or was answered; `contents` by revision."""
    found: dict[int, list[CourseRow]] = {}
    for row in taken:
        found.setdefault(row.id, []).append(row)
    made = (_section(rows, contents.get(rows[0].revision_id or 0), time_zone, now) for rows in found.values())
    return [section for section in made if section.is_any]


def _section(rows: Sequence[CourseRow], content: Content | None, time_zone: str, now: datetime) -> CourseSection:
    course, ratings = rows[0], [row.rating for row in rows if row.rating is not None]
    is_there = course.state == State.PUBLISHED.value
    moment = open_moment(course.enrolled_at, course.completed_at, course.finished, now) if is_there else None
    statements = statements_of(content.values) if content is not None else ()
    shown = Ratings(statements, ratings, moment, time_zone)
    return CourseSection(course.key, course.title, course.slug if is_there else "", shown)


@dataclass(frozen=True)
class RatingPage:
    """The form of one course's self-rating, and what was chosen once it is."""

    title: str
    slug: str
    ratings: Ratings
    asks_consent: bool
    typed: Mapping[str, int] | None = None
    refused: str = ""
    steps: Mapping[int, str] = field(default_factory=lambda: STEPS)

    @property
    def when(self) -> str:
        """The time that it is, as the form sends it; empty where nothing is asked."""
        return self.ratings.open.value if self.ratings.open else ""

    @property
    def named(self) -> str:
        """The time by its name."""
        return NAMES[self.ratings.open] if self.ratings.open else ""

    @property
    def until(self) -> str:
        """How long it can be changed."""
        return UNTIL[self.ratings.open] if self.ratings.open else ""

    @property
    def is_given(self) -> bool:
        """Whether they have chosen, or left it out, for this time."""
        return self.ratings.now is not None and not self.refused

    @property
    def is_left_out(self) -> bool:
        """Whether they left it out."""
        return self.ratings.now is not None and not self.ratings.now.steps

    @property
    def chosen(self) -> Mapping[str, int]:
        """The step of each statement that has one."""
        if self.typed is not None:
            return self.typed
        return self.ratings.now.steps if self.ratings.now is not None else {}
