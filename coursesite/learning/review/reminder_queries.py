"""Who wants to be reminded of their review."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import exists, literal_column, select, update
from sqlalchemy.orm import Session

from coursesite.accounts.models import User
from coursesite.learning.review.models import Card, CardReview, ReviewSettings

FURTHEST_EAST = timedelta(hours=14)
"""How far the earliest calendar is ahead of UTC."""
LATELY = timedelta(hours=6)


class Reader(NamedTuple):
    """Somebody who wants reminders, and how."""

    user_id: int
    address: str
    time_zone: str
    remind_at: int
    quiet_from: int
    quiet_to: int
    mailed_at: datetime | None


def readers(session: Session, after: int, most: int, now: datetime) -> Sequence[Reader]:
    """People with an account who asked for reminders and may be due for one, by their numbers from there on.

    Left out is who can't be: mailed lately, at it just now, or with nothing due on any calendar of the world. The rest
    depends on each person's own day, and a pause is not looked at.
    """
    due = exists().where(Card.user_id == User.id, Card.left_out_at.is_(None), Card.due <= (now + FURTHEST_EAST).date())
    at_it = exists().where(CardReview.user_id == User.id, CardReview.asked_at >= now - LATELY)
    mailed = ReviewSettings.mailed_at.is_not(None) & (ReviewSettings.mailed_at >= now - LATELY)
    found = (
        select(User.id, User.address, User.time_zone, ReviewSettings.remind_at, ReviewSettings.quiet_from)
        .add_columns(ReviewSettings.quiet_to, ReviewSettings.mailed_at)
        .join(User, User.id == ReviewSettings.user_id)
        .where(ReviewSettings.by_mail, User.id > after)
        .where(User.address.is_not(None), User.disabled_at.is_(None), User.erased_at.is_(None))
        .where(due, ~at_it, ~mailed)
    )
    return [Reader(*row) for row in session.execute(found.order_by(User.id).limit(most))]


def set_mailed(session: Session, reader: Reader, now: datetime) -> bool:
    """Note that a mail goes; False where another has gone since, or none is wanted any more."""
    same = ReviewSettings.mailed_at.is_not_distinct_from(reader.mailed_at)
    mine = update(ReviewSettings).where(ReviewSettings.user_id == reader.user_id, ReviewSettings.by_mail, same)
    noted: Any = session.execute(mine.values(mailed_at=now).returning(literal_column("1")))
    return noted.first() is not None
