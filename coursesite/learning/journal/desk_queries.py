"""Shared entries, as the coaches find them who look after the course. Nothing here reads an entry that isn't shared."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session, aliased

from coursesite.accounts.models import User
from coursesite.learning.models import Entry
from coursesite.learning.records.queries import ENTRY_KEY
from coursesite.library.models import Piece, State
from coursesite.library.queries import storable
from coursesite.library.staff_queries import Who, within_reach


class SharedRow(NamedTuple):
    """A shared entry with whose it is and where it was written."""

    entry: Entry
    author: str
    author_key: str
    lesson_key: str
    lesson_title: str
    lesson_slug: str
    lesson_state: str
    course_id: int
    course_title: str
    course_slug: str
    course_state: str


def waiting(
    session: Session, who: Who, course: str, start: int, most: int, *, newest: bool = True
) -> Sequence[SharedRow]:
    """A page of the shared entries that wait: first what speaks of harming oneself, then the newest or the oldest."""
    since = Entry.waits_since.desc() if newest else Entry.waits_since.asc()
    found = _shared(who, course).where(Entry.waits_since.is_not(None))
    return _rows(session, found.order_by(Entry.apart.desc(), since, *ENTRY_KEY), start, most)


def answered(session: Session, who: Who, course: str, start: int, most: int) -> Sequence[SharedRow]:
    """A page of the shared entries that wait no longer, shared last first."""
    found = _shared(who, course).where(Entry.waits_since.is_(None))
    return _rows(session, found.order_by(Entry.shared_at.desc(), *ENTRY_KEY), start, most)


def count_waiting(session: Session, who: Who, course: str = "") -> int:
    """How many shared entries wait within a coach's reach."""
    return _count(session, who, course, Entry.waits_since.is_not(None))


def count_answered(session: Session, who: Who, course: str) -> int:
    """How many shared entries wait no longer."""
    return _count(session, who, course, Entry.waits_since.is_(None))


def shared_entry(session: Session, author_key: str, lesson_key: str, exercise: str) -> SharedRow | None:
    """One shared entry, whoever's it is."""
    named = (User.key == storable(author_key), Piece.key == storable(lesson_key))
    found = _placed().where(*named, Entry.exercise == storable(exercise), Entry.shared_at.is_not(None))
    row = session.execute(found).one_or_none()
    return None if row is None else SharedRow._make(row)


def courses(session: Session, who: Who, most: int) -> Sequence[tuple[str, str]]:
    """The courses within reach in which somebody shares something: key and title, by name."""
    lesson = aliased(Piece)
    shared = select(lesson.course_id).join(Entry, Entry.lesson_id == lesson.id).where(Entry.shared_at.is_not(None))
    found = select(Piece.key, Piece.title).where(Piece.id.in_(shared), Piece.state != State.TRASHED.value)
    rows = session.execute(found.where(within_reach(Piece.id, *who)).order_by(Piece.title, Piece.id).limit(most))
    return [(row[0], row[1]) for row in rows]


_course = aliased(Piece)


def _placed() -> Select[Any]:
    return _joined(
        select(Entry, User.name, User.key, Piece.key, Piece.title, Piece.slug, Piece.state).add_columns(
            _course.id, _course.title, _course.slug, _course.state
        )
    )


def _joined(statement: Select[Any]) -> Select[Any]:
    # By the lesson's course as it is now: an entry follows its lesson, and is read by whoever looks after that.
    return (
        statement.select_from(Entry)
        .join(User, User.id == Entry.user_id)
        .join(Piece, Piece.id == Entry.lesson_id)
        .join(_course, _course.id == Piece.course_id)
    )


def _shared(who: Who, course: str) -> Select[Any]:
    return _placed().where(*_within(who, course))


def _within(who: Who, course: str) -> list[ColumnElement[bool]]:
    chosen = [Entry.shared_at.is_not(None), within_reach(_course.id, *who)]
    return [*chosen, _course.key == storable(course)] if course else chosen


def _count(session: Session, who: Who, course: str, state: ColumnElement[bool]) -> int:
    counted = _joined(select(func.count())).where(*_within(who, course), state)
    return session.scalar(counted) or 0


def _rows(session: Session, statement: Select[Any], start: int, most: int) -> Sequence[SharedRow]:
    return [SharedRow._make(row) for row in session.execute(statement.offset(start).limit(most))]
