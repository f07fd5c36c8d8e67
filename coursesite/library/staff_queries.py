"""Who looks after what."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, delete, exists, func, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from coursesite.accounts.models import Role, User
from coursesite.db import insert_into
from coursesite.library.models import Kind, Piece, Staff, State


class Footing(NamedTuple):
    """What decides somebody's rights in one piece: the piece that has the staff, and this person's part in it."""

    piece_id: int
    kind: str
    approval: bool
    part: str | None
    has_staff: bool


class Who(NamedTuple):
    """A coach or admin, as far as reach goes: their id and their role on the site."""

    user_id: int
    role: str


class Helper(NamedTuple):
    """One of a piece's staff."""

    user_id: int
    key: str
    name: str
    part: str
    since: datetime


def footing_in(session: Session, piece_id: int, user_id: int) -> Footing | None:
    """What somebody is to a piece. A course's staff looks after all that is in it. None where there is no piece."""
    rooted = func.coalesce(Piece.course_id, Piece.id)
    root = select(rooted).where(Piece.id == piece_id).scalar_subquery()
    part = select(Staff.part).where(Staff.piece_id == Piece.id, Staff.user_id == user_id).scalar_subquery()
    query = select(Piece.id, Piece.kind, Piece.approval, part, _has_staff(Piece.id)).where(Piece.id == root)
    row = session.execute(query).one_or_none()
    return None if row is None else Footing._make(row)


def footings(session: Session, user_id: int, kind: Kind = Kind.COURSE) -> Sequence[Footing]:
    """What somebody is to every course (or post, or page) that isn't in the trash; one query."""
    part = select(Staff.part).where(Staff.piece_id == Piece.id, Staff.user_id == user_id).scalar_subquery()
    query = select(Piece.id, Piece.kind, Piece.approval, part, _has_staff(Piece.id)).where(Piece.kind == kind.value)
    hidden = (State.STAGED.value, State.TRASHED.value)
    return [Footing._make(row) for row in session.execute(query.where(Piece.state.not_in(hidden)))]


def within_reach(
    piece_id: InstrumentedAttribute[int] | InstrumentedAttribute[int | None] | ColumnElement[int],
    user_id: int,
    role: str,
) -> ColumnElement[bool]:
    """The condition that this coach may look at what hangs on a course, post or page (by its id's column).

    For an admin it always holds; for a coach where they are of its staff, or where it has none.
    """
    if role == Role.ADMIN:
        return true()
    mine = exists().where(Staff.piece_id == piece_id, Staff.user_id == user_id)
    return or_(mine, ~_has_staff(piece_id))


def staff_of(session: Session, piece_id: int) -> Sequence[Helper]:
    """A piece's staff, in the order in which they came."""
    query = (
        select(User.id, User.key, User.name, Staff.part, Staff.since)
        .join(Staff, Staff.user_id == User.id)
        .where(Staff.piece_id == piece_id)
        .order_by(Staff.since, User.id)
    )
    return [Helper._make(row) for row in session.execute(query)]


def put_staff(session: Session, piece_id: int, user_id: int, part: str, now: datetime) -> None:
    """Give somebody this part in a piece, in place of the one they had."""
    put = insert_into(session, Staff).values(piece_id=piece_id, user_id=user_id, part=part, since=now)
    session.execute(put.on_conflict_do_update(index_elements=["piece_id", "user_id"], set_={"part": part}))


def remove_staff(session: Session, piece_id: int, user_id: int) -> None:
    """Take somebody's part in a piece away."""
    session.execute(delete(Staff).where(Staff.piece_id == piece_id, Staff.user_id == user_id))


def parts_of(session: Session, user_id: int) -> Sequence[tuple[str, str, str, datetime]]:
    """Everything that somebody has a part in: kind, title, part, since."""
    query = select(Piece.kind, Piece.title, Staff.part, Staff.since).join(Staff, Staff.piece_id == Piece.id)
    return [tuple(row) for row in session.execute(query.where(Staff.user_id == user_id).order_by(Piece.id))]  # type: ignore[misc]  # four columns


def forget_staff(session: Session, user_id: int) -> None:
    """Take away every part of somebody who leaves."""
    session.execute(delete(Staff).where(Staff.user_id == user_id))


def _has_staff(
    piece_id: InstrumentedAttribute[int] | InstrumentedAttribute[int | None] | ColumnElement[int],
) -> ColumnElement[bool]:
    return exists().where(Staff.piece_id == piece_id)
