"""What the pages of promises and plans show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from coursesite.learning.intending.models import Fate, Plan, Promise
from coursesite.learning.intending.own_parts import Wait, waits
from coursesite.learning.intending.queries import Placed
from coursesite.learning.intending.wording import Halves, sentence_of
from coursesite.library.addresses import address_of, exercise_anchor
from coursesite.library.models import Kind, State
from coursesite.text.harm import speaks_of_harm
from coursesite.web.paging import links_to

ON_A_PAGE = 20
FATES = {
    Fate.KEPT: ("I did it", "You did what you meant to do."),
    Fate.PARTLY: ("Partly", "Part of it happened, and that part is done."),
    Fate.NOT_YET: ("Not yet", "It hasn’t come to it yet. You can give it another day, or leave it here."),
    Fate.DROPPED: ("I’ve let it go", "You let it go. Nothing more is asked about it."),
}
"""What may have become of a promise: what a person chooses, and what they are told."""


def lesson_href(placed: Placed[Promise] | Placed[Plan]) -> str:
    """The exercise that it was made under; empty while its lesson isn't published, and where it has none."""
    if (placed.lesson_state, placed.course_state) != (State.PUBLISHED.value, State.PUBLISHED.value):
        return ""
    address = address_of(Kind.LESSON, placed.lesson_slug, placed.course_slug)
    return f"{address}#{exercise_anchor(placed.row.exercise)}"


@dataclass(frozen=True)
class PromiseLine:
    """A promise in a list, and on its own page."""

    placed: Placed[Promise]
    now: datetime

    @property
    def row(self) -> Promise:
        """The promise."""
        return self.placed.row

    @property
    def href(self) -> str:
        """Its page."""
        return f"/promises/{self.row.id}/"

    @property
    def lesson_href(self) -> str:
        """Where it was made."""
        return lesson_href(self.placed)

    @property
    def is_open(self) -> bool:
        """Whether nothing has been said about it yet."""
        return self.row.fate == Fate.OPEN

    @property
    def is_due(self) -> bool:
        """Whether its day has come."""
        return self.is_open and self.row.ask_at <= self.now

    @property
    def fate(self) -> str:
        """What became of it, as the person said it."""
        return "" if self.is_open else FATES[Fate(self.row.fate)][0]

    @property
    def answer(self) -> str:
        """One plain sentence about that."""
        return "" if self.is_open else FATES[Fate(self.row.fate)][1]

    @property
    def is_dropped(self) -> bool:
        """Whether it was let go."""
        return self.row.fate == Fate.DROPPED

    @property
    def is_heavy(self) -> bool:
        """Whether its words speak of harming oneself, so that the way to help stands beside them."""
        return any(speaks_of_harm(text) for text in (self.row.text, self.row.happened, self.row.onward))


@dataclass(frozen=True)
class PromisesPage:
    """Somebody's promises, a page at a time."""

    lines: Sequence[PromiseLine]
    total: int
    number: int

    @cached_property
    def parts(self) -> list[tuple[str, str, list[PromiseLine]]]:
        """The promises of this page in up to three parts, each with an id and a heading."""
        heads = {"due": "Their day has come", "open": "Still to come", "told": "What became of the others"}
        parts: dict[str, list[PromiseLine]] = {name: [] for name in heads}
        for line in self.lines:
            parts["due" if line.is_due else "open" if line.is_open else "told"].append(line)
        return [(name, heads[name], lines) for name, lines in parts.items() if lines]

    @property
    def links(self) -> list[tuple[int, str]]:
        """The pages of the list."""
        return links_to("/promises/", {}, self.total, self.number, ON_A_PAGE)


@dataclass(frozen=True)
class PromisePage(PromiseLine):
    """One promise, with what was typed and not taken."""

    typed: dict[str, str]
    refused: tuple[str, str] = ("", "")
    """The form (tell, postpone, reword, delete) and the sentence."""

    def told(self, form: str) -> str:
        """Why this form wasn't taken."""
        return self.refused[1] if self.refused[0] == form else ""

    def word(self, name: str, kept: str = "") -> str:
        """What stands in a field: what was typed, else what is kept (as where another form was refused)."""
        return self.typed.get(name, kept)

    @property
    def fates(self) -> list[tuple[str, str, bool]]:
        """What may have become of it: value, words, and whether that is chosen."""
        chosen = self.word("fate", self.row.fate)
        return [(fate.value, words, fate.value == chosen) for fate, (words, _answer) in FATES.items()]

    @property
    def waits(self) -> list[Wait]:
        """Until when it may be put off."""
        return waits(typed=self.typed.get("days", ""))


@dataclass(frozen=True)
class PlanLine:
    """A plan in a list, and on its own page."""

    placed: Placed[Plan]

    @property
    def row(self) -> Plan:
        """The plan."""
        return self.placed.row

    @property
    def href(self) -> str:
        """Its page."""
        return f"/plans/{self.row.id}/"

    @property
    def lesson_href(self) -> str:
        """Where it was made."""
        return lesson_href(self.placed)

    @property
    def sentence(self) -> str:
        """The whole of it."""
        return sentence_of(Halves(self.row.cue, self.row.response))

    @property
    def is_away(self) -> bool:
        """Whether it was put away."""
        return self.row.retired_at is not None


@dataclass(frozen=True)
class PlansPage:
    """Somebody's plans, a page at a time: those in use, or those put away; and the form for one of their own."""

    lines: Sequence[PlanLine]
    running: int
    away: int
    number: int
    shows_away: bool
    asks_consent: bool
    once: str
    cue: str = ""
    response: str = ""
    refused: str = ""

    @property
    def links(self) -> list[tuple[int, str]]:
        """The pages of the list."""
        asked = {"show": "away"} if self.shows_away else {}
        return links_to("/plans/", asked, self.away if self.shows_away else self.running, self.number, ON_A_PAGE)
