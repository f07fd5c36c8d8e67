"""A course's outline: its lessons, quizzes and conversations in their order, and which of them opens which."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import accumulate, groupby

from coursesite.library.addresses import address_of
from coursesite.library.models import Kind
from coursesite.library.outline_queries import OutlineRow


@dataclass(frozen=True, slots=True)
class PostAbout:
    """A post that names a lesson or a quiz."""

    title: str
    address: str
    published_at: datetime


@dataclass(frozen=True, slots=True)
class OutlineLesson:
    """A lesson, a quiz or a conversation in its course's outline.

    `place` counts every line from 1, `number` the lessons alone (others have 0: they are named, not counted).
    `questions` are ids of what has a right answer. `counts` says that completing the course needs it, `pass_mark` is
    the percentage that passes a quiz, `opens_after` the id of the line that has to be finished first. `posts` are the
    newest of the blog that name it.
    """

    id: int
    kind: Kind
    place: int
    number: int
    slug: str
    address: str
    title: str
    summary: str
    minutes: int
    questions: tuple[str, ...]
    counts: bool = True
    pass_mark: int | None = None
    opens_after: int | None = None
    posts: tuple[PostAbout, ...] = ()

    @property
    def is_quiz(self) -> bool:
        """Whether it is a quiz."""
        return self.kind is Kind.QUIZ

    @property
    def is_conversation(self) -> bool:
        """Whether it is a conversation to practise."""
        return self.kind is Kind.CONVERSATION

    @property
    def word(self) -> str:
        """What it is, where it is no lesson; empty for a lesson."""
        return "" if self.kind is Kind.LESSON else self.kind.value.capitalize()

    @property
    def is_first(self) -> bool:
        """Whether it is open to everyone: the first lesson of a course, and a conversation that stands before all."""
        return self.number == 1 or (self.is_conversation and self.place == 1)


@dataclass(frozen=True)
class Outline:
    """A course's lessons, quizzes and conversations in their order: `lessons` holds them all."""

    course_id: int
    lessons: tuple[OutlineLesson, ...]

    @cached_property
    def minutes(self) -> int:
        """The minutes of all of them together."""
        return sum(lesson.minutes for lesson in self.lessons)

    @cached_property
    def needed(self) -> tuple[int, ...]:
        """The ids of what completes the course, in their order: all but a quiz that doesn't count."""
        return tuple(lesson.id for lesson in self.lessons if lesson.counts)

    @cached_property
    def gates(self) -> dict[int, int]:
        """By the id of a line, the id of the line that opens it; only lines that have to wait for one."""
        return {
            lesson.id: lesson.opens_after
            for lesson in self.lessons
            if lesson.opens_after is not None and lesson.opens_after in self._index
        }

    @cached_property
    def lesson_count(self) -> int:
        """How many lessons there are."""
        return sum(lesson.kind is Kind.LESSON for lesson in self.lessons)

    @cached_property
    def quiz_count(self) -> int:
        """How many quizzes there are."""
        return sum(lesson.is_quiz for lesson in self.lessons)

    @cached_property
    def conversation_count(self) -> int:
        """How many conversations there are."""
        return sum(lesson.is_conversation for lesson in self.lessons)

    @cached_property
    def first_lesson(self) -> OutlineLesson | None:
        """The first of those that are open to everyone."""
        return next((lesson for lesson in self.lessons if lesson.is_first), None)

    @cached_property
    def _index(self) -> dict[int, int]:
        return {lesson.id: index for index, lesson in enumerate(self.lessons)}

    def lesson(self, lesson_id: int) -> OutlineLesson | None:
        """The line with this id."""
        index = self._index.get(lesson_id)
        return None if index is None else self.lessons[index]

    def before(self, lesson_id: int) -> OutlineLesson | None:
        """What comes before this one."""
        index = self._index.get(lesson_id, 0)
        return self.lessons[index - 1] if index else None

    def after(self, lesson_id: int) -> OutlineLesson | None:
        """What comes after this one."""
        index = self._index.get(lesson_id, len(self.lessons)) + 1
        return self.lessons[index] if index < len(self.lessons) else None


def outline_of(course_id: int, rows: Sequence[OutlineRow]) -> Outline:
    """The outline that these rows describe, in their order."""
    found = [list(same) for _id, same in groupby(rows, key=lambda row: row.id)]
    numbers = accumulate(int(same[0].kind == Kind.LESSON) for same in found)
    lines = (_line(same, place, number) for place, (same, number) in enumerate(zip(found, numbers, strict=True), 1))
    return Outline(course_id, tuple(lines))


def _line(rows: Sequence[OutlineRow], place: int, lessons_so_far: int) -> OutlineLesson:
    row = rows[0]
    kind = Kind(row.kind)
    return OutlineLesson(
        id=row.id,
        kind=kind,
        place=place,
        number=lessons_so_far if kind is Kind.LESSON else 0,
        slug=row.slug,
        address=address_of(kind, row.slug, row.course_slug),
        title=row.title,
        summary=row.summary,
        minutes=row.minutes,
        questions=tuple(row.questions),
        counts=row.counts,
        pass_mark=row.pass_mark,
        opens_after=row.opens_after_id,
        posts=tuple(post for row in rows if (post := _post(row)) is not None),
    )


def _post(row: OutlineRow) -> PostAbout | None:
    if row.post_title is None or row.post_slug is None or row.post_at is None:
        return None
    return PostAbout(row.post_title, address_of(Kind.POST, row.post_slug, None), row.post_at)
