"""Certificates: one's own, one by its code, and the completed courses that have none yet."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import and_, exists, select
from sqlalchemy.orm import Session

from coursesite.accounts.models import User
from coursesite.learning.certificates.models import Certificate
from coursesite.learning.models import Enrolment
from coursesite.learning.records.queries import insert_or_leave
from coursesite.library.models import Piece, Revision, State


class Held(NamedTuple):
    """A certificate, and the time zone of whoever holds it."""

    row: Certificate
    time_zone: str


class Completed(NamedTuple):
    """A course that somebody completed: what it is called, and when that was."""

    course_id: int
    slug: str
    title: str
    completed_at: datetime


def by_code(session: Session, code: str) -> Held | None:
    """The certificate with this code."""
    found = select(Certificate, User.time_zone).join(User, User.id == Certificate.user_id)
    row = session.execute(found.where(Certificate.code == code)).first()
    return None if row is None else Held(row[0], row[1])


def own(session: Session, user_id: int, code: str) -> Certificate | None:
    """The certificate with this code, if it is this person's."""
    return session.scalars(select(Certificate).where(Certificate.code == code, Certificate.user_id == user_id)).first()


def all_of(session: Session, user_id: int) -> Sequence[Certificate]:
    """Somebody's certificates, the newest first."""
    mine = select(Certificate).where(Certificate.user_id == user_id)
    return list(session.scalars(mine.order_by(Certificate.made_at.desc(), Certificate.id.desc())))


def code_for(session: Session, user_id: int, course_id: int) -> str:
    """The code of somebody's certificate for a course; empty where there is none."""
    mine = select(Certificate.code).where(Certificate.user_id == user_id, Certificate.course_id == course_id)
    return session.execute(mine).scalar_one_or_none() or ""


def without_one(session: Session, user_id: int) -> list[Completed]:
    """The courses that somebody completed, that can be read, and that they have no certificate for; newest first."""
    found = _completed(user_id).where(~exists().where(_is_for_it())).order_by(Enrolment.completed_at.desc(), Piece.id)
    return [Completed._make(row) for row in session.execute(found)]


def completed(session: Session, user_id: int, course_id: int) -> Completed | None:
    """A course, if somebody completed it."""
    row = session.execute(_completed(user_id).where(Piece.id == course_id)).first()
    return None if row is None else Completed._make(row)


def revision_at(session: Session, course_id: int, moment: datetime) -> int | None:
    """The revision of a course that was its newest at a moment."""
    then = select(Revision.id).where(Revision.piece_id == course_id, Revision.created_at <= moment)
    return session.scalars(then.order_by(Revision.number.desc()).limit(1)).first()


def add(session: Session, **values: Any) -> bool:
    """Add a certificate, unless its holder has one for this course; True if it was added."""
    return insert_or_leave(session, Certificate, **values)


def _completed(user_id: int) -> Any:
    found = select(Piece.id, Piece.slug, Piece.title, Enrolment.completed_at)
    found = found.join(Enrolment, Enrolment.course_id == Piece.id)
    return found.where(
        Enrolment.user_id == user_id, Enrolment.completed_at.is_not(None), Piece.state == State.PUBLISHED.value
    )


def _is_for_it() -> Any:
    return and_(Certificate.user_id == Enrolment.user_id, Certificate.course_id == Enrolment.course_id)
