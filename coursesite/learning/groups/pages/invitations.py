"""Invitations that wait for an answer, as lines of a list."""

from collections.abc import Sequence
from dataclasses import dataclass

from coursesite.learning.groups.invitation_queries import InvitationRow
from coursesite.learning.groups.inviting import NAMES
from coursesite.web.filters import count_in_words, day_in_words

MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class InvitationLine:
    """One invitation."""

    row: InvitationRow
    href: str
    time_zone: str

    @property
    def words(self) -> str:
        """As what, by whom, until when."""
        until = day_in_words(self.row.expires_at, self.time_zone)
        by = self.row.by_name or "somebody who left"
        return f"as {NAMES.get(self.row.part, self.row.part)}, by {by}, good until {until}"


@dataclass(frozen=True, slots=True)
class Waiting:
    """The invitations that wait: the newest, and how many there are."""

    lines: tuple[InvitationLine, ...]
    total: int

    @property
    def more(self) -> str:
        """How many are not shown; empty where all are."""
        left = self.total - len(self.lines)
        return f"{count_in_words(left, 'more invitation').capitalize()} before these." if left > 0 else ""


def waiting(rows: Sequence[InvitationRow], total: int, place: str, time_zone: str) -> Waiting:
    """These invitations; `place` is the address below which each is answered."""
    lines = tuple(InvitationLine(row, f"{place}invitations/{row.id}", time_zone) for row in rows)
    return Waiting(lines, total)
