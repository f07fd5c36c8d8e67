"""A course's page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from coursesite.learning import progress
from coursesite.learning.pages.cards import contents_in_words, done_in_words, drawing_of, finished_in, minutes_in_words
from coursesite.learning.pages.data import Data, course_data, trail_data
from coursesite.learning.pages.entry import CourseEntry
from coursesite.learning.pages.outline import ON_A_PAGE, Access, Line, is_open, lines
from coursesite.learning.pages.reader import Reader, Site
from coursesite.learning.queries import Standing
from coursesite.learning.workbook.addresses import workbook_href
from coursesite.learning.workbook.opening import may_open
from coursesite.library.queries import CourseRow
from coursesite.library.reading import Content, Outline, OutlineLesson
from coursesite.web.filters import count_in_words, day_in_words
from coursesite.web.markup import safe
from coursesite.web.paging import page_count


@dataclass(frozen=True, slots=True)
class CoursePage(CourseEntry):
    """A course, and where its reader is in it."""

    course: CourseRow
    content: Content
    outline: Outline
    standing: Standing
    reader: Reader
    site: Site
    page: int = 1
    opens_at: datetime | None = None
    rating_asked: str = ""

    @property
    def title(self) -> str:
        """The course's title."""
        return self.course.title

    @property
    def summary(self) -> str:
        """What the course is, in a sentence or two."""
        return self.course.summary

    @property
    def kind(self) -> str:
        """The line above the title."""
        return f"Course · {self.course.topic}" if self.course.topic else "Course"

    @property
    def drawing(self) -> Markup:
        """The course's motif."""
        return drawing_of(self.course.key)

    @property
    def outcomes(self) -> Sequence[str]:
        """What one will be able to do."""
        return tuple(self.content.values.get("outcomes", ()))

    @property
    def body(self) -> Markup:
        """What the course is, at length: HTML that the library made safe."""
        return Markup("\n").join(safe(block.prose) for block in self.content.blocks)

    @property
    def sources(self) -> Markup:
        """The list of sources, if there is one."""
        return safe(self.content.sources)

    @property
    def facts(self) -> list[tuple[str, str]]:
        """Icon and words: length, level, who wrote it."""
        found = [("book", self.contents)]
        found.append(("clock", minutes_in_words(self.outline.minutes)))
        if self.course.level:
            found.append(("try", self.course.level.capitalize()))
        if coach := self.content.values.get("coach"):
            found.append(("person", f"by {coach}"))
        return found

    @property
    def total(self) -> int:
        """How many parts complete the course."""
        return len(self.outline.needed)

    @property
    def contents(self) -> str:
        """What the course holds, in words."""
        return contents_in_words(self.outline.lesson_count, self.outline.quiz_count, self.outline.conversation_count)

    @property
    def done_words(self) -> str:
        """What the bar of progress counts."""
        return done_in_words(self.outline.lesson_count, self.total, self.outline.conversation_count)

    @property
    def done(self) -> int:
        """How many of them the reader has finished."""
        return finished_in(self.outline, self.standing)

    @property
    def begun(self) -> bool:
        """Whether there is progress to show."""
        return self.joined or self.done > 0

    @property
    def _next(self) -> OutlineLesson | None:
        touched = progress.touched(self.standing)
        found = progress.next_lesson(self.outline.needed, self.standing.finished, touched, self.outline.gates)
        return None if found is None else self.outline.lesson(found)

    @property
    def go_on_href(self) -> str:
        """Where the reader goes on; empty for who has not joined."""
        if not self.outline.lessons or not (self.joined or self.reader.sees_all) or self.waits:
            return ""
        return (self._next or self.outline.lessons[0]).address

    @property
    def go_on_words(self) -> str:
        """What the button to there says."""
        found = self._next
        if found is None:
            return "Read it again"
        if progress.touched(self.standing):
            return f"Continue: {found.title}"
        return "Begin the first lesson" if is_open(found) else f"Begin with “{found.title}”"

    @property
    def taste_href(self) -> str:
        """The open first lesson, for who has not joined."""
        first = self.outline.first_lesson
        return "" if self.go_on_href or first is None or not self.has_taste else first.address

    @property
    def word(self) -> str:
        """A sentence about where the reader is; empty where the rest says it."""
        completed = self.standing.completed_at
        if completed is not None:
            return self._completed(completed)
        if not self.joined and self.done:
            return "What you did in the first lesson is kept when you join."
        return ""

    @property
    def has_completed(self) -> bool:
        """Whether the reader has completed the course, and can have a certificate."""
        return self.standing.completed_at is not None

    @property
    def certificate_words(self) -> str:
        """The certificate's condition."""
        if self.outline.quiz_count:
            done = "every lesson is read, its questions are answered and every quiz that counts is passed"
        else:
            done = "every lesson is read and its questions are answered"
        return f"Once {done}, you can have a certificate."

    @property
    def workbook_href(self) -> str:
        """The course's workbook; empty for who may not read it, or not yet."""
        is_open = may_open(self.reader, joined=self.joined, opens_at=self.opens_at)
        return workbook_href(self.course.slug) if is_open and self.outline.lessons else ""

    def _completed(self, completed: datetime) -> str:
        said = f"You finished this course on {day_in_words(completed, self.reader.time_zone)}."
        new = self.total - self.done
        if new == 0:
            return said
        noun = "lesson" if self.total == self.outline.lesson_count else "part"
        return f"{said} {count_in_words(new, noun).capitalize()} came after that, if you would like more."

    @property
    def pages(self) -> int:
        """How many pages the outline has."""
        return page_count(len(self.outline.lessons), ON_A_PAGE)

    @property
    def shown_page(self) -> int:
        """The page of the outline that is shown."""
        return min(max(self.page, 1), self.pages)

    @property
    def first_number(self) -> int:
        """The place of the first line shown."""
        return (self.shown_page - 1) * ON_A_PAGE + 1

    @property
    def page_links(self) -> list[tuple[int, str]]:
        """The outline's pages: number and address, empty for the one that is shown."""
        numbers = range(1, self.pages + 1)
        return [
            (number, "" if number == self.shown_page else f"{self.address}?page={number}#outline") for number in numbers
        ]

    @property
    def lines(self) -> tuple[Line, ...]:
        """The outline, or this page of it."""
        shown = self.outline.lessons[self.first_number - 1 : self.first_number - 1 + ON_A_PAGE]
        sees_all, finished = self.reader.sees_all, self.standing.finished
        return lines(self.outline, shown, Access(finished, self.joined, sees_all, self.has_taste, self.waits))

    @property
    def trail(self) -> list[tuple[str, str | None]]:
        """Where this page stands."""
        return [("Courses", "/courses/"), (self.title, None)]

    @property
    def data(self) -> list[Data]:
        """What search engines read."""
        about = (self.title, self.summary, self.outline.minutes, self.outcomes, self.course.level)
        return [
            course_data(self.site.base_url, self.site.name, self.address, *about),
            trail_data(self.site.base_url, self.trail, self.address),
        ]
