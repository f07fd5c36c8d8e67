"""Noting a feeling: where it lies on the grid, a word for it, a line about it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from coursesite.learning.growth import queries
from coursesite.learning.growth.bounds import MOST_FEELINGS
from coursesite.learning.growth.grid import Cell
from coursesite.learning.growth.models import Feeling
from coursesite.learning.records import queries as records


class Full(Exception):
    """There are as many notes as are kept; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Noted:
    """A feeling as it was sent. Without a word of one's own it has the grid's."""

    cell: Cell
    word: str
    note: str
    once: str


def note(session: Session, user_id: int, noted: Noted, now: datetime) -> None:
    """Keep a feeling; the same form sent twice is one note. Raises `Full`."""
    if queries.count_feelings(session, user_id) >= MOST_FEELINGS:
        raise Full(
            f"{MOST_FEELINGS:,} notes are kept, and there is room for no more. Nothing was kept yet; delete a few that "
            "you don’t need, and send it again."
        )
    where = {"pleasant": noted.cell.pleasant, "energetic": noted.cell.energetic}
    words = {"word": noted.word or noted.cell.word, "note": noted.note}
    records.insert_or_leave(session, Feeling, user_id=user_id, **where, **words, felt_at=now, once=noted.once)
