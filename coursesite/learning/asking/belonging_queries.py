"""What of asks is one person's: for the export, and for when they leave."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, delete, select, update
from sqlalchemy.orm import Session

from coursesite.learning.asking.models import Ask, AskWord, CannedReply
from coursesite.library.models import Piece

BATCH = 500


class Said(NamedTuple):
    """A turn of a talk that is somebody's own, or was written to them."""

    ask_id: int
    user_id: int | None
    by_coach: bool
    text: str
    html: str
    said_at: datetime


def asks_of(session: Session, user_id: int) -> Sequence[tuple[Ask, str]]:
    """All that somebody asked, with the lesson's title."""
    asked = select(Ask, Piece.title).join(Piece, Piece.id == Ask.lesson_id).where(Ask.user_id == user_id)
    return [(ask, title) for ask, title in session.execute(asked.order_by(Ask.id))]


def said_in(session: Session, user_id: int) -> Iterator[Said]:
    """Every turn of the talks that somebody began, oldest first."""
    mine = select(Ask.id).where(Ask.user_id == user_id)
    yield from _said(session, _turns().where(AskWord.ask_id.in_(mine)))


def answered_by(session: Session, user_id: int) -> Iterator[Said]:
    """Every turn that somebody wrote as a coach to others."""
    mine = select(Ask.id).where(Ask.user_id == user_id)
    yield from _said(session, _turns().where(AskWord.user_id == user_id, AskWord.ask_id.not_in(mine)))


def public_of(session: Session, user_id: int) -> bool:
    """Whether others read anything that somebody asked."""
    shown = select(Ask.id).where(Ask.user_id == user_id, Ask.is_open | Ask.public_at.is_not(None))
    return session.execute(shown.limit(1)).first() is not None


def remove_asks(session: Session, user_id: int) -> None:
    """Delete all that somebody asked, with all that was said in it."""
    mine = select(Ask.id).where(Ask.user_id == user_id)
    session.execute(delete(AskWord).where(AskWord.ask_id.in_(mine)))
    session.execute(delete(Ask).where(Ask.user_id == user_id))


def disown_answers(session: Session, user_id: int) -> None:
    """Leave what somebody answered others without an owner."""
    session.execute(update(AskWord).where(AskWord.user_id == user_id).values(user_id=None))


def remove_replies(session: Session, user_id: int) -> None:
    """Delete the sentences that somebody kept."""
    session.execute(delete(CannedReply).where(CannedReply.user_id == user_id))


def _turns() -> Select[Any]:
    return select(*(getattr(AskWord, name) for name in Said._fields))


def _said(session: Session, statement: Select[Any]) -> Iterator[Said]:
    ordered = statement.order_by(AskWord.said_at, AskWord.id)
    for row in session.execute(ordered.execution_options(yield_per=BATCH)):
        yield Said._make(row)
