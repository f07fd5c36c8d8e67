"""The revisions that a person wrote."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from coursesite.library.models import Piece, Revision


class Written(NamedTuple):
    """A revision and the piece it is of."""

    title: str
    kind: str
    number: int
    note: str
    created_at: datetime
    source: bytes


def written_by(session: Session, user_id: int) -> Sequence[Written]:
    """The revisions that this person wrote, oldest first."""
    query = (
        select(Piece.title, Piece.kind, Revision.number, Revision.note, Revision.created_at, Revision.source)
        .join(Piece, Revision.piece_id == Piece.id)
        .where(Revision.author_id == user_id)
        .order_by(Revision.id)
    )
    return [Written._make(row) for row in session.execute(query)]


def forget_author(session: Session, user_id: int) -> None:
    """Leave this person's revisions without an author."""
    session.execute(update(Revision).where(Revision.author_id == user_id).values(author_id=None))
