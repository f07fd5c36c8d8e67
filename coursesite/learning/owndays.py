"""Days of a person's own calendar."""

from datetime import UTC, date, datetime, time, timedelta

from coursesite.web.filters import day_in_words, zone

NOON = time(12)


def own_day(now: datetime, time_zone: str) -> date:
    """The date on this person's calendar."""
    return now.astimezone(zone(time_zone)).date()


def monday_of(day: date) -> date:
    """The Monday of this day's week."""
    return day - timedelta(days=day.weekday())


def own_hour(now: datetime, time_zone: str) -> int:
    """The hour on this person's clock, 0 to 23."""
    return now.astimezone(zone(time_zone)).hour


def begins(day: date, time_zone: str) -> datetime:
    """The moment at which a day begins for this person, in UTC."""
    return datetime.combine(day, time(), zone(time_zone)).astimezone(UTC)


def in_words(day: date) -> str:
    """A day as "21 November 2026"."""
    return day_in_words(datetime.combine(day, NOON, UTC))


def when(day: date, today: date) -> str:
    """When a day is, seen from today: "tomorrow", "in four days, on 25 November 2026"."""
    ahead = (day - today) / timedelta(days=1)
    if ahead <= 0:
        return "today"
    if ahead == 1:
        return "tomorrow"
    return f"in {int(ahead)} days, on {in_words(day)}"


def is_quiet(hour: int, quiet_from: int, quiet_to: int) -> bool:
    """Whether an hour lies within quiet hours, which may go over midnight; the same hour twice means none."""
    if quiet_from <= quiet_to:
        return quiet_from <= hour < quiet_to
    return hour >= quiet_from or hour < quiet_to
