"""The course as the month's people meet it: its lessons in their order, ready to be answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy.orm import Session

from coursesite.conversations.compiled import Conversation
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
    """A published lesson: its key and slug, where answers to it belong, and its exercises by their ids."""

    key: str
    slug: str
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
class Talk:
    """A published conversation, and where it stands."""

    place: Place
    conversation: Conversation


@dataclass(frozen=True)
class Course:
    """A published course, its lessons in their order, its conversation and its quiz, where it has them.

    `order` is the ids of what completes it.
    """

    id: int
    slug: str
    lessons: tuple[Lesson, ...]
    talk: Talk | None
    quiz: Quiz | None
    order: tuple[int, ...]

    @cached_property
    def by_key(self) -> dict[str, Lesson]:
        """The lessons by their keys."""
        return {lesson.key: lesson for lesson in self.lessons}

    def lesson(self, key: str) -> Lesson:
        """The lesson with this key."""
        return self.by_key[key]


def read_course(session: Session) -> Course:
    """The course of the demo. Raises `CauseLost` where it, or something in it that the story needs, is gone."""
    found = queries.find_course(session, COURSE)
    if found is None:
        raise CauseLost(f"The demo tells of people who take the course {COURSE}, and the content has no such course.")
    course = _course(session, found)
    contents = {lesson.key: lesson.content for lesson in course.lessons}
    if course.quiz is not None:
        contents[course.quiz.source.content.key] = course.quiz.source.content
    if sentences := lost(contents):
        raise CauseLost("\n".join([*sentences, "Tell the demo's causes.py and entries.py what stands there now."]))
    return course


def read_others(session: Session) -> tuple[Course, ...]:
    """Whatever other published courses there are."""
    slugs = [card.slug for card in reading.every_course(session)]
    found = (queries.find_course(session, slug) for slug in slugs if slug != COURSE)
    return tuple(_course(session, one) for one in found if one is not None)


def _course(session: Session, found: queries.CourseRow) -> Course:
    outline = reading.outline(session, found.id, found.outline_version)
    return Course(
        found.id,
        found.slug,
        tuple(_lesson(session, found, line.slug) for line in outline.lessons if not line.word),
        next((_talk(session, found, line.slug) for line in outline.lessons if line.is_conversation), None),
        next((_quiz(session, found, line.slug) for line in reversed(outline.lessons) if line.is_quiz), None),
        outline.needed,
    )


def _lesson(session: Session, course: queries.CourseRow, slug: str) -> Lesson:
    key, place, content = _opened(session, course, slug)
    return Lesson(key, slug, place, content, prepared(content))


def _talk(session: Session, course: queries.CourseRow, slug: str) -> Talk | None:
    _key, place, content = _opened(session, course, slug)
    return Talk(place, content.conversation) if content.conversation is not None else None


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
