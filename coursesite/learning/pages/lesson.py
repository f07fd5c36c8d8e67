"""A lesson's page: text and exercises in their order, the outline, what comes next and why."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from markupsafe import Markup

from coursesite.learning.completion import all_finished, open_questions
from coursesite.learning.gating import opens_in_words, waits_for
from coursesite.learning.pages.cards import contents_in_words, minutes_of_one
from coursesite.learning.pages.course import Reader, Site
from coursesite.learning.pages.data import Data, trail_data
from coursesite.learning.pages.outline import Access, Line, around, lines
from coursesite.learning.queries import Mine
from coursesite.learning.showing.exercise import Refused, Shown, looks, show
from coursesite.learning.showing.prepared import prepared, prepared_lesson
from coursesite.library.addresses import address_of, exercise_anchor
from coursesite.library.models import Kind
from coursesite.library.outlines import PostAbout
from coursesite.library.queries import LessonRow
from coursesite.library.reading import Content, Outline, OutlineLesson
from coursesite.web.filters import count_in_words
from coursesite.web.markup import safe


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the lesson: HTML, or the id of an exercise."""

    prose: Markup
    exercise_id: str


@dataclass(frozen=True)
class LessonPage:
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
    def address(self) -> str:
        """The lesson's path."""
        return address_of(self.lesson.kind, self.lesson.slug, self.lesson.course_slug)

    @cached_property
    def course_href(self) -> str:
        """The course's path."""
        return address_of(Kind.COURSE, self.lesson.course_slug, None)

    @property
    def course_title(self) -> str:
        """The course's title."""
        return self.lesson.course_title

    @property
    def title(self) -> str:
        """The lesson's title."""
        return self.lesson.title

    @property
    def description(self) -> str:
        """One sentence for lists of links."""
        return self.content.description

    @property
    def kind(self) -> str:
        """The line above the title."""
        place = self.outline.lesson(self.lesson.id)
        number = place.number if place else 1
        return f"Lesson {number} of {self.outline.lesson_count}, {minutes_of_one(self.lesson.minutes)}"

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
        return [
            Part(safe(block.prose), "") if block.exercise is None else Part(safe(""), block.exercise.id)
            for block in self.content.blocks
        ]

    def exercise(self, exercise_id: str) -> Shown:
        """One exercise as it stands on this page."""
        found = prepared(self.content)[exercise_id]
        return show(found, self.address, self.mine, self.refused.get(exercise_id))

    def drawing(self, exercise_id: str, draw: Callable[[Shown], str]) -> str:
        """One exercise as HTML: from the process's cache where others may see the same, else from `draw`."""
        known = looks(self.mine, exercise_id)
        if known is None or exercise_id in self.refused:
            return draw(self.exercise(exercise_id))
        key = (self.address, exercise_id, self.reader.known, known)
        return prepared_lesson(self.content).drawings.get(key, lambda: draw(self.exercise(exercise_id)))

    @property
    def joined(self) -> bool:
        """Whether the whole course is open to the reader."""
        return self.mine.enrolled_at is not None or self.reader.sees_all

    @property
    def is_finished(self) -> bool:
        """Whether the reader has finished this lesson."""
        return self.lesson.id in self.mine.finished

    @property
    def course_finished(self) -> bool:
        """Whether nothing of the course is left."""
        return all_finished(self.outline.needed, self.mine.finished)

    @cached_property
    def gate(self) -> OutlineLesson | None:
        """What the reader has to finish before this opens."""
        return None if self.reader.sees_all else waits_for(self.outline, self.lesson.id, self.mine.finished)

    @property
    def opens(self) -> str:
        """When this opens, in words; empty where it is open."""
        return f"This {self.lesson.kind} opens {opens_in_words(self.gate)}." if self.gate else ""

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The outline near this lesson."""
        near = around(self.outline, self._place)
        access = Access(self.mine.finished, self.joined, self.reader.sees_all)
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
        quizzes = (
            f" and {count_in_words(self.outline.quiz_count, 'quiz', 'quizzes')}" if self.outline.quiz_count else ""
        )
        return f"All {self.outline.lesson_count} lessons{quizzes}"

    @property
    def _place(self) -> int:
        found = self.outline.lesson(self.lesson.id)
        return found.place if found else 1

    @property
    def previous(self) -> OutlineLesson | None:
        """The lesson before."""
        return self.outline.before(self.lesson.id)

    @property
    def next(self) -> OutlineLesson | None:
        """What comes after it: a lesson or a quiz."""
        return self.outline.after(self.lesson.id)

    @cached_property
    def next_gate(self) -> OutlineLesson | None:
        """What has to be finished besides this one before the next opens."""
        if self.next is None or self.reader.sees_all:
            return None
        return waits_for(self.outline, self.next.id, self.mine.finished | {self.lesson.id})

    @property
    def onward(self) -> OutlineLesson | None:
        """Where the reader goes from here: what comes next, or what opens it."""
        return self.next_gate or self.next

    @property
    def next_opens(self) -> str:
        """A sentence about when the next one opens; empty where it does at once."""
        return f"It opens {opens_in_words(self.next_gate)}." if self.next_gate else ""

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

    @property
    def finish_href(self) -> str:
        """Where finishing is sent."""
        return f"{self.address}finish"

    @property
    def still_open(self) -> list[tuple[str, str]]:
        """The questions without an answer: title and address on this page."""
        ids = open_questions(self.content.questions, self.mine.latest)
        titles = self.content.exercises
        return [(titles[key].title_text, f"#{exercise_anchor(key)}") for key in ids]

    @property
    def open_words(self) -> str:
        """How many questions want an answer, in words; empty where none does."""
        count = len(self.still_open)
        if not count:
            return ""
        return f"{count_in_words(count, 'question').capitalize()} still {'wants' if count == 1 else 'want'} an answer"

    @property
    def finish_title(self) -> str:
        """The heading at the lesson's end."""
        if self.is_finished:
            return "You have finished the course" if self.course_finished else "You have finished this lesson"
        return "That was “" + self.title + "”"

    @property
    def last_words(self) -> str:
        """What stands at the end of the last lesson once it is finished."""
        if self.course_finished:
            held = contents_in_words(self.outline.lesson_count, len(self.outline.needed) - self.outline.lesson_count)
            return f"{held} of “{self.course_title}” are done. They stay open to you."
        return "This was the last lesson; some before it are still open, and the course's page shows which."

    @property
    def must_join(self) -> bool:
        """Whether the next lesson opens only when the reader joins."""
        return self.next is not None and not self.joined
