"""Asks in the lists at the coach's desk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from coursesite.learning.asking.pages import DESK, ON_A_PAGE, Line
from coursesite.learning.asking.queries import WordRow
from coursesite.text.plain import excerpt
from coursesite.web.markup import safe
from coursesite.web.paging import links_to

LONGEST_LINE = 160


@dataclass(frozen=True, slots=True)
class DeskLine(Line):
    """An ask in a coach's list, with what its asker wrote last."""

    last: WordRow | None

    @property
    def since(self) -> datetime:
        """Since when it waits, or else when it was answered."""
        ask = self.placed.ask
        return ask.waits_since or ask.answered_at or ask.asked_at

    @property
    def asker(self) -> str:
        """Who asked."""
        return self.placed.asker or "A learner"

    @property
    def html(self) -> Markup:
        """What they wrote last."""
        return safe(self.last.html if self.last else "")

    @property
    def extract(self) -> str:
        """Its beginning, on one line."""
        return excerpt(self.last.text if self.last else "", LONGEST_LINE)

    @property
    def is_urgent(self) -> bool:
        """Whether it speaks of harming oneself, and waits."""
        return self.placed.ask.apart and self.placed.ask.waits_since is not None

    @property
    def is_followed_up(self) -> bool:
        """Whether it was answered before."""
        return self.placed.ask.answered_at is not None


@dataclass(frozen=True, slots=True)
class DeskPage:
    """What learners asked, as a coach reads it. `course` is the key of the one that was chosen."""

    lines: Sequence[DeskLine]
    total: int
    number: int
    waits: int
    answered: bool
    course: str
    courses: Sequence[tuple[str, str]]

    @property
    def tabs(self) -> list[tuple[str, str, bool]]:
        """The two lists: words, address, whether it is this one."""
        waiting = f"Waiting ({self.waits:,})" if self.waits else "Waiting"
        return [(waiting, DESK, not self.answered), ("Answered", f"{DESK}?state=answered", self.answered)]

    @property
    def links(self) -> list[tuple[int, str]]:
        """The pages of the list."""
        asked = {"state": "answered"} if self.answered else {}
        asked |= {"course": self.course} if self.course else {}
        return links_to(DESK, asked, self.total, self.number, ON_A_PAGE)
