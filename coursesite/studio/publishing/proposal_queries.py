"""What was handed in: written down, changed, taken back, and looked for when its hour has come."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from coursesite.accounts.models import COACHES, User
from coursesite.db import insert_into
from coursesite.library.models import Part, Staff
from coursesite.studio.models import Proposal, Step


class Addressee(NamedTuple):
    """Somebody who may be written to."""

    user_id: int
    address: str
    name: str
    time_zone: str


def put(session: Session, piece_id: int, values: Mapping[str, Any]) -> None:
    """Write down what is handed in, in place of what was before."""
    new = insert_into(session, Proposal).values(piece_id=piece_id, **values)
    session.execute(new.on_conflict_do_update(index_elements=["piece_id"], set_=dict(values)))


def remove(session: Session, piece_id: int) -> None:
    """Let go of what was handed in."""
    session.execute(delete(Proposal).where(Proposal.piece_id == piece_id))


def take(session: Session, piece_id: int, step: Step, source: bytes) -> bool:
    """Take what was handed in, to publish it; False where it isn't there any more as it was read."""
    as_read = (Proposal.piece_id == piece_id, Proposal.step == step.value, Proposal.source == source)
    gone = delete(Proposal).where(*as_read).returning(Proposal.piece_id)
    return session.execute(gone.execution_options(synchronize_session=False)).first() is not None


def change(session: Session, piece_id: int, step: Step, source: bytes, values: Mapping[str, Any]) -> bool:
    """Write down what was decided about it; False where it isn't there any more as it was read."""
    changed = update(Proposal).where(Proposal.piece_id == piece_id, Proposal.step == step.value)
    changed = changed.where(Proposal.source == source).values(**values).returning(Proposal.piece_id)
    return session.execute(changed.execution_options(synchronize_session=False)).first() is not None


def due(session: Session, now: datetime, most: int) -> Sequence[int]:
    """The pieces whose hour has come, the earliest first."""
    query = select(Proposal.piece_id).where(Proposal.step == Step.SCHEDULED.value, Proposal.publish_at <= now)
    return list(session.execute(query.order_by(Proposal.publish_at, Proposal.piece_id).limit(most)).scalars())


def decided(session: Session, piece_ids: Collection[int]) -> Mapping[int, tuple[int, str]]:
    """By piece, who scheduled or approved what was handed in: their number, and their role now, empty where their
    account is closed. What somebody decided who has left isn't among them.
    """
    query = select(Proposal.piece_id, User.id, User.role, User.disabled_at).join(User, User.id == Proposal.decided_by)
    rows = session.execute(query.where(Proposal.piece_id.in_(piece_ids)))
    return {piece_id: (user_id, "" if disabled_at else role) for piece_id, user_id, role, disabled_at in rows}


def addressee(session: Session, user_id: int | None) -> Addressee | None:
    """Somebody by their number; None for who has left or may not sign in."""
    query = select(User.id, User.address, User.name, User.time_zone).where(User.id == user_id)
    query = query.where(User.address.is_not(None), User.disabled_at.is_(None))
    row = session.execute(query).one_or_none()
    return None if row is None else Addressee._make(row)


def deciders(session: Session, piece_id: int, but: int) -> Sequence[Addressee]:
    """Those who decide what others hand in of this course, post or page, by `library.rights`, without one person."""
    query = (
        select(User.id, User.address, User.name, User.time_zone)
        .join(Staff, Staff.user_id == User.id)
        .where(Staff.piece_id == piece_id, Staff.part.in_((Part.OWNER.value, Part.APPROVER.value)), User.id != but)
        .where(User.role.in_(COACHES), User.address.is_not(None), User.disabled_at.is_(None))
        .order_by(User.id)
    )
    return [Addressee._make(row) for row in session.execute(query)]
