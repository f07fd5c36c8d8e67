"""What a group's lead is told, so that no figure speaks of one person.

Three things see to that. A group of fewer than five people has no figures. A count is told exactly only where it speaks
of three people or more on either side: else it says "one or two", or "all but one or two". And figures are those of the
last Monday, so that nobody can watch a number move on the day on which one person learns, or comes into the group.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

FEWEST = 5
"""People that a group has to have, those who lead it not counted, before anything is told about it."""
FEWEST_TOLD = 3
"""People that an exact count speaks of at least."""


def as_of(now: datetime) -> datetime:
    """The moment whose figures are shown: the beginning, in UTC, of the last Monday."""
    monday = (now.astimezone(UTC) - timedelta(days=now.astimezone(UTC).weekday())).date()
    return datetime(monday.year, monday.month, monday.day, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Count:
    """How many of a group did something, told so that nobody is singled out."""

    count: int
    of: int

    @property
    def words(self) -> str:
        """The count in words."""
        left = self.of - self.count
        if self.count <= 0:
            return "nobody yet"
        if left <= 0:
            return "everybody"
        if self.count < FEWEST_TOLD:
            return "one or two"
        return "all but one or two" if left < FEWEST_TOLD else f"{self.count} of {self.of}"

    @property
    def bar(self) -> float:
        """How long its bar is, from 0 to the number of people: no more exact than the words."""
        if 0 < self.count < FEWEST_TOLD:
            return 1.5
        left = self.of - self.count
        return self.of - 1.5 if 0 < left < FEWEST_TOLD else float(self.count)
