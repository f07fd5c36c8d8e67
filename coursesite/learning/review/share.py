"""How much a day asks, and what of it comes first.

The day's share is a time: the minutes that somebody set, filled with what is due. What doesn't fit waits, and nobody
is told how much that is. What comes first is what a review today does most for: how much likelier the thing is still
known in a month than if it waited. That is neither what is nearly lost (it has to be learned again whenever it comes)
nor what is safe for long, but what stands between. `./dev bench review` compares this order with others, in a memory
that is not FSRS's own; Anki's own order for backlogs was found by such simulations, too (ankitects/anki#3460).
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Protocol, TypeVar

from coursesite.learning.review.memory import Memory, Rating, recall, reviewed
from coursesite.learning.review.models import About

SECONDS = {About.QUESTION.value: 50, About.PLAN.value: 50, About.CONVERSATION.value: 300}
"""How long one takes, its feedback read: ten minutes are twelve questions, or one conversation and six questions."""
MINUTES = (5, 10, 15, 20, 30)
"""What somebody may choose from."""
HORIZON = timedelta(days=30)
"""How far ahead a review is weighed."""


class Timed(Protocol):
    """Something that takes its time."""

    @property
    def about(self) -> str:
        """What it asks for."""


T = TypeVar("T", bound=Timed)


def worth(memory: Memory, today: date) -> float:
    """How much likelier this is known a month from now if it is asked today than if it waits, by the memory model.

    The two ways that a review can end are weighed by how likely they are. What was never asked here counts half: its
    answer is what one learns most from.
    """
    known, later = recall(memory, today), today + HORIZON
    if known is None:
        return 0.5
    good, again = (recall(reviewed(memory, rating, today), later) or 0.0 for rating in (Rating.GOOD, Rating.AGAIN))
    return known * good + (1 - known) * again - (recall(memory, later) or 0.0)


def seconds_of(about: str) -> int:
    """How long one card of this sort takes."""
    return SECONDS.get(about, SECONDS[About.QUESTION.value])


def questions_in(minutes: int) -> int:
    """How many questions fit into so many minutes."""
    return minutes * 60 // SECONDS[About.QUESTION.value]


def fill(ranked: Iterable[T], seconds: int) -> list[T]:
    """The first of these that fit into the time, in their order; what is too long for the rest of it is passed over."""
    chosen = []
    for card in ranked:
        if seconds_of(card.about) <= seconds:
            seconds -= seconds_of(card.about)
            chosen.append(card)
    return chosen


def minutes_of(cards: Iterable[Timed]) -> int:
    """About how many minutes these take, at least one."""
    return max(1, round(sum(seconds_of(card.about) for card in cards) / 60))
