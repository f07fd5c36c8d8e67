"""What somebody still remembers, and when to ask again: FSRS, by the package `fsrs`. The only file that knows it.

Time runs in days of the person's own calendar, and never in hours. The package counts whole spans of 24 hours since the
last review; a person who comes at eight in the evening and at half past seven the next day would have come twice on
"the same day", and a night on which the clocks change would count or not by chance. So it is told noon, UTC, of the
person's own date, which makes the difference of two moments the difference of two dates.

There are no learning steps. The package's are of one and ten minutes, for somebody who sits before a stack of cards;
here people come once a day. Steps of a day or longer would stand in for FSRS's own first intervals, which is what it is
good at (docs.ankiweb.net, "Deck options", on learning steps with FSRS). Without any, the first answer already decides:
a wrong or partly right one comes back tomorrow, a right one in two days, an easy one in eight.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import IntEnum

import fsrs

from coursesite.exercises import Outcome


class Rating(IntEnum):
    """How well something was remembered, in FSRS's four steps."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


RATINGS = {Outcome.wrong: Rating.AGAIN, Outcome.partly: Rating.HARD, Outcome.right: Rating.GOOD}
"""What an answer's outcome says of memory. Easy is never worked out: only the person can say so."""
RETENTION = 0.9
"""How likely a thing shall still be remembered on the day on which it comes back."""

SCHEDULER = fsrs.Scheduler(desired_retention=RETENTION, learning_steps=(), relearning_steps=(), enable_fuzzing=False)


@dataclass(frozen=True, slots=True)
class Memory:
    """One thing's state in one person's memory; see `models.Card` for the fields."""

    state: int
    step: int | None
    stability: float | None
    difficulty: float | None
    due: date
    last_review: date | None


def unseen(due: date) -> Memory:
    """Nothing is known of it yet; it is asked on this day."""
    return Memory(fsrs.State.Learning.value, 0, None, None, due, None)


def reviewed(memory: Memory, rating: Rating, today: date) -> Memory:
    """The state after a review on this day of the person's own calendar."""
    after, _log = SCHEDULER.review_card(_card(memory), fsrs.Rating(rating), moment_of(today))
    last = None if after.last_review is None else after.last_review.date()
    return Memory(after.state.value, after.step, after.stability, after.difficulty, after.due.date(), last)


def recall(memory: Memory, today: date) -> float | None:
    """How likely it is remembered on this day, 0 to 1; None before the first review."""
    if memory.stability is None or memory.last_review is None:
        return None
    return SCHEDULER.get_card_retrievability(_card(memory), moment_of(today))


def moment_of(day: date) -> datetime:
    """The moment that the package is told for a day."""
    return datetime.combine(day, time(12), UTC)


def _card(memory: Memory) -> fsrs.Card:
    return fsrs.Card(
        # Any number: without one the package waits a millisecond to make one of the clock.
        card_id=1,
        state=fsrs.State(memory.state),
        step=memory.step,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=moment_of(memory.due),
        last_review=None if memory.last_review is None else moment_of(memory.last_review),
    )
