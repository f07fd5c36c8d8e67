"""Days and evenings where a person lives: their own midnight, and the hours in which a mail doesn't wake anybody."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from coursesite.web.filters import zone

EVENING = range(18, 22)
"""The hours of the day, by the person's own clock, in which they may be written to."""
BEGINS = time(EVENING.start)


def today(now: datetime, time_zone: str) -> date:
    """The day that it is for a person in this time zone."""
    return now.astimezone(zone(time_zone)).date()


def monday_of(day: date) -> date:
    """The Monday of this day's week."""
    return day - timedelta(days=day.weekday())


def evening_of(day: date, time_zone: str) -> datetime:
    """The moment at which the evening of this day begins in this time zone."""
    return datetime.combine(day, BEGINS, zone(time_zone)).astimezone(UTC)


def is_evening(now: datetime, time_zone: str) -> bool:
    """Whether it is evening there."""
    return now.astimezone(zone(time_zone)).hour in EVENING


def in_the_evening(zones: Iterable[str], now: datetime) -> list[str]:
    """Those of these time zones in which it is evening."""
    return [name for name in zones if is_evening(now, name)]
