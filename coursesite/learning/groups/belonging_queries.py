"""Exporting and removing what groups hold of one person."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from coursesite.accounts.models import User
from coursesite.learning.groups.models import Group, Invitation, Lead, Member
from coursesite.library.models import Piece


class Belonging(NamedTuple):
    """A group that somebody is in, answers for, or made."""

    group: str
    course: str
    since: datetime


class Invited(NamedTuple):
    """An invitation to somebody's address, or one that they sent; the address of others is not theirs to take along."""

    to: str
    group: str | None
    part: str
    sent: datetime
    until: datetime
    address: str
    by: int | None


def groups_in(session: Session, table: type[Member] | type[Lead], user_id: int) -> Sequence[Belonging]:
    """The groups that somebody is in, or answers for."""
    since = Member.joined_at if table is Member else Lead.since
    query = (
        select(Group.name, Piece.title, since)
        .join(table, table.group_id == Group.id)
        .join(Piece, Piece.id == Group.course_id)
    )
    return [Belonging._make(row) for row in session.execute(query.where(table.user_id == user_id).order_by(Group.id))]


def groups_made(session: Session, user_id: int) -> Sequence[Belonging]:
    """The groups that somebody made."""
    query = select(Group.name, Piece.title, Group.made_at).join(Piece, Piece.id == Group.course_id)
    return [Belonging._make(row) for row in session.execute(query.where(Group.made_by == user_id).order_by(Group.id))]


def address_of(session: Session, user_id: int) -> str:
    """Somebody's address; empty for who has none."""
    return session.execute(select(User.address).where(User.id == user_id)).scalar_one_or_none() or ""


def invitations(session: Session, user_id: int, address: str) -> Sequence[Invited]:
    """The invitations to this address, and those that this person sent."""
    query = (
        select(Piece.title, Group.name, Invitation.part, Invitation.invited_at, Invitation.expires_at)
        .add_columns(Invitation.address, Invitation.invited_by)
        .join(Piece, Piece.id == Invitation.piece_id)
        .outerjoin(Group, Group.id == Invitation.group_id)
        .where(or_(Invitation.address == address, Invitation.invited_by == user_id))
    )
    return [Invited._make(row) for row in session.execute(query.order_by(Invitation.id))]


def forget(session: Session, user_id: int, address: str) -> None:
    """Take somebody out of every group, and delete the invitations to their address."""
    session.execute(delete(Member).where(Member.user_id == user_id))
    session.execute(delete(Lead).where(Lead.user_id == user_id))
    if address:
        session.execute(delete(Invitation).where(Invitation.address == address))
