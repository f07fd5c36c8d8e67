"""Groups and who answers for them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import delete, exists, func, insert, select, update
from sqlalchemy.orm import Session

from coursesite.accounts.models import User
from coursesite.db import insert_into
from coursesite.learning.groups.models import Group, Lead, Member
from coursesite.library.models import Piece
from coursesite.library.queries import storable


class GroupRow(NamedTuple):
    """A group, and the course that it learns."""

    id: int
    key: str
    name: str
    starts_at: datetime | None
    join_code: str | None
    ended_at: datetime | None
    course_id: int
    course_key: str
    course_slug: str
    course_title: str
    course_state: str
    outline_version: int


class GroupLine(NamedTuple):
    """A group in a list, with how many people are in it."""

    key: str
    name: str
    course_title: str
    starts_at: datetime | None
    ended_at: datetime | None
    members: int


class LeadRow(NamedTuple):
    """Somebody who answers for a group."""

    id: int
    key: str
    name: str
    address: str | None


_GROUP = (
    select(Group.id, Group.key, Group.name, Group.starts_at, Group.join_code, Group.ended_at, Piece.id, Piece.key)
    .add_columns(Piece.slug, Piece.title, Piece.state, Piece.outline_version)
    .join(Piece, Piece.id == Group.course_id)
)
_SIZE = select(func.count()).where(Member.group_id == Group.id).scalar_subquery()
_LINES = select(Group.key, Group.name, Piece.title, Group.starts_at, Group.ended_at, _SIZE).join(
    Piece, Piece.id == Group.course_id
)


def group(session: Session, key: str) -> GroupRow | None:
    """The group with this key."""
    row = session.execute(_GROUP.where(Group.key == storable(key))).first()
    return None if row is None else GroupRow._make(row)


def group_with_id(session: Session, group_id: int) -> GroupRow | None:
    """The group with this id."""
    row = session.execute(_GROUP.where(Group.id == group_id)).first()
    return None if row is None else GroupRow._make(row)


def led_group(session: Session, key: str, user_id: int) -> GroupRow | None:
    """The group with this key, if this person answers for it."""
    leads = exists().where(Lead.group_id == Group.id, Lead.user_id == user_id)
    row = session.execute(_GROUP.where(Group.key == storable(key), leads)).first()
    return None if row is None else GroupRow._make(row)


def groups_of(session: Session, course_id: int, offset: int, most: int) -> Sequence[GroupLine]:
    """A page of a course's groups: those that go on first, the newest of them first."""
    lines = _LINES.where(Group.course_id == course_id)
    ordered = lines.order_by(Group.ended_at.is_not(None), Group.made_at.desc(), Group.id.desc())
    return [GroupLine._make(row) for row in session.execute(ordered.offset(offset).limit(most))]


def count_groups(session: Session, course_id: int) -> int:
    """How many groups a course has."""
    return session.execute(select(func.count()).where(Group.course_id == course_id)).scalar_one()


def led_by(session: Session, user_id: int, most: int) -> Sequence[GroupLine]:
    """The groups that somebody answers for, the newest first."""
    lines = _LINES.join(Lead, Lead.group_id == Group.id).where(Lead.user_id == user_id)
    ordered = lines.order_by(Group.ended_at.is_not(None), Group.made_at.desc(), Group.id.desc())
    return [GroupLine._make(row) for row in session.execute(ordered.limit(most))]


def add_group(session: Session, **values: Any) -> None:
    """Write a new group."""
    session.execute(insert(Group).values(**values))


def change_group(session: Session, group_id: int, **values: Any) -> None:
    """Set columns of a group."""
    session.execute(update(Group).where(Group.id == group_id).values(**values))


def leads_of(session: Session, group_id: int) -> Sequence[LeadRow]:
    """Who answers for a group, in the order in which they came."""
    query = select(User.id, User.key, User.name, User.address).join(Lead, Lead.user_id == User.id)
    ordered = query.where(Lead.group_id == group_id).order_by(Lead.since, User.id)
    return [LeadRow._make(row) for row in session.execute(ordered)]


def add_lead(session: Session, group_id: int, user_id: int, now: datetime) -> None:
    """Let somebody answer for a group; every page of theirs leads to it from now on."""
    row = insert_into(session, Lead).values(group_id=group_id, user_id=user_id, since=now)
    session.execute(row.on_conflict_do_nothing())
    session.execute(update(User).where(User.id == user_id).values(leads=True))


def remove_lead(session: Session, group_id: int, user_id: int) -> None:
    """Let somebody answer for a group no longer."""
    session.execute(delete(Lead).where(Lead.group_id == group_id, Lead.user_id == user_id))
    still = exists().where(Lead.user_id == User.id)
    session.execute(update(User).where(User.id == user_id, ~still).values(leads=False))
