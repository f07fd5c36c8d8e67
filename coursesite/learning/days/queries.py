"""Days, frames, looks back and stories in the database."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from coursesite.db import insert_into
from coursesite.learning.days.models import Day, DayFrame, Story, WeekLook


def frame_of(session: Session, user_id: int) -> DayFrame | None:
    """The standing frame."""
    return session.get(DayFrame, user_id)


def day_of(session: Session, user_id: int, day: date) -> Day | None:
    """One day."""
    return session.get(Day, (user_id, day))


def days_before(session: Session, user_id: int, before: date, most: int) -> Sequence[Day]:
    """The days with an entry before a day, the latest first."""
    found = select(Day).where(Day.user_id == user_id, Day.day < before)
    return list(session.scalars(found.order_by(Day.day.desc()).limit(most)))


def days_between(session: Session, user_id: int, first: date, last: date) -> Sequence[Day]:
    """The days with an entry from the first to the last, in their order."""
    found = select(Day).where(Day.user_id == user_id, Day.day >= first, Day.day <= last)
    return list(session.scalars(found.order_by(Day.day)))


def has_before(session: Session, user_id: int, monday: date) -> bool:
    """Whether a day or a look back stands before the week that began on this Monday."""
    days = select(Day.day).where(Day.user_id == user_id, Day.day < monday)
    looks = select(WeekLook.monday).where(WeekLook.user_id == user_id, WeekLook.monday < monday)
    return bool(session.scalar(select(or_(days.exists(), looks.exists()))))


def look_of(session: Session, user_id: int, monday: date) -> WeekLook | None:
    """The look back at the week that began on this Monday."""
    return session.get(WeekLook, (user_id, monday))


def put(session: Session, table: Any, keys: dict[str, Any], values: dict[str, Any]) -> None:
    """Write a row, over what stood under its key."""
    statement = insert_into(session, table).values(**keys, **values)
    session.execute(statement.on_conflict_do_update(index_elements=list(keys), set_=values))


def remove_day(session: Session, user_id: int, day: date) -> None:
    """Delete one day."""
    session.execute(delete(Day).where(Day.user_id == user_id, Day.day == day))


def remove_frame(session: Session, user_id: int) -> None:
    """Delete the standing frame."""
    session.execute(delete(DayFrame).where(DayFrame.user_id == user_id))


def remove_look(session: Session, user_id: int, monday: date) -> None:
    """Delete the look back at one week."""
    session.execute(delete(WeekLook).where(WeekLook.user_id == user_id, WeekLook.monday == monday))


def versions_of(session: Session, user_id: int) -> Sequence[Story]:
    """The versions of somebody's story, the latest first. There are never many."""
    return list(session.scalars(select(Story).where(Story.user_id == user_id).order_by(Story.number.desc())))


def version_sent_as(session: Session, user_id: int, once: str) -> Story | None:
    """The version that this submission became, if it has come before."""
    return session.scalars(select(Story).where(Story.user_id == user_id, Story.once == once)).first()


def last_version(session: Session, user_id: int) -> Story | None:
    """The latest version."""
    found = select(Story).where(Story.user_id == user_id).order_by(Story.number.desc()).limit(1)
    return session.scalars(found).first()


def count_versions(session: Session, user_id: int) -> int:
    """How many versions there are."""
    return int(session.execute(select(func.count()).where(Story.user_id == user_id)).scalar_one())


def remove_version(session: Session, user_id: int, number: int, once: str) -> None:
    """Delete one version, which `once` tells from a later one: the latest version's number is given again."""
    session.execute(delete(Story).where(Story.user_id == user_id, Story.number == number, Story.once == once))
