"""What the pages of figures ask about courses, posts and groups: by index, bounded by a page of a list."""

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coursesite.learning.groups.models import Group
from coursesite.library.models import Kind, Piece, State
from coursesite.library.queries import storable
from coursesite.library.staff_queries import Who, within_reach

MOST_GROUPS = 200
SHOWN = (State.PUBLISHED.value, State.ARCHIVED.value)


class CourseLine(NamedTuple):
    """A course that people take or took."""

    id: int
    key: str
    slug: str
    title: str
    state: str
    outline_version: int


class GroupLine(NamedTuple):
    """A group of a course."""

    id: int
    key: str
    name: str


_COLUMNS = tuple(getattr(Piece, name) for name in CourseLine._fields)


def course_with_key(session: Session, key: str) -> CourseLine | None:
    """The course with this key that is or was published; None where there is none."""
    query = select(*_COLUMNS).where(Piece.key == storable(key), Piece.kind == Kind.COURSE.value, Piece.state.in_(SHOWN))
    row = session.execute(query).one_or_none()
    return None if row is None else CourseLine._make(row)


def count_courses(session: Session, who: Who) -> int:
    """How many such courses are within a coach's reach."""
    return int(session.execute(_courses(who, func.count())).scalar_one())


def courses(session: Session, who: Who, offset: int, most: int) -> Sequence[CourseLine]:
    """A page of them, those that are published first, in their order."""
    query = _courses(who, *_COLUMNS).order_by(Piece.state.desc(), Piece.place, Piece.title, Piece.id)
    return [CourseLine._make(row) for row in session.execute(query.offset(offset).limit(most))]


def _courses(who: Who, *columns: Any) -> Any:
    query = select(*columns).where(Piece.kind == Kind.COURSE.value, Piece.state.in_(SHOWN))
    return query.where(within_reach(Piece.id, *who))


def groups(session: Session, course_id: int) -> Sequence[GroupLine]:
    """The groups of a course, the newest first."""
    query = select(Group.id, Group.key, Group.name).where(Group.course_id == course_id)
    return [GroupLine._make(row) for row in session.execute(query.order_by(Group.id.desc()).limit(MOST_GROUPS))]


def titles(session: Session, piece_ids: Collection[int]) -> dict[int, str]:
    """The titles of these pieces."""
    rows = session.execute(select(Piece.id, Piece.title).where(Piece.id.in_(piece_ids)))
    return {row.id: row.title for row in rows}


def revisions(session: Session, piece_ids: Collection[int]) -> dict[int, int]:
    """The published revision of each of these pieces that has one."""
    query = select(Piece.id, Piece.published_revision_id).where(Piece.id.in_(piece_ids))
    rows = session.execute(query.where(Piece.published_revision_id.is_not(None)))
    return {row.id: row.published_revision_id for row in rows}


def post_with_key(session: Session, key: str) -> int | None:
    """The published post with this key; None where there is none."""
    query = select(Piece.id).where(Piece.key == storable(key), Piece.kind == Kind.POST.value)
    return session.execute(query.where(Piece.state == State.PUBLISHED.value)).scalar()
