"""Who reads, and on which site."""

from dataclasses import dataclass
from datetime import datetime

from coursesite.web.filters import day_in_words


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: what a page says depends on no more than this. A visitor is known and not signed in."""

    known: bool = False
    signed_in: bool = False
    sees_all: bool = False
    time_zone: str = "UTC"

    def waits(self, opens_at: datetime | None) -> str:
        """When lessons open to somebody whose group has not begun; empty where they are open."""
        if opens_at is None or self.sees_all:
            return ""
        return f"opens on {day_in_words(opens_at, self.time_zone)}"


@dataclass(frozen=True, slots=True)
class Site:
    """What pages say about the site."""

    name: str
    base_url: str
