"""What the pages of figures show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from coursesite.learning.insights.course_queries import CourseLine, GroupLine
from coursesite.learning.insights.periods import LAST_DAYS, Period, href
from coursesite.learning.insights.section import FEW, Section
from coursesite.learning.quizzes.pages.studio import pages, studio_address
from coursesite.library.reading import OutlineLesson
from coursesite.web.filters import count_in_words, day_in_words, moment_in_words

INSIGHTS = "/studio/insights/"
SEARCHES = "/studio/insights/searches"
COURSES_ON_A_PAGE = 50
FEWEST_IN_A_GROUP = 5
"""Figures of fewer people than this would say who did what."""


@dataclass(frozen=True)
class ListPage:
    """The courses within a coach's reach."""

    lines: Sequence[tuple[CourseLine, str]]
    total: int
    page: int

    @property
    def links(self) -> list[tuple[int, str]]:
        """The pages of the list."""
        return pages(self.total, COURSES_ON_A_PAGE, self.page, INSIGHTS)


@dataclass(frozen=True)
class Chosen:
    """What is asked for: whom the figures are about, and of which group."""

    period: Period
    groups: Sequence[GroupLine] = ()
    group: GroupLine | None = None

    @property
    def asked(self) -> dict[str, str]:
        """What an address says for it."""
        return {**self.period.asked, **({"group": self.group.key} if self.group else {})}


@dataclass(frozen=True)
class CoursePage:
    """A course's figures, or its questions'. `as_of` is the moment until which everything is counted."""

    course: CourseLine
    chosen: Chosen
    people: int
    tried: int
    sections: Sequence[Section]
    quizzes: Sequence[OutlineLesson]
    talks: Sequence[OutlineLesson]
    as_of: datetime | None
    time_zone: str
    is_questions: bool = False

    @property
    def address(self) -> str:
        """Where the course's figures stand."""
        return f"{INSIGHTS}{self.course.key}/"

    @property
    def here(self) -> str:
        """This page's address, without what is chosen on it."""
        return f"{self.address}questions" if self.is_questions else self.address

    @property
    def trail(self) -> list[tuple[str, str | None]]:
        """The pages above this one."""
        if self.is_questions:
            return [("Insights", INSIGHTS), (self.course.title, self.address), ("Questions", None)]
        return [("Insights", INSIGHTS), (self.course.title, None)]

    @property
    def title(self) -> str:
        """The first finding."""
        name = f"“{self.course.title}”"
        if self.hidden:
            return f"{name}: too few of this group to show figures of"
        if not self.people:
            return (
                f"Nobody has joined {name} yet" if self.chosen.period.first is None else f"{name}: nobody joined then"
            )
        return f"{name}: {self.sections[0].finding}"

    @property
    def hidden(self) -> bool:
        """Whether nothing is shown, because figures of so few would say who did what."""
        return self.chosen.group is not None and self.people < FEWEST_IN_A_GROUP

    @property
    def tabs(self) -> list[tuple[str, str]]:
        """The pages of this course's figures."""
        asked = self.chosen.asked
        return [("The way", href(self.address, asked)), ("Questions", href(f"{self.address}questions", asked))]

    @property
    def tab(self) -> str:
        """Which of them this is."""
        return href(self.here, self.chosen.asked)

    @property
    def choices(self) -> list[tuple[str, str, bool]]:
        """The periods: words, address, whether it is the one that is shown."""
        group = {"group": self.chosen.group.key} if self.chosen.group else {}
        period = self.chosen.period
        found = [("All", href(self.here, group), period.first is None)]
        for days in LAST_DAYS:
            asked = {"days": str(days)}
            found.append((f"Last {days} days", href(self.here, asked, group), period.chosen == str(days)))
        return found

    @property
    def first(self) -> str:
        """The first day, for the form's field."""
        return self.chosen.period.first.isoformat() if self.chosen.period.first else ""

    @property
    def last(self) -> str:
        """The last day, for the form's field; empty for all of the time."""
        return self.chosen.period.last.isoformat() if self.chosen.period.first else ""

    @property
    def whom(self) -> str:
        """Whom the figures are about."""
        people = f"{self.people:,} people" if self.people > FEW else count_in_words(self.people, "person", "people")
        of = f" of the group “{self.chosen.group.name}”" if self.chosen.group else ""
        return f"About {people}{of} who joined {self.chosen.period.words}, and what they have done since."

    @property
    def counted(self) -> str:
        """Until when everything is counted: "14:03", with the day where it is another one."""
        if self.as_of is None:
            return "The worker has not counted anything yet: what people did shows here once it runs."
        return f"As of {moment_in_words(self.as_of, self.time_zone)}."

    @property
    def tried_words(self) -> str:
        """How many answered in the open lesson and have not joined; empty for nobody."""
        if not self.tried or self.chosen.group:
            return ""
        return f"{count_in_words(self.tried, 'other').capitalize()} answered in the open lesson and did not join."

    @cached_property
    def quiz_links(self) -> list[tuple[str, str]]:
        """Each quiz, and where its figures stand."""
        return [(line.title, f"{studio_address(self.course.slug, line.slug)}/quiz") for line in self.quizzes]

    @cached_property
    def talk_links(self) -> list[tuple[str, str]]:
        """Each conversation, and where its figures stand."""
        return [(line.title, f"{studio_address(self.course.slug, line.slug)}/replies") for line in self.talks]

    def csv_href(self, section: Section) -> str:
        """A section's table for a spreadsheet."""
        return href(f"{self.address}{section.name}.csv", self.chosen.asked)


@dataclass(frozen=True)
class SearchesPage:
    """Searches that found nothing."""

    period: Period
    rows: Sequence[tuple[str, int, datetime]]

    @property
    def title(self) -> str:
        """The finding."""
        if not self.rows:
            return "No search has found nothing three times or more"
        words, times, _ = self.rows[0]
        return f"“{words}” was looked for {times:,} times, and nothing was found"

    @property
    def choices(self) -> list[tuple[str, str, bool]]:
        """The periods."""
        asked = [(f"Last {days} days", {"days": str(days)}) for days in LAST_DAYS]
        return [(words, href(SEARCHES, one), one == self.period.asked) for words, one in asked]

    @property
    def csv_href(self) -> str:
        """The table for a spreadsheet."""
        return href(f"{SEARCHES}.csv", self.period.asked)

    def day(self, moment: datetime) -> str:
        """A day in words."""
        return day_in_words(moment)
