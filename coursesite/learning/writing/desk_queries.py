"""What learners sent to be read, as the coaches find it who look after the course."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session, aliased

from coursesite.learning.writing.models import Round, Writing
from coursesite.learning.writing.queries import Placed, placed
from coursesite.library.models import Kind, Piece, State
from coursesite.library.queries import storable
from coursesite.library.staff_queries import Who, within_reach


class Sent(NamedTuple):
    """A writing with what was sent last."""

    placed: Placed
    text: str
    number: int


class Course(NamedTuple):
    """A course in which somebody sent something."""

    key: str
    title: str


def count_waiting(session: Session, who: Who, course: str = "") -> int:
    """How many texts wait within a coach's reach, in all courses or in one."""
    return session.scalar(select(func.count()).select_from(Writing).where(*_waits(who, course))) or 0


def waiting(session: Session, who: Who, course: str, start: int, most: int) -> Sequence[Sent]:
    """A page of the texts that wait: first those that speak of harming oneself, then the oldest."""
    oldest = _sent().where(*_waits(who, course)).order_by(Writing.apart.desc(), Writing.waits_since, Writing.id)
    return [_made(row) for row in session.execute(oldest.offset(start).limit(most))]


def oldest_waiting(session: Session, who: Who, most: int) -> tuple[Sequence[Sent], int]:
    """The first of the texts that wait, and how many wait in all; one query."""
    oldest = _sent().add_columns(func.count().over()).where(*_waits(who, ""))
    rows = session.execute(oldest.order_by(Writing.apart.desc(), Writing.waits_since, Writing.id).limit(most)).all()
    return [_made(row[:-1]) for row in rows], rows[0][-1] if rows else 0


def count_answered(session: Session, who: Who, course: str) -> int:
    """How many texts have been answered."""
    return session.scalar(select(func.count()).select_from(Writing).where(*_answered(who, course))) or 0


def answered(session: Session, who: Who, course: str, start: int, most: int) -> Sequence[Sent]:
    """A page of the texts that have been answered, the latest first."""
    latest = _sent().where(*_answered(who, course)).order_by(Writing.answered_at.desc(), Writing.id.desc())
    return [_made(row) for row in session.execute(latest.offset(start).limit(most))]


def courses(session: Session, who: Who, most: int) -> Sequence[Course]:
    """The courses within reach in which somebody sent something, by name."""
    sent = select(Writing.course_id).where(Writing.waits_since.is_not(None) | Writing.answered_at.is_not(None))
    found = select(Piece.key, Piece.title).where(Piece.id.in_(sent), Piece.state != State.TRASHED.value)
    rows = session.execute(found.where(within_reach(Piece.id, *who)).order_by(Piece.title, Piece.id).limit(most))
    return [Course._make(row) for row in rows]


def _sent() -> Select[Any]:
    of_it = aliased(Round)
    newest = select(func.max(of_it.number)).where(of_it.writing_id == Writing.id).correlate(Writing).scalar_subquery()
    last = (Round.writing_id == Writing.id) & (Round.number == newest)
    return placed().join(Round, last).add_columns(Round.text, Round.number)


def _made(row: Any) -> Sent:
    return Sent(Placed._make(row[:-2]), row[-2], row[-1])


def _waits(who: Who, course: str) -> list[ColumnElement[bool]]:
    return [Writing.waits_since.is_not(None), within_reach(Writing.course_id, *who), *_in(course)]


def _answered(who: Who, course: str) -> list[ColumnElement[bool]]:
    done = [Writing.waits_since.is_(None), Writing.answered_at.is_not(None)]
    return [*done, within_reach(Writing.course_id, *who), *_in(course)]


def _in(course: str) -> list[ColumnElement[bool]]:
    if not course:
        return []
    is_course = (Piece.kind == Kind.COURSE.value, Piece.key == storable(course))
    return [Writing.course_id.in_(select(Piece.id).where(*is_course))]
