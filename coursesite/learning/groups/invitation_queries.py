"""Invitations in the database."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import and_, delete, func, insert, select, update
from sqlalchemy.orm import Session

from coursesite.accounts.models import User
from coursesite.learning.groups.models import Group, Invitation
from coursesite.learning.groups.subject_queries import GONE
from coursesite.library.models import Piece
from coursesite.mail.models import Mail


class InvitationRow(NamedTuple):
    """An invitation with what it is to and who sent it; `by_role` is empty where that person is no longer here."""

    id: int
    address: str
    part: str
    piece_id: int
    group_id: int | None
    invited_by: int | None
    invited_at: datetime
    expires_at: datetime
    kind: str
    title: str
    group_name: str | None
    by_name: str | None
    by_role: str | None


def _rows() -> Any:
    return (
        select(Invitation.id, Invitation.address, Invitation.part, Invitation.piece_id, Invitation.group_id)
        .add_columns(Invitation.invited_by, Invitation.invited_at, Invitation.expires_at, Piece.kind, Piece.title)
        .add_columns(Group.name, User.name, User.role)
        .join(Piece, Piece.id == Invitation.piece_id)
        .outerjoin(Group, Group.id == Invitation.group_id)
        .outerjoin(User, and_(User.id == Invitation.invited_by, User.disabled_at.is_(None), User.erased_at.is_(None)))
        .where(Piece.state.not_in(GONE), Group.ended_at.is_(None))
    )


def with_hash(session: Session, token_hash: str, now: datetime) -> InvitationRow | None:
    """The invitation that a token with this hash opens, while it holds."""
    row = session.execute(_rows().where(Invitation.token_hash == token_hash, Invitation.expires_at > now)).first()
    return None if row is None else InvitationRow._make(row)


def take(session: Session, invitation_id: int, token_hash: str) -> bool:
    """Use an invitation up; of two at once, one gets it."""
    query = delete(Invitation).where(Invitation.id == invitation_id, Invitation.token_hash == token_hash)
    return session.execute(query.returning(Invitation.id)).first() is not None


def pending(session: Session, piece_id: int, group_id: int | None, now: datetime, most: int) -> Sequence[InvitationRow]:
    """The invitations to a piece itself, or to one of its groups, that wait for an answer, the newest first."""
    query = _rows().where(Invitation.piece_id == piece_id, _of(group_id), Invitation.expires_at > now)
    ordered = query.order_by(Invitation.invited_at.desc(), Invitation.id.desc()).limit(most)
    return [InvitationRow._make(row) for row in session.execute(ordered)]


def count_pending(session: Session, piece_id: int, group_id: int | None, now: datetime) -> int:
    """How many they are."""
    query = select(func.count()).where(Invitation.piece_id == piece_id, _of(group_id), Invitation.expires_at > now)
    return session.execute(query).scalar_one()


def _of(group_id: int | None) -> Any:
    return Invitation.group_id.is_(None) if group_id is None else Invitation.group_id == group_id


def one(session: Session, piece_id: int, group_id: int | None, invitation_id: int) -> InvitationRow | None:
    """One of them."""
    query = _rows().where(Invitation.id == invitation_id, Invitation.piece_id == piece_id, _of(group_id))
    row = session.execute(query).first()
    return None if row is None else InvitationRow._make(row)


def add(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    """Write invitations."""
    if rows:
        session.execute(insert(Invitation), list(rows))


def renew(session: Session, invitation_id: int, **values: Any) -> bool:
    """Give an invitation another token and end; False where it is gone."""
    query = update(Invitation).where(Invitation.id == invitation_id).values(**values)
    return session.execute(query.returning(Invitation.id)).first() is not None


def withdraw(session: Session, invitation_id: int) -> None:
    """Take an invitation back: its link opens nothing any more."""
    session.execute(delete(Invitation).where(Invitation.id == invitation_id))


def withdraw_all(session: Session, piece_id: int, address: str, part: str, group_id: int | None) -> None:
    """Take back what was sent to an address for this part before: the newest link is the one that holds."""
    session.execute(
        delete(Invitation).where(
            Invitation.piece_id == piece_id, Invitation.address == address, Invitation.part == part, _of(group_id)
        )
    )


def invited_among(session: Session, group_id: int, addresses: Collection[str], part: str, now: datetime) -> set[str]:
    """Those of these addresses that hold an invitation to a group already."""
    query = select(Invitation.address).where(Invitation.group_id == group_id, Invitation.part == part)
    return set(session.scalars(query.where(Invitation.address.in_(addresses), Invitation.expires_at > now)))


def mailed(session: Session, addresses: Collection[str], purpose: str, since: datetime) -> dict[str, int]:
    """How many mails of this sort each of these addresses was written since a moment."""
    query = select(Mail.recipient, func.count().label("letters")).where(
        Mail.recipient.in_(addresses), Mail.purpose == purpose
    )
    rows = session.execute(query.where(Mail.created_at > since).group_by(Mail.recipient))
    return {row.recipient: row.letters for row in rows}


def withdraw_group(session: Session, group_id: int) -> None:
    """Take back every invitation to a group."""
    session.execute(delete(Invitation).where(Invitation.group_id == group_id))


def delete_old(session: Session, now: datetime) -> None:
    """Remove invitations that have run out, addresses and all."""
    session.execute(delete(Invitation).where(Invitation.expires_at <= now))
