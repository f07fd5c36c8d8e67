"""What of shared entries is one person's: for the export, and for when they leave."""

from collections.abc import Iterator

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from coursesite.learning.journal.models import EntryReply

BATCH = 500


def replies_to(session: Session, user_id: int) -> Iterator[EntryReply]:
    """Everything that coaches wrote back to somebody, oldest first."""
    found = select(EntryReply).where(EntryReply.user_id == user_id).order_by(EntryReply.written_at, EntryReply.id)
    yield from session.scalars(found.execution_options(yield_per=BATCH))


def replies_by(session: Session, user_id: int) -> Iterator[EntryReply]:
    """Everything that somebody wrote back to others as a coach, oldest first."""
    found = select(EntryReply).where(EntryReply.coach_id == user_id, EntryReply.user_id != user_id)
    ordered = found.order_by(EntryReply.written_at, EntryReply.id)
    yield from session.scalars(ordered.execution_options(yield_per=BATCH))


def disown_replies(session: Session, user_id: int) -> None:
    """Leave what somebody wrote back to others without an owner."""
    session.execute(update(EntryReply).where(EntryReply.coach_id == user_id).values(coach_id=None))
