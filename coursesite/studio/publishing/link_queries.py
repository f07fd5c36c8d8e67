"""Secret addresses at which a draft may be read for a while."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, delete, insert, select
from sqlalchemy.orm import Session

from coursesite.accounts.models import User
from coursesite.library.models import Piece, State
from coursesite.studio.models import PreviewLink


class Link(NamedTuple):
    """A link that still works, or did until a while ago."""

    id: int
    by: str | None
    made_at: datetime
    expires_at: datetime


class Found(NamedTuple):
    """What a link leads to, and who made it: their number, none for who has left, and their role now, none for who
    may not sign in.
    """

    piece_id: int
    piece_key: str
    expires_at: datetime
    is_trashed: bool
    made_by: int | None
    role: str | None


def put(session: Session, piece_id: int, token_hash: str, made_by: int, now: datetime, expires_at: datetime) -> None:
    """Write down a new link."""
    values = {"piece_id": piece_id, "token_hash": token_hash, "made_by": made_by, "made_at": now}
    session.execute(insert(PreviewLink).values(**values, expires_at=expires_at))


def live(session: Session, piece_id: int, now: datetime, most: int) -> Sequence[Link]:
    """The links to a piece that work now, the newest first."""
    query = (
        select(PreviewLink.id, User.name, PreviewLink.made_at, PreviewLink.expires_at)
        .outerjoin(User, User.id == PreviewLink.made_by)
        .where(PreviewLink.piece_id == piece_id, PreviewLink.expires_at > now)
        .order_by(PreviewLink.id.desc())
        .limit(most)
    )
    return [Link._make(row) for row in session.execute(query)]


def find(session: Session, token_hash: str) -> Found | None:
    """What the link with this hash leads to, expired or not."""
    query = (
        select(Piece.id, Piece.key, PreviewLink.expires_at, Piece.state == State.TRASHED.value)
        .add_columns(PreviewLink.made_by, User.role)
        .join(Piece, Piece.id == PreviewLink.piece_id)
        .outerjoin(User, and_(User.id == PreviewLink.made_by, User.disabled_at.is_(None)))
        .where(PreviewLink.token_hash == token_hash)
    )
    row = session.execute(query).one_or_none()
    return None if row is None else Found._make(row)


def end(session: Session, piece_id: int, link_id: int) -> None:
    """End a link of a piece."""
    session.execute(delete(PreviewLink).where(PreviewLink.piece_id == piece_id, PreviewLink.id == link_id))


def forget_expired(session: Session, before: datetime) -> None:
    """Let go of links that expired before then; until then they say so."""
    session.execute(delete(PreviewLink).where(PreviewLink.expires_at < before))
