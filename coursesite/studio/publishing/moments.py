"""A day and a time as somebody types them in their own time zone, made into a moment."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from coursesite.web.filters import moment_in_words, zone

LATEST = timedelta(days=2 * 366)


class Refused(ValueError):
    """No such moment can be meant; the sentence says why, and what to do."""


def moment_of(day: str, time: str, time_zone: str, now: datetime) -> datetime:
    """The moment that is this day and time there, such as 2026-11-02 and 09:30. Raises `Refused`.

    A time that comes twice, when clocks go back, is the earlier one; one that never comes, when they go forward, is
    refused, and so is one that is over.
    """
    there = zone(time_zone)
    try:
        typed = datetime.fromisoformat(f"{day.strip()}T{time.strip()}")
        moment = typed.replace(tzinfo=there).astimezone(UTC)
    except (ValueError, OverflowError):
        # The latter comes of the first and last days that there are.
        raise Refused("Choose a day and a time, such as 2 November 2026 and 09:30.") from None
    if typed.tzinfo is not None:
        raise Refused("Choose a day and a time, such as 2 November 2026 and 09:30.")
    if moment.astimezone(there).replace(tzinfo=None) != typed:
        after = moment.astimezone(there).strftime("%H:%M")
        words = f"There is no {typed:%H:%M} on that day: clocks go forward, and it is {after} at once."
        raise Refused(f"{words} Choose another time.")
    if moment <= now:
        said = moment_in_words(moment, time_zone)
        raise Refused(f"{said} is over. Choose a time that is still to come, or publish it now.")
    if moment - now > LATEST:
        raise Refused("That is more than two years away. Choose an earlier day.")
    return moment


def suggested(now: datetime, time_zone: str) -> tuple[str, str]:
    """A day and a time to begin with: tomorrow at nine."""
    tomorrow = now.astimezone(ZoneInfo(zone(time_zone).key)) + timedelta(days=1)
    return tomorrow.strftime("%Y-%m-%d"), "09:00"
