"""What a lesson's page shows below a Try and below a Plan: what somebody means to do, and the form for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from coursesite.exercises import Kind
from coursesite.learning.intending.bounds import USUAL_DAYS
from coursesite.learning.intending.wording import Halves, halves_of, sentence_of, tidied
from coursesite.learning.lesson_queries import Mine, Planned, Promised
from coursesite.learning.showing.own import MAKERS
from coursesite.learning.showing.prepared import Prepared
from coursesite.learning.showing.typed import Refused, first
from coursesite.text.plain import plain_text
from coursesite.web.markup import safe

OFFERED_DAYS = (1, 3, 7, 14, 30)
IN_WORDS = {1: "tomorrow", 7: "in a week", 14: "in two weeks", 30: "in a month"}
LONGEST_BEGINNING = 400
LONGEST_WORDS = 1200
OWN = 0
"""The number of the plan that nobody offered."""


@dataclass(frozen=True, slots=True)
class Wait:
    """A number of days after which somebody may be asked."""

    days: int
    chosen: bool

    @property
    def words(self) -> str:
        """How long that is."""
        return IN_WORDS.get(self.days, f"in {self.days} days")


def waits(usual: int = USUAL_DAYS, typed: str = "") -> list[Wait]:
    """The waits to choose from, the usual one or what was typed being chosen."""
    chosen = typed if typed in {str(days) for days in (*OFFERED_DAYS, usual)} else str(usual)
    return [Wait(days, str(days) == chosen) for days in sorted({*OFFERED_DAYS, usual})]


@dataclass(frozen=True, slots=True)
class PromisePart:
    """Below a Try: the open promise, or the form for one."""

    template: ClassVar[str] = "learning/own_promise.html"
    action: str
    promised: Promised | None
    text: str
    waits: Sequence[Wait]
    on: str = ""
    by_mail: bool = False
    refused: str = ""
    asks_consent: bool = False

    @property
    def href(self) -> str:
        """The open promise's own page."""
        return f"/promises/{self.promised.id}/" if self.promised else ""


def promise_part(exercise: Prepared, lesson_address: str, mine: Mine, refused: Refused | None) -> PromisePart:
    """The part below a Try. Its text begins with the coach's words, where they are short enough to be changed."""
    compiled = exercise.compiled
    usual = max(compiled.ask_after.days, 1) if compiled.ask_after is not None else USUAL_DAYS
    typed = refused.typed if refused else {}
    beginning = plain_text(compiled.prompt).strip()
    return PromisePart(
        action=f"{lesson_address}promises/{compiled.id}",
        promised=mine.promises.get(compiled.id),
        text=first(typed, "text") if refused else beginning if len(beginning) <= LONGEST_BEGINNING else "",
        waits=waits(usual, first(typed, "days")),
        on=first(typed, "on"),
        by_mail=first(typed, "mail") == "yes",
        refused=refused.sentence if refused else "",
        asks_consent=not mine.keeps_entries,
    )


@dataclass(frozen=True, slots=True)
class Offer:
    """A plan that the coach offers, or (`number` 0) the empty one for a plan of one's own."""

    number: int
    html: Markup
    halves: Halves
    taken: bool = False
    opened: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether it can be taken as it stands; else it is a beginning to finish."""
        return bool(self.halves.cue and self.halves.response)

    @property
    def beginning(self) -> str:
        """As much of it as is there."""
        return f"If {self.halves.cue}, then …" if self.halves.cue else "If …, then …"


@dataclass(frozen=True, slots=True)
class Taken:
    """A plan that was taken up here."""

    plan: Planned

    @property
    def sentence(self) -> str:
        """The whole of it."""
        return sentence_of(Halves(self.plan.cue, self.plan.response))

    @property
    def href(self) -> str:
        """Its page."""
        return f"/plans/{self.plan.id}/"


@dataclass(frozen=True, slots=True)
class PlanPart:
    """Below a Plan: the plans taken up, the coach's offers, and what the learner wrote in this lesson to begin from."""

    template: ClassVar[str] = "learning/own_plan.html"
    action: str
    taken: Sequence[Taken]
    offers: Sequence[Offer]
    own: Offer
    words: Sequence[tuple[str, str]]
    refused: str = ""
    asks_consent: bool = False


def plan_part(exercise: Prepared, lesson_address: str, mine: Mine, refused: Refused | None) -> PlanPart:
    """The part below a Plan."""
    compiled = exercise.compiled
    planned = mine.plans.get(compiled.id, [])
    known = {Halves(plan.cue, plan.response) for plan in planned}
    typed = refused.typed if refused else {}
    tried = first(typed, "take") if refused else ""

    def offer(number: int, html: str, halves: Halves) -> Offer:
        if tried == str(number):
            halves = Halves(first(typed, f"cue-{number}"), first(typed, f"response-{number}"))
        return Offer(number, safe(html), halves, taken=tidied(halves) in known, opened=tried == str(number))

    return PlanPart(
        action=f"{lesson_address}plans/{compiled.id}",
        taken=[Taken(plan) for plan in planned],
        offers=[offer(number, one.html, halves_of(one.text)) for number, one in enumerate(compiled.options, 1)],
        own=offer(OWN, "", Halves("", "")),
        words=_own_words(mine),
        refused=refused.sentence if refused else "",
        asks_consent=not mine.keeps_entries,
    )


def _own_words(mine: Mine) -> list[tuple[str, str]]:
    """What they wrote in this lesson, each with a word for what it is, cut where it is long."""
    found = [("What you wrote for yourself", entry.text) for entry in mine.entries.values()]
    found += [("What you mean to try", promise.text) for promise in mine.promises.values()]
    return [(what, _cut(text)) for what, text in found]


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_WORDS else f"{text[:LONGEST_WORDS].rstrip()} …"


MAKERS[Kind.try_] = promise_part
MAKERS[Kind.plan] = plan_part
