"""Searches that found nothing: counted, listed, forgotten."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from coursesite.db import insert_into
from coursesite.library.search.models import MissedSearch


def count_missed(session: Session, words: str, day: date) -> None:
    """Count one more search for these words that found nothing."""
    first = insert_into(session, MissedSearch).values(day=day.isoformat(), words=words, count=1)
    more = first.on_conflict_do_update(index_elements=["day", "words"], set_={"count": MissedSearch.count + 1})
    session.execute(more)


def missed(session: Session, days: tuple[str, str], fewest: int, most: int) -> Sequence[tuple[str, int, str]]:
    """The words that found nothing at least so often from the first day to the last, how often, and when they last did.

    The most often come first.
    """
    times = func.sum(MissedSearch.count)
    query = (
        select(MissedSearch.words, times, func.max(MissedSearch.day))
        .where(MissedSearch.day.between(*days))
        .group_by(MissedSearch.words)
        .having(times >= fewest)
        .order_by(times.desc(), MissedSearch.words)
        .limit(most)
    )
    return [(words, int(number), day) for words, number, day in session.execute(query)]


def forget_missed(session: Session, before: date) -> None:
    """Drop what was counted before this day."""
    session.execute(delete(MissedSearch).where(MissedSearch.day < before.isoformat()))
