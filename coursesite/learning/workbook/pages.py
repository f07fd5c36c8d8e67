"""The workbook's page, and what somebody finds there to whom it isn't open yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from urllib.parse import urlencode

from coursesite.learning.gating import opens_in_words, waits_for
from coursesite.learning.growth.statements import STEPS, Statement, statements_of
from coursesite.learning.pages.entry import CourseEntry
from coursesite.learning.pages.reader import Reader
from coursesite.learning.queries import Standing
from coursesite.learning.workbook.addresses import MINE, workbook_href
from coursesite.learning.workbook.opening import may_open
from coursesite.learning.workbook.queries import Mine
from coursesite.learning.workbook.sheets import FOR_A_SENTENCE, Room, Sheet, closed_sheet, sheet_of
from coursesite.library.models import Kind
from coursesite.library.queries import CourseRow
from coursesite.library.reading import Content, Outline, OutlineLesson
from coursesite.web.paging import links_to, page_count, page_within

ON_A_PAGE = 25
TO_KEEP = 12
"""Ruled lines at the workbook's end."""


@dataclass(frozen=True, slots=True)
class Door(CourseEntry):
    """A course's workbook, and who comes to it."""

    course: CourseRow
    outline: Outline
    standing: Standing
    reader: Reader
    opens_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Whether they may read it."""
        return may_open(self.reader, joined=self.joined, opens_at=self.opens_at)

    @property
    def title(self) -> str:
        """The course's title."""
        return self.course.title

    @property
    def href(self) -> str:
        """The workbook's path."""
        return workbook_href(self.course.slug)

    @property
    def trail(self) -> list[tuple[str, str | None]]:
        """Where it stands."""
        return [("Courses", "/courses/"), (self.title, self.address), ("Workbook", None)]

    @property
    def lines(self) -> tuple[OutlineLesson, ...]:
        """What stands in it, in the course's order: all but quizzes, as nothing with a right answer does."""
        return tuple(line for line in self.outline.lessons if not line.is_quiz)

    def gate(self, line: OutlineLesson) -> OutlineLesson | None:
        """What has to be finished before this line opens to them."""
        return None if self.reader.sees_all else waits_for(self.outline, line.id, self.standing.finished)


@dataclass(frozen=True)
class WorkbookPage:
    """The workbook, or a page of that of a very long course. `contents` are those of its open lessons, by their ids.

    `shows_own` says that the reader asked for their own words, which are `mine`.
    """

    door: Door
    course: Content
    contents: Mapping[int, Content]
    number: int
    mine: Mine
    shows_own: bool = False

    @property
    def outcomes(self) -> Sequence[str]:
        """What one will be able to do, on the first page."""
        return tuple(self.course.values.get("outcomes", ())) if self.number == 1 else ()

    @property
    def statements(self) -> Sequence[Statement]:
        """By what one may look at oneself, on the first page."""
        return statements_of(self.course.values) if self.number == 1 else ()

    @property
    def steps(self) -> Mapping[int, str]:
        """The steps to circle."""
        return STEPS

    @cached_property
    def sheets(self) -> list[Sheet]:
        """The lessons and conversations of this page."""
        return [self._sheet(line) for line in shown(self.door, self.number)]

    def _sheet(self, line: OutlineLesson) -> Sheet:
        gate = self.door.gate(line)
        if gate is not None:
            return closed_sheet(line, f"This opens {opens_in_words(gate)}, and stands here from then on.")
        return sheet_of(line, self.contents.get(line.id), self.mine)

    @property
    def to_keep(self) -> Room:
        """Room for what one keeps of all of it."""
        return Room("", TO_KEEP)

    @property
    def for_a_half(self) -> int:
        """How many ruled lines each half of a plan has."""
        return FOR_A_SENTENCE

    @property
    def count(self) -> int:
        """How many pages the workbook has."""
        return page_count(len(self.door.lines), ON_A_PAGE)

    @property
    def is_last(self) -> bool:
        """Whether this is the last page."""
        return self.number == self.count

    @property
    def has_nothing_own(self) -> bool:
        """Whether the reader asked for their own words and none are shown here, whatever they once wrote."""
        return self.shows_own and not any(room.words for sheet in self.sheets for room in sheet.all_rooms)

    @property
    def other_href(self) -> str:
        """The same page with the reader's own words, or without them."""
        asked: dict[str, object] = {"page": self.number} if self.number > 1 else {}
        asked |= {} if self.shows_own else {"with": MINE}
        return f"{self.door.href}?{urlencode(asked)}" if asked else self.door.href

    @property
    def links(self) -> list[tuple[int, str]]:
        """The pages: number and address, empty for this one."""
        asked = {"with": MINE} if self.shows_own else {}
        return links_to(self.door.href, asked, len(self.door.lines), self.number, ON_A_PAGE)


def page_of(door: Door, asked: int) -> int:
    """The number of the page that is shown to who asks for this one."""
    return page_within(len(door.lines), ON_A_PAGE, asked)


def shown(door: Door, number: int) -> Sequence[OutlineLesson]:
    """The lines of this page."""
    return door.lines[(number - 1) * ON_A_PAGE : number * ON_A_PAGE]


def lessons_to_read(door: Door, number: int) -> list[int]:
    """The ids of the lessons of this page that are open, and so give it their prompts."""
    return [line.id for line in shown(door, number) if line.kind is Kind.LESSON and door.gate(line) is None]
