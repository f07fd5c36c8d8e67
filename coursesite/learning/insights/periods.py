"""Whom figures are about: those who joined the course within some days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from coursesite.learning.insights.cells import ALL, spans_between
from coursesite.web.filters import count_in_words

EARLIEST = date(2000, 1, 1)
LAST_DAYS = (30, 90)
BEGINNING, END = "0000-00-00", "9999-99-99"


@dataclass(frozen=True, slots=True)
class Period:
    """Days (UTC), both included; without a first day it is all of the time. `chosen` is the address's word for it."""

    chosen: str
    first: date | None
    last: date

    @property
    def spans(self) -> tuple[str, ...]:
        """The spans of the sums that make it up."""
        return (ALL,) if self.first is None else tuple(spans_between(self.first, self.last))

    @property
    def days(self) -> tuple[str, str]:
        """The first and the last day as journeys name them."""
        return (BEGINNING, END) if self.first is None else (self.first.isoformat(), self.last.isoformat())

    @property
    def asked(self) -> dict[str, str]:
        """What an address says for it; nothing for all of the time."""
        if self.first is None:
            return {}
        if self.chosen:
            return {"days": self.chosen}
        return {"from": self.first.isoformat(), "to": self.last.isoformat()}

    @property
    def words(self) -> str:
        """When they joined, as the end of a sentence."""
        if self.first is None:
            return "at any time"
        if self.chosen:
            return f"in the last {self.chosen} days"
        return f"from {_said(self.first)} to {_said(self.last)}"


def _said(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def period_of(asked: Mapping[str, str], today: date) -> Period:
    """The period that an address asks for; all of the time where it asks for none, or for nothing that can be read."""
    chosen = asked.get("days", "")
    if chosen in {str(days) for days in LAST_DAYS}:
        return Period(chosen, today - timedelta(days=int(chosen) - 1), today)
    first, last = _day(asked.get("from", "")), _day(asked.get("to", ""))
    if first is None and last is None:
        return Period("", None, today)
    first, last = max(first or EARLIEST, EARLIEST), min(last or today, today)
    return Period("", min(first, last), last)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == len("2026-11-22") else None
    except ValueError:
        return None


def href(here: str, *asked: Mapping[str, str]) -> str:
    """An address with all that is asked for."""
    together = {name: value for one in asked for name, value in one.items() if value}
    return f"{here}?{urlencode(together)}" if together else here


def in_days(days: int) -> str:
    """How long so many days are, in words: "12 days", "5 weeks", "7 months"."""
    for length, word, least in ((30, "month", 90), (7, "week", 14)):
        if days >= least:
            return count_in_words(days // length, word)
    return count_in_words(days, "day")
