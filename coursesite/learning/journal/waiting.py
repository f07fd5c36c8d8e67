"""What waits for a coach in this room, as the desk's first page asks it."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from coursesite.learning.journal import desk_queries
from coursesite.learning.journal.desk_pages import SharedLine
from coursesite.library.staff_queries import Who


def waiting(session: Session, who: Who, most: int) -> Sequence[SharedLine]:
    """The oldest shared entries that wait within a coach's reach, before them what speaks of harming oneself."""
    return [SharedLine(row) for row in desk_queries.waiting(session, who, "", 0, most, newest=False)]
