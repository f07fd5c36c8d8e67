"""A piece's wordings, and two of them beside each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from coursesite.library.rights import Rights
from coursesite.studio.addresses import WRITE, desk_href
from coursesite.studio.publishing.differences import Difference, differences, lines_of, paragraphs_of
from coursesite.studio.publishing.pages.words import counted
from coursesite.studio.publishing.piece_queries import Subject
from coursesite.studio.publishing.revision_queries import Line, Wording
from coursesite.web.filters import moment_in_words
from coursesite.web.paging import page_count

ON_A_PAGE = 30
DRAFT = "draft"


@dataclass(frozen=True)
class HistoryPage:
    """A page of the list."""

    subject: Subject
    rights: Rights
    lines: Sequence[Line]
    total: int
    number: int
    time_zone: str

    @property
    def address(self) -> str:
        """This page."""
        return desk_href(self.subject.key, "history")

    @property
    def trail(self) -> list[tuple[str, str | None]]:
        """The pages above this one."""
        return _trail(self.subject, ("Earlier wordings", None))

    def who(self, line: Line) -> str:
        """Who wrote it and when."""
        return _who(line, self.time_zone)

    def href(self, line: Line) -> str:
        """What changed with it."""
        return f"{self.address}/{line.number}"

    def is_published(self, line: Line) -> bool:
        """Whether it is the one on the site."""
        return line.id == self.subject.published_id and self.subject.is_shown

    @property
    def links(self) -> list[tuple[int, str]]:
        """The pages of the list: number and address, empty for this one."""
        pages = range(1, page_count(self.total, ON_A_PAGE) + 1)
        return [(one, "" if one == self.number else f"{self.address}?page={one}") for one in pages]


@dataclass(frozen=True, slots=True)
class Side:
    """One of two wordings: its name, its text, what is read of it (None where faults keep it from being read)."""

    name: str
    source: bytes
    compiled: Mapping[str, Any] | None
    wording: Wording | None = None


@dataclass(frozen=True)
class ComparePage:
    """Two wordings, the older one first; what differs in what is read and in what was typed."""

    subject: Subject
    rights: Rights
    older: Side
    newer: Side
    newest: int
    time_zone: str

    @property
    def title(self) -> str:
        """Which two."""
        first = self.older.wording is None and not self.older.source
        return (
            f"{self.newer.name}, the first"
            if first
            else f"{self.older.name} and {self.newer.name[0].lower()}{self.newer.name[1:]}"
        )

    @property
    def trail(self) -> list[tuple[str, str | None]]:
        """The pages above this one."""
        return _trail(self.subject, ("Earlier wordings", desk_href(self.subject.key, "history")), (self.title, None))

    @cached_property
    def read(self) -> Difference | None:
        """What differs for who reads it; None where one of the two can't be read."""
        if self.older.compiled is None or self.newer.compiled is None:
            return None
        return differences(paragraphs_of(self.older.compiled), paragraphs_of(self.newer.compiled))

    @cached_property
    def typed(self) -> Difference:
        """What differs in the text as it was typed."""
        return differences(lines_of(self.older.source), lines_of(self.newer.source))

    @property
    def sides(self) -> list[tuple[Side, str]]:
        """The wordings that can be gone back to, each with who wrote it."""
        sides = (self.older, self.newer)
        return [(side, _who(side.wording, self.time_zone)) for side in sides if side.wording is not None]

    def restore_href(self, side: Side) -> str:
        """Where the form leads that goes back to it."""
        number = side.wording.number if side.wording else 0
        return desk_href(self.subject.key, f"history/{number}/restore")

    def can_restore(self, side: Side) -> bool:
        """Whether going back to it would change anything, for somebody who may."""
        return self.rights.writes and side.source != self.subject.text

    @property
    def others(self) -> list[tuple[str, str]]:
        """Other comparisons: words and address."""
        base = self.newer.wording or self.older.wording
        if base is None:
            return []
        address = desk_href(self.subject.key, f"history/{base.number}")
        found, shown = [], {side.wording.number if side.wording else 0 for side in (self.older, self.newer)}
        if base.number > 1 and 1 not in shown:
            found.append((f"Wording {base.number} with the first", f"{address}?against=1"))
        if self.newest not in shown:
            found.append((f"Wording {base.number} with the newest", f"{address}?against={self.newest}"))
        if self.subject.draft not in (None, self.newer.source):
            found.append((f"Wording {base.number} with the draft", f"{address}?against={DRAFT}"))
        return found

    @staticmethod
    def words_changed(difference: Difference) -> str:
        """How many words came and went."""
        return f"{counted(difference.words_in, 'word')} in, {counted(difference.words_out, 'word')} out"


def _trail(subject: Subject, *last: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    return [("Write", WRITE), (subject.title, desk_href(subject.key)), *last]


def _who(line: Line | Wording, time_zone: str) -> str:
    by = line.by or "From a file, or by somebody who has left"
    return f"{by}, {moment_in_words(line.created_at, time_zone)}"
