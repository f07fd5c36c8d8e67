"""Counting tries, and spending once-only values."""

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from coursesite.db import insert_into
from coursesite.web.models import LimitCount, UsedValue


def count_try(session: Session, name: str, subject: str, window_ends_at: datetime) -> int:
    """Add one to the count of this window and give the new count."""
    row = {"name": name, "subject": subject, "window_ends_at": window_ends_at, "count": 1}
    statement = insert_into(session, LimitCount).values(row)
    statement = statement.on_conflict_do_update(
        index_elements=["name", "subject", "window_ends_at"], set_={"count": LimitCount.count + 1}
    )
    return session.execute(statement.returning(LimitCount.count)).scalar_one()


def tries_in(session: Session, name: str, subject: str, window_ends_at: datetime) -> int:
    """The count of this window, without adding to it."""
    return (
        session.scalar(
            select(LimitCount.count).where(
                LimitCount.name == name, LimitCount.subject == subject, LimitCount.window_ends_at == window_ends_at
            )
        )
        or 0
    )


def forget_try(session: Session, name: str, subject: str) -> None:
    """Clear the counts of one subject, as a successful sign-in does."""
    session.execute(delete(LimitCount).where(LimitCount.name == name, LimitCount.subject == subject))


def spend_value(session: Session, value: str, now: datetime) -> bool:
    """Spend a once-only value: True for the first submission, False for every later one.

    On PostgreSQL a second submission waits here until the first one's transaction has ended.
    """
    statement = insert_into(session, UsedValue).values(value=value, used_at=now, outcome="").on_conflict_do_nothing()
    return session.execute(statement.returning(UsedValue.value)).first() is not None


def set_outcome(session: Session, value: str, outcome: str) -> None:
    """Remember where the first submission of this value led."""
    session.execute(update(UsedValue).where(UsedValue.value == value).values(outcome=outcome))


def outcome_of(session: Session, value: str) -> str:
    """Where the first submission of this value led; empty if it is not known."""
    return session.execute(select(UsedValue.outcome).where(UsedValue.value == value)).scalar_one_or_none() or ""


def forget_before(session: Session, counts_before: datetime, values_before: datetime) -> None:
    """Drop counts of windows that have ended and once-only values spent long ago."""
    session.execute(delete(LimitCount).where(LimitCount.window_ends_at < counts_before))
    session.execute(delete(UsedValue).where(UsedValue.used_at < values_before))
