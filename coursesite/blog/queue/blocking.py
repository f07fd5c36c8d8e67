"""Blocking whoever wrote a comment, until a day."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from coursesite.blog.models import Block
from coursesite.blog.queue.block_queries import BlockRow
from coursesite.blog.queue.item import Item
from coursesite.web.filters import day_in_words

SPANS = {
    "day": ("one day", timedelta(days=1)),
    "week": ("one week", timedelta(days=7)),
    "month": ("one month", timedelta(days=30)),
    "year": ("one year", timedelta(days=365)),
}
LONGEST_WHY = 300


def block_of(item: Item, whom: str, span: str, why: str, by: int, now: datetime) -> Block | None:
    """The block that was asked for; None where nothing fitting was chosen."""
    if span not in SPANS or whom not in dict(item.blockable):
        return None
    row = item.row
    return Block(
        user_id=row.user_id if whom == "account" else None,
        guest_id=row.guest_id if whom == "guest" else None,
        network=row.network if whom == "network" else None,
        why=" ".join(why.split())[:LONGEST_WHY],
        made_by_id=by,
        made_at=now,
        until=now + SPANS[span][1],
    )


@dataclass(frozen=True, slots=True)
class Line:
    """A block in the list."""

    row: BlockRow
    now: datetime
    time_zone: str

    @property
    def whom(self) -> str:
        """Who is blocked. Networks are told apart by the beginning of their hash."""
        if self.row.network is not None:
            return f"Network {self.row.network[:6]}{self._named('from which wrote')}"
        if self.row.guest_id is not None:
            return f"A guest{self._named('who wrote as')}"
        return f"The account of {self.row.account_name or 'somebody who has left'}"

    def _named(self, words: str) -> str:
        return f" {words} {', '.join(f'“{name}”' for name in self.row.names)}" if self.row.names else ""

    @property
    def is_live(self) -> bool:
        """Whether it is in force."""
        return self.row.lifted_at is None and self.row.until > self.now

    @property
    def ends(self) -> str:
        """Until when, or since when no longer."""
        if self.row.lifted_at is not None:
            return f"lifted on {day_in_words(self.row.lifted_at, self.time_zone)}"
        word = "until" if self.is_live else "ended on"
        return f"{word} {day_in_words(self.row.until, self.time_zone)}"

    @property
    def made(self) -> str:
        """Who made it, and when."""
        return f"by {self.row.made_by or 'a coach who has left'} on {day_in_words(self.row.made_at, self.time_zone)}"
