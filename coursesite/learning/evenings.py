"""Evenings where a person lives: the hours in which a mail doesn't wake anybody."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time

from coursesite.learning.owndays import own_hour
from coursesite.web.filters import zone

EVENING = range(18, 22)
"""The hours of the day, by the person's own clock, in which they may be written to."""
BEGINS = time(EVENING.start)


def evening_of(day: date, time_zone: str) -> datetime:
    """The moment at which the evening of this day begins in this time zone."""
    return datetime.combine(day, BEGINS, zone(time_zone)).astimezone(UTC)


def is_evening(now: datetime, time_zone: str) -> bool:
    """Whether it is evening there."""
    return own_hour(now, time_zone) in EVENING


def in_the_evening(zones: Iterable[str], now: datetime) -> list[str]:
    """Those of these time zones in which it is evening."""
    return [name for name in zones if is_evening(now, name)]
