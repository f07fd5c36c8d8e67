"""Promises and plans as one person's: for the export, and for when they leave."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import delete, exists, select, update
from sqlalchemy.orm import Session, aliased

from coursesite.learning.intending.models import Plan, Promise
from coursesite.library.models import Piece

BATCH = 500
TABLES: tuple[Any, ...] = (Promise, Plan)


def each(session: Session, table: Any, user_id: int) -> Iterator[tuple[Any, str]]:
    """This person's rows of one of the two tables, oldest first, with the lesson's title."""
    found = select(table, Piece.title).outerjoin(Piece, Piece.id == table.lesson_id)
    found = found.where(table.user_id == user_id).order_by(table.id)
    for row in session.execute(found.execution_options(yield_per=BATCH)):
        yield row[0], row[1] or ""


def remove(session: Session, user_ids: Sequence[int]) -> None:
    """Delete every row of these people."""
    for table in TABLES:
        gone = delete(table).where(table.user_id.in_(user_ids))
        session.execute(gone.execution_options(synchronize_session=False))


def move(session: Session, visitor_id: int, user_id: int) -> None:
    """Give a visitor's rows to an account; what both sent by the same form stays once."""
    for table in TABLES:
        own = aliased(table)
        both = exists().where(own.user_id == user_id, own.once == table.once)
        moved = update(table).where(table.user_id == visitor_id, ~both).values(user_id=user_id)
        session.execute(moved.execution_options(synchronize_session=False))
    remove(session, [visitor_id])
