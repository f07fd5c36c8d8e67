"""The sentences that a coach keeps for answering."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from coursesite.learning.asking.models import CannedReply


def replies_of(session: Session, user_id: int) -> Sequence[CannedReply]:
    """All of one coach's, by name."""
    return list(
        session.scalars(
            select(CannedReply).where(CannedReply.user_id == user_id).order_by(CannedReply.name, CannedReply.id)
        )
    )


def reply_of(session: Session, user_id: int, reply_id: int) -> CannedReply | None:
    """One of a coach's own."""
    return session.scalar(select(CannedReply).where(CannedReply.id == reply_id, CannedReply.user_id == user_id))


def count_replies(session: Session, user_id: int) -> int:
    """How many a coach keeps."""
    return session.scalar(select(func.count()).select_from(CannedReply).where(CannedReply.user_id == user_id)) or 0


def add_reply(session: Session, user_id: int, name: str, text: str, now: datetime) -> None:
    """Keep one more."""
    session.add(CannedReply(user_id=user_id, name=name, text=text, changed_at=now))


def remove_reply(session: Session, reply: CannedReply) -> None:
    """Keep it no longer."""
    session.execute(delete(CannedReply).where(CannedReply.id == reply.id))
