"""How templates say dates and numbers in words."""

from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.dates import format_date, format_datetime
from flask import Flask

LOCALE = "en_GB"


def init(app: Flask) -> None:
    """Give templates the filters."""
    app.add_template_filter(moment_in_words, "moment")
    app.add_template_filter(day_in_words, "day")
    app.add_template_filter(count_in_words, "count")


def zone(name: str) -> ZoneInfo:
    """The time zone of this name; UTC for a name nobody knows (any more)."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def moment_in_words(moment: datetime, time_zone: str = "UTC") -> str:
    """A moment as a person in that time zone would say it: "Saturday 21 November 2026, 18:05"."""
    return format_datetime(moment.astimezone(zone(time_zone)), "EEEE d MMMM y, HH:mm", locale=LOCALE)


def day_in_words(moment: datetime, time_zone: str = "UTC") -> str:
    """The day of a moment in that time zone: "21 November 2026"."""
    return _day(moment.astimezone(zone(time_zone)).date())


@lru_cache(1024)
def _day(day: date) -> str:
    return format_date(day, "d MMMM y", locale=LOCALE)


def month_in_words(year: int, month: int) -> str:
    """A month and its year: "November 2026"."""
    return format_date(date(year, month, 1), "MMMM y", locale=LOCALE)


NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def count_in_words(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun, in words up to twelve: "one lesson", "eight lessons", "no lessons", "40 lessons"."""
    word = NUMBERS[number] if 0 <= number < len(NUMBERS) else str(number)
    return f"{word} {one if number == 1 else many or one + 's'}"
