"""Days, weeks and stories as one person's: for the export, and for when they leave."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from coursesite.learning.days.models import Day, DayFrame, Story, WeekLook

BATCH = 500
TABLES: tuple[Any, ...] = (DayFrame, Day, WeekLook, Story)


def each(session: Session, table: Any, user_id: int, by: Any) -> Iterator[Any]:
    """This person's rows of one table, in the order of a column."""
    found = select(table).where(table.user_id == user_id).order_by(by)
    yield from session.scalars(found.execution_options(yield_per=BATCH))


def remove(session: Session, user_ids: Sequence[int]) -> None:
    """Delete every row of these people."""
    for table in TABLES:
        gone = delete(table).where(table.user_id.in_(user_ids))
        session.execute(gone.execution_options(synchronize_session=False))
