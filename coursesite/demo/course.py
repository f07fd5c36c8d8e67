"""The course as the month's people meet it: its lessons in their order, ready to be answered."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from coursesite.demo.causes import COURSE, CauseLost, lost
from coursesite.learning.answering import Place
from coursesite.learning.quizzes.asking import Asked, Source, ask
from coursesite.learning.quizzes.policy import Policy, policy_of
from coursesite.learning.quizzes.starting import sources
from coursesite.learning.showing.prepared import Prepared, prepared
from coursesite.library import queries, reading
from coursesite.library.reading import Content


@dataclass(frozen=True, slots=True)
class Lesson:
    """A published lesson: its key, where answers to it belong, and its exercises by their ids."""

    key: str
    place: Place
    content: Content
    exercises: Mapping[str, Prepared]


@dataclass(frozen=True, slots=True)
class Quiz:
    """A published quiz: where attempts at it belong, its rules, and the pools that it draws from."""

    place: Place
    policy: Policy
    source: Source
    pools: Mapping[str, Source]

    def asked(self, seed: str) -> list[Asked]:
        """What an attempt with this seed asks."""
        return ask(self.source, self.pools, self.policy.draws, seed)


@dataclass(frozen=True, slots=True)
class Course:
    """The published course, its lessons in their order, and its quiz, where it has one.

    `order` is the ids of what completes it.
    """

    id: int
    lessons: tuple[Lesson, ...]
    quiz: Quiz | None
    order: tuple[int, ...]

    def lesson(self, key: str) -> Lesson:
        """The lesson with this key."""
        return next(lesson for lesson in self.lessons if lesson.key == key)


def read_course(session: Session) -> Course:
    """The course of the demo. Raises `CauseLost` where it, or something in it that the story needs, is gone."""
    found = queries.find_course(session, COURSE)
    if found is None:
        raise CauseLost(f"The demo tells of people who take the course {COURSE}, and the content has no such course.")
    outline = reading.outline(session, found.id, found.outline_version)
    lessons = tuple(_lesson(session, found, line.slug) for line in outline.lessons if not line.word)
    quizzes = [_quiz(session, found, line.slug) for line in outline.lessons if line.is_quiz]
    contents = {lesson.key: lesson.content for lesson in lessons}
    contents |= {quiz.source.content.key: quiz.source.content for quiz in quizzes}
    if sentences := lost(contents):
        raise CauseLost("\n".join([*sentences, "Tell the demo's causes.py and entries.py what stands there now."]))
    return Course(found.id, lessons, quizzes[-1] if quizzes else None, outline.needed)


def _lesson(session: Session, course: queries.CourseRow, slug: str) -> Lesson:
    key, place, content = _opened(session, course, slug)
    return Lesson(key, place, content, prepared(content))


def _quiz(session: Session, course: queries.CourseRow, slug: str) -> Quiz:
    _key, place, content = _opened(session, course, slug)
    policy = policy_of(content.values)
    return Quiz(place, policy, Source(place.lesson_id, content), sources(session, course.id, policy))


def _opened(session: Session, course: queries.CourseRow, slug: str) -> tuple[str, Place, Content]:
    row = queries.find_lesson(session, course.slug, slug)
    if row is None:
        raise LookupError(f"the outline of {course.slug} names {slug}, which is not there")
    place = Place(course.id, row.id, row.published_revision_id)
    return row.key, place, reading.content(session, row.published_revision_id)
