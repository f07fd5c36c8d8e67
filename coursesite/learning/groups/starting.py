"""When a group's lessons open to its members."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime

from coursesite.web.filters import day_in_words

LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Membership:
    """Somebody is in a group. `came_along` says that they came into the course with it and were not there before."""

    name: str
    starts_at: datetime | None
    came_along: bool

    def starts_in_words(self, now: datetime, time_zone: str) -> str:
        """When it starts, as in "begins on 3 March 2026"; empty for one without a date or that has begun."""
        if self.starts_at is None or self.starts_at <= now:
            return ""
        return f"begins on {day_in_words(self.starts_at, time_zone)}"


def opens_at(memberships: Collection[Membership], now: datetime) -> datetime | None:
    """The moment from which the lessons are open to somebody in these groups; None where they are open now.

    Who comes into a course with a group waits for the first of their groups to start. Who took the course before they
    came into a group goes on as before: nothing that was open is closed again.
    """
    if not any(one.came_along for one in memberships):
        return None
    first = min(one.starts_at or LONG_AGO for one in memberships)
    return first if first > now else None
