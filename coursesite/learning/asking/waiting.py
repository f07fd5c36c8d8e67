"""What waits for a coach in this room, as the desk's first page asks it."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from coursesite.learning.asking import desk_queries
from coursesite.learning.asking.desk_pages import DeskLine
from coursesite.learning.asking.queries import Placed
from coursesite.library.staff_queries import Who


def waiting(session: Session, who: Who, most: int) -> tuple[Sequence[DeskLine], int]:
    """The oldest asks that wait within a coach's reach, and how many wait in all; three queries, two for none."""
    total = desk_queries.count_waiting(session, who)
    return (lines(session, desk_queries.waiting(session, who, 0, most)), total) if total else ((), 0)


def lines(session: Session, rows: Sequence[Placed]) -> list[DeskLine]:
    """Asks with what their askers wrote last."""
    last = desk_queries.newest_words(session, [row.ask.id for row in rows]) if rows else {}
    return [DeskLine(row, last.get(row.ask.id)) for row in rows]
