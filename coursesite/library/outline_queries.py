"""What outlines and the list of courses ask: a whole course, or all courses, in one query."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Subquery, and_, case, func, select
from sqlalchemy.orm import Session, aliased

from coursesite.library.addresses import SHOWN_IN_OUTLINE
from coursesite.library.models import Kind, Piece, State
from coursesite.library.queries import MOST_COURSES

MOST_ROWS = 2000
MOST_POSTS = 3
_COUNTED = ((Kind.LESSON, "lessons"), (Kind.QUIZ, "quizzes"), (Kind.CONVERSATION, "conversations"))
_IN_OUTLINE = tuple(sorted(kind.value for kind in SHOWN_IN_OUTLINE))


class OutlineRow(NamedTuple):
    """A published lesson or quiz as its course's outline lists it, with one of the posts about it, if there are any."""

    id: int
    kind: str
    slug: str
    course_slug: str
    title: str
    summary: str
    minutes: int
    questions: list[str]
    counts: bool
    pass_mark: int | None
    opens_after_id: int | None
    post_title: str | None
    post_slug: str | None
    post_at: datetime | None


CourseCardRow = tuple[int, str, str, str, str, str, int, int, int, int, str, int, str, int]


def outline_rows(session: Session, course_id: int) -> Sequence[OutlineRow]:
    """A course's published lessons and quizzes in their order, each with the course's slug and its newest posts.

    What several posts are about has a row for each of them, three at most, the newest first.
    """
    course, posts = aliased(Piece), _newest_posts(course_id)
    query = (
        select(Piece.id, Piece.kind, Piece.slug, course.slug, Piece.title, Piece.summary, Piece.minutes)
        .add_columns(Piece.questions, Piece.counts, Piece.pass_mark, Piece.opens_after_id)
        .add_columns(posts.c.title, posts.c.slug, posts.c.published_at)
        .join(course, Piece.course_id == course.id)
        .outerjoin(posts, and_(posts.c.about_id == Piece.id, posts.c.newest <= MOST_POSTS))
        .where(Piece.course_id == course_id, Piece.state == State.PUBLISHED.value, Piece.kind.in_(_IN_OUTLINE))
        .order_by(Piece.place, Piece.id, posts.c.newest)
        .limit(MOST_ROWS)
    )
    return [OutlineRow._make(row) for row in session.execute(query)]


def _newest_posts(course_id: int) -> Subquery:
    # Only posts are about something; asking for their kind as well would lead SQLite through every post there is.
    lesson, newest_first = aliased(Piece), (Piece.published_at.desc(), Piece.id.desc())
    return (
        select(Piece.about_id, Piece.title, Piece.slug, Piece.published_at)
        .add_columns(func.row_number().over(partition_by=Piece.about_id, order_by=newest_first).label("newest"))
        .join(lesson, lesson.id == Piece.about_id)
        .where(lesson.course_id == course_id, Piece.state == State.PUBLISHED.value)
        .subquery()
    )


def _number_of(column: Any, kind: Kind, name: str) -> Any:
    return func.sum(case((column == kind.value, 1), else_=0)).label(name)


def course_rows(session: Session) -> Sequence[CourseCardRow]:
    """The published courses in their order, each with what it holds, what completes it, and its minutes."""
    lesson = aliased(Piece)
    counted = (
        select(lesson.course_id, func.sum(lesson.minutes).label("minutes"))
        .add_columns(*(_number_of(lesson.kind, *one) for one in _COUNTED))
        .add_columns(func.sum(case((lesson.counts, 1), else_=0)).label("needed"))
        .where(lesson.state == State.PUBLISHED.value, lesson.kind.in_(_IN_OUTLINE))
        .group_by(lesson.course_id)
        .subquery()
    )
    query = (
        select(Piece.id, Piece.slug, Piece.title, Piece.summary, Piece.topic, Piece.level)
        .add_columns(func.coalesce(counted.c.lessons, 0), func.coalesce(counted.c.quizzes, 0))
        .add_columns(func.coalesce(counted.c.needed, 0), func.coalesce(counted.c.minutes, 0))
        .add_columns(Piece.key, Piece.outline_version, Piece.joining, func.coalesce(counted.c.conversations, 0))
        .outerjoin(counted, counted.c.course_id == Piece.id)
        .where(Piece.kind == Kind.COURSE.value, Piece.state == State.PUBLISHED.value)
        .order_by(Piece.place, Piece.title, Piece.id)
        .limit(MOST_COURSES)
    )
    return session.execute(query).all()
