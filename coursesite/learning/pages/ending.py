"""A lesson's end: what is still open, what finishing it says, and what comes next and why."""

from functools import cached_property

from coursesite.learning.completion import all_finished, open_questions
from coursesite.learning.gating import opens_in_words, waits_for
from coursesite.learning.lesson_queries import Mine
from coursesite.learning.pages.cards import contents_in_words
from coursesite.learning.pages.reader import Reader
from coursesite.library.addresses import address_of, exercise_anchor
from coursesite.library.queries import LessonRow
from coursesite.library.reading import Content, Outline, OutlineLesson
from coursesite.web.filters import count_in_words


class LessonEnding:
    """The part of a lesson's page below its text."""

    lesson: LessonRow
    content: Content
    outline: Outline
    mine: Mine
    reader: Reader

    @cached_property
    def address(self) -> str:
        """The lesson's path."""
        return address_of(self.lesson.kind, self.lesson.slug, self.lesson.course_slug)

    @property
    def title(self) -> str:
        """The lesson's title."""
        return self.lesson.title

    @property
    def course_title(self) -> str:
        """The course's title."""
        return self.lesson.course_title

    @property
    def joined(self) -> bool:
        """Whether the whole course is open to the reader."""
        return self.mine.enrolled_at is not None or self.reader.sees_all

    @property
    def waits(self) -> str:
        """When the lessons open to somebody whose group has not begun; empty where they are open."""
        return self.reader.waits(self.mine.opens_at)

    @property
    def is_finished(self) -> bool:
        """Whether the reader has finished this lesson."""
        return self.lesson.id in self.mine.finished

    @property
    def course_finished(self) -> bool:
        """Whether nothing of the course is left."""
        return all_finished(self.outline.needed, self.mine.finished)

    @property
    def previous(self) -> OutlineLesson | None:
        """The lesson before."""
        return self.outline.before(self.lesson.id)

    @property
    def next(self) -> OutlineLesson | None:
        """What comes after it."""
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
        if self.waits:
            return f"It {self.waits}, when your group begins."
        return f"It opens {opens_in_words(self.next_gate)}." if self.next_gate else ""

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
            lessons, talks = self.outline.lesson_count, self.outline.conversation_count
            held = contents_in_words(lessons, len(self.outline.needed) - lessons - talks, talks)
            return f"{held} of “{self.course_title}” are done. They stay open to you."
        return "This was the last lesson; some before it are still open, and the course's page shows which."

    @property
    def must_join(self) -> bool:
        """Whether the next lesson opens only when the reader joins."""
        return self.next is not None and not self.joined
