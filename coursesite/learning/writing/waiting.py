"""What waits for a coach in this room, as the desk's first page asks it."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from coursesite.learning.writing import desk_queries
from coursesite.learning.writing.pages import DeskLine
from coursesite.library.staff_queries import Who


def waiting(session: Session, who: Who, most: int) -> tuple[Sequence[DeskLine], int]:
    """The oldest texts that wait within a coach's reach, and how many wait in all; one query."""
    rows, total = desk_queries.oldest_waiting(session, who, most)
    return [DeskLine(*row) for row in rows], total
