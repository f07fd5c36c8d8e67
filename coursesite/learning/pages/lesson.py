"""A lesson's page: text and exercises in their order, the outline, what comes next and why."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from markupsafe import Markup

from coursesite.exercises import Kind as Exercise
from coursesite.learning.gating import opens_in_words, waits_for
from coursesite.learning.lesson_queries import Mine
from coursesite.learning.pages.cards import contents_in_words, minutes_of_one
from coursesite.learning.pages.data import Data, trail_data
from coursesite.learning.pages.ending import LessonEnding
from coursesite.learning.pages.outline import Access, Line, around, lines
from coursesite.learning.pages.reader import Reader, Site
from coursesite.learning.showing.exercise import Shown, looks, show
from coursesite.learning.showing.prepared import prepared, prepared_lesson
from coursesite.learning.showing.typed import Refused
from coursesite.learning.workbook.addresses import workbook_href
from coursesite.learning.workbook.opening import may_open
from coursesite.library.addresses import address_of
from coursesite.library.models import Joining, Kind
from coursesite.library.outlines import PostAbout
from coursesite.library.queries import LessonRow
from coursesite.library.reading import Content, Outline, OutlineLesson
from coursesite.web.markup import safe


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the lesson: HTML, or the id of an exercise."""

    prose: Markup
    exercise_id: str


def parts_of(content: Content) -> list[Part]:
    """Text and exercises in their order."""
    return [
        Part(safe(block.prose), "") if block.exercise is None else Part(safe(""), block.exercise.id)
        for block in content.blocks
    ]


@dataclass(frozen=True)
class LessonPage(LessonEnding):
    """A lesson, and what its reader did in it. `refused` names an answer that was not taken, by its exercise."""

    lesson: LessonRow
    content: Content
    outline: Outline
    mine: Mine
    reader: Reader
    site: Site
    refused: dict[str, Refused] = field(default_factory=dict)
    finish_refused: bool = False

    @cached_property
    def course_href(self) -> str:
        """The course's path."""
        return address_of(Kind.COURSE, self.lesson.course_slug, None)

    @property
    def description(self) -> str:
        """One sentence for lists of links."""
        return self.content.description

    @property
    def kind(self) -> str:
        """The line above the title."""
        place = self.outline.lesson(self.lesson.id)
        number = place.number if place else 1
        count = self.outline.lesson_count
        which = f"Lesson {number} of {count}" if count > 1 else "Lesson"
        return f"{which}, {minutes_of_one(self.lesson.minutes)}"

    @property
    def objectives(self) -> Sequence[str]:
        """What this lesson is for."""
        return tuple(self.content.values.get("objectives", ()))

    @property
    def sources(self) -> Markup:
        """The list of sources, if there is one."""
        return safe(self.content.sources)

    @property
    def parts(self) -> list[Part]:
        """Text and exercises in their order."""
        return parts_of(self.content)

    @property
    def has_writing(self) -> bool:
        """Whether something is written to a coach here."""
        return any(exercise.kind is Exercise.write for exercise in self.content.exercises.values())

    def exercise(self, exercise_id: str) -> Shown:
        """One exercise as it stands on this page."""
        found = prepared(self.content)[exercise_id]
        return show(found, self.address, self.mine, self.refused.get(exercise_id))

    def drawing(self, exercise_id: str, draw: Callable[[Shown], str]) -> str:
        """One exercise as HTML: from the process's cache where others may see the same, else from `draw`."""
        kind = prepared(self.content)[exercise_id].compiled.kind
        known = looks(self.mine, exercise_id, kind)
        if known is None or exercise_id in self.refused:
            return draw(self.exercise(exercise_id))
        key = (self.address, exercise_id, self.reader.known, known)
        return prepared_lesson(self.content).drawings.get(key, lambda: draw(self.exercise(exercise_id)))

    @property
    def needs_code(self) -> bool:
        """Whether joining takes a code, which is asked for on the course's page."""
        return self.lesson.joining == Joining.CODE

    @cached_property
    def gate(self) -> OutlineLesson | None:
        """What the reader has to finish before this opens."""
        return None if self.reader.sees_all else waits_for(self.outline, self.lesson.id, self.mine.finished)

    @property
    def opens(self) -> str:
        """When this opens, in words; empty where it is open."""
        if self.waits:
            return f"This {self.lesson.kind} {self.waits}, when your group begins."
        return f"This {self.lesson.kind} opens {opens_in_words(self.gate)}." if self.gate else ""

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The outline near this lesson."""
        near = around(self.outline, self._place)
        taste = self.lesson.joining != Joining.LINK
        access = Access(self.mine.finished, self.joined, self.reader.sees_all, taste, self.waits)
        return lines(self.outline, near, access, self.lesson.id)

    @property
    def first_number(self) -> int:
        """The place of the first line in that outline."""
        near = around(self.outline, self._place)
        return near[0].place if near else 1

    @property
    def all_lessons(self) -> str:
        """Where the whole outline is, if only a part of it stands here."""
        return f"{self.course_href}#outline" if len(self.lines) < len(self.outline.lessons) else ""

    @property
    def all_words(self) -> str:
        """What the link to there says."""
        held = contents_in_words(self.outline.lesson_count, self.outline.quiz_count, self.outline.conversation_count)
        return f"All {held[:1].lower()}{held[1:]}"

    @property
    def workbook_href(self) -> str:
        """The course's workbook; empty for who may not read it, or not yet."""
        is_open = may_open(self.reader, joined=self.joined, opens_at=self.mine.opens_at)
        return workbook_href(self.lesson.course_slug) if is_open else ""

    @property
    def _place(self) -> int:
        found = self.outline.lesson(self.lesson.id)
        return found.place if found else 1

    @property
    def posts(self) -> tuple[PostAbout, ...]:
        """The blog's newest posts about this lesson."""
        found = self.outline.lesson(self.lesson.id)
        return found.posts if found else ()

    @property
    def trail(self) -> list[tuple[str, str | None]]:
        """Where this page stands."""
        return [("Courses", "/courses/"), (self.course_title, self.course_href), (self.title, None)]

    @property
    def data(self) -> list[Data]:
        """What search engines read."""
        return [trail_data(self.site.base_url, self.trail, self.address)]
