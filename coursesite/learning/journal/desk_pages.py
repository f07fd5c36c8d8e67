"""Shared entries, as the coach's desk shows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from coursesite.learning.asking.pages import ON_A_PAGE
from coursesite.learning.journal.desk_queries import SharedRow
from coursesite.learning.journal.pages import Reply, Wording
from coursesite.library.addresses import address_of, exercise_anchor
from coursesite.library.models import Kind, State
from coursesite.text.plain import excerpt
from coursesite.web.paging import links_to

DESK = "/studio/shared/"
LONGEST_LINE = 240


@dataclass(frozen=True, slots=True)
class SharedLine:
    """A shared entry in a coach's list."""

    row: SharedRow

    @property
    def href(self) -> str:
        """The coaches' page of it."""
        return f"{DESK}{self.row.author_key}/{self.row.lesson_key}/{self.row.entry.exercise}/"

    @property
    def lesson_href(self) -> str:
        """The exercise in its lesson; empty while that isn't published."""
        if {self.row.lesson_state, self.row.course_state} != {State.PUBLISHED.value}:
            return ""
        address = address_of(Kind.LESSON, self.row.lesson_slug, self.row.course_slug)
        return f"{address}#{exercise_anchor(self.row.entry.exercise)}"

    @property
    def author(self) -> str:
        """Whose it is."""
        return self.row.author or "A learner"

    @property
    def waits(self) -> bool:
        """Whether no coach has written back yet, or said that it was read."""
        return self.row.entry.waits_since is not None

    @property
    def is_urgent(self) -> bool:
        """Whether it speaks of harming oneself, and waits."""
        return self.row.entry.apart and self.waits

    @property
    def since(self) -> datetime:
        """Since when it waits, or else is shared."""
        entry = self.row.entry
        return entry.waits_since or entry.shared_at or entry.written_at

    @property
    def extract(self) -> str:
        """Its beginning, on one line."""
        return excerpt(self.row.entry.text, LONGEST_LINE)


@dataclass(frozen=True, slots=True)
class SharedPage:
    """The list. `course` is the key of the one that was chosen."""

    lines: Sequence[SharedLine]
    total: int
    number: int
    waiting: int
    is_answered: bool
    course: str
    courses: Sequence[tuple[str, str]]

    @property
    def tabs(self) -> list[tuple[str, str, bool]]:
        """The two lists: words, address, whether it is this one."""
        waiting = f"Waiting ({self.waiting:,})" if self.waiting else "Waiting"
        return [(waiting, DESK, not self.is_answered), ("Read", f"{DESK}?state=read", self.is_answered)]

    @property
    def links(self) -> list[tuple[int, str]]:
        """The pages of the list."""
        asked = {"state": "read"} if self.is_answered else {}
        asked |= {"course": self.course} if self.course else {}
        return links_to(DESK, asked, self.total, self.number, ON_A_PAGE)


@dataclass(frozen=True, slots=True)
class SharedEntry(SharedLine):
    """One shared entry with what it answers to, and what was written back."""

    wording: Wording
    replies: Sequence[Reply]
