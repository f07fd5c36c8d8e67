"""Self-ratings and feelings as one person's: for the export, and for when they leave."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from coursesite.learning.growth.models import Feeling, SelfRating
from coursesite.library.models import Piece

BATCH = 500
TABLES: tuple[Any, ...] = (SelfRating, Feeling)


def ratings(session: Session, user_id: int) -> Iterator[tuple[SelfRating, str]]:
    """This person's self-ratings, oldest first, with the course's title."""
    found = select(SelfRating, Piece.title).join(Piece, Piece.id == SelfRating.course_id)
    found = found.where(SelfRating.user_id == user_id).order_by(SelfRating.rated_at, SelfRating.course_id)
    for row in session.execute(found.execution_options(yield_per=BATCH)):
        yield row[0], row[1]


def feelings(session: Session, user_id: int) -> Iterator[Feeling]:
    """This person's feelings, oldest first."""
    found = select(Feeling).where(Feeling.user_id == user_id).order_by(Feeling.id)
    yield from session.scalars(found.execution_options(yield_per=BATCH))


def remove(session: Session, user_ids: Sequence[int]) -> None:
    """Delete every row of these people."""
    for table in TABLES:
        gone = delete(table).where(table.user_id.in_(user_ids))
        session.execute(gone.execution_options(synchronize_session=False))
