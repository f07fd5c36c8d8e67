"""A piece's revisions: who wrote which, and when."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coursesite.accounts.models import User
from coursesite.library.models import Revision


class Line(NamedTuple):
    """A revision in the list. `by` is None for what came from a file, and for somebody who has left."""

    id: int
    number: int
    by: str | None
    note: str
    created_at: datetime


class Wording(NamedTuple):
    """A revision with its text and what pages are made of."""

    id: int
    number: int
    by: str | None
    note: str
    created_at: datetime
    source: bytes
    compiled: dict[str, Any]


_LINE = (
    select(Revision.id, Revision.number, User.name, Revision.note, Revision.created_at)
    .outerjoin(User, User.id == Revision.author_id)
    .order_by(Revision.number.desc())
)


def count(session: Session, piece_id: int) -> int:
    """How many revisions a piece has."""
    return session.scalar(select(func.count()).select_from(Revision).where(Revision.piece_id == piece_id)) or 0


def lines(session: Session, piece_id: int, start: int, most: int) -> Sequence[Line]:
    """A page of a piece's revisions, the newest first."""
    found = _LINE.where(Revision.piece_id == piece_id).offset(start).limit(most)
    return [Line._make(row) for row in session.execute(found)]


def wording(session: Session, piece_id: int, number: int) -> Wording | None:
    """The revision of a piece with this number."""
    found = _LINE.add_columns(Revision.source, Revision.compiled)
    row = session.execute(found.where(Revision.piece_id == piece_id, Revision.number == number)).one_or_none()
    return None if row is None else Wording._make(row)
