"""The course as the month's people meet it: its lessons in their order, ready to be answered."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from coursesite.demo.causes import COURSE, CauseLost, lost
from coursesite.learning.answering import Place
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
class Course:
    """The published course and its lessons in their order."""

    id: int
    lessons: tuple[Lesson, ...]

    @property
    def order(self) -> tuple[int, ...]:
        """The lessons' ids in their order."""
        return tuple(lesson.place.lesson_id for lesson in self.lessons)

    def lesson(self, key: str) -> Lesson:
        """The lesson with this key."""
        return next(lesson for lesson in self.lessons if lesson.key == key)


def read_course(session: Session) -> Course:
    """The course of the demo. Raises `CauseLost` where it, or something in it that the story needs, is gone."""
    found = queries.find_course(session, COURSE)
    if found is None:
        raise CauseLost(f"The demo tells of people who take the course {COURSE}, and the content has no such course.")
    outline = reading.outline(session, found.id, found.outline_version)
    lessons = tuple(_lesson(session, found, lesson.slug) for lesson in outline.lessons)
    if sentences := lost({lesson.key: lesson.content for lesson in lessons}):
        raise CauseLost("\n".join([*sentences, "Tell the demo's causes.py and entries.py what stands there now."]))
    return Course(found.id, lessons)


def _lesson(session: Session, course: queries.CourseRow, slug: str) -> Lesson:
    row = queries.find_lesson(session, course.slug, slug)
    if row is None:
        raise LookupError(f"the outline of {course.slug} names {slug}, which is not there")
    content = reading.content(session, row.published_revision_id)
    place = Place(course.id, row.id, row.published_revision_id)
    return Lesson(row.key, place, content, prepared(content))
