"""`./dev bench review`: sixty days of review, by FSRS, by fixed gaps and not at all, in a memory of another kind.

A schedule that is measured by the model it plans with can only look good. Here memory decays as in Pavlik & Anderson
(2005, Cognitive Science 29, 559-586): every practice leaves a trace that fades as a power of time, the faster the more
was still remembered when it was practised, so that spacing pays. The site's own code plans, chooses and caps.
"""

import argparse
import math
import random
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from coursesite.learning.review import memory, share
from coursesite.learning.review.memory import Memory, Rating

DAYS = 60
NEW_A_DAY, LEARNING_DAYS = 4, 30
LEARNERS = 40
GAPS = (1, 3, 7, 14, 30)
MINUTES = 10
BEGAN = date(2026, 3, 2)
HOLIDAY = range(30, 44)

# Pavlik & Anderson's c, a and noise, and a time scale: of what passes outside a session, a part only interferes (their
# h). The thresholds are spread, so that some things are hard for somebody and others easy.
SPACING, DECAY, NOISE, OUTSIDE = 0.217, 0.177, 0.255, 0.025
EASIER, HARDER, SPREAD = -1.5, -1.25, 0.35
HOURS = 24.0 * 3600.0
PARTLY = 0.3
"""Of what is not wholly remembered, so much is still answered partly right."""

ASSUMPTIONS = f"""\
Assumptions
- {LEARNERS} learners (seeds from 1), each meets {NEW_A_DAY} new questions a day for {LEARNING_DAYS} days.
- Memory: Pavlik & Anderson (2005), m = ln(sum of t^-d) with d = c*exp(m at practice) + a, and
  recall = 1/(1 + exp((threshold - m)/s)); c = {SPACING}, a = {DECAY}, s = {NOISE}; {OUTSIDE} of the time between
  sessions counts. Each question's threshold is drawn from a normal distribution with spread {SPREAD} about {EASIER} or,
  harder, {HARDER}: of what was learned in a lesson, some eight or six in ten are known the day after. None of this
  is known to the schedules.
- Every answer is followed by its explanation, which is a practice, right or wrong. No reading in between.
- Remembered: answered right. Of the rest {PARTLY:.0%} are partly right (hard), the others wrong (again). Nobody says
  "easy".
- FSRS: the site's settings (default parameters, retention {memory.RETENTION}), none fitted to these learners.
- Fixed gaps: {", ".join(map(str, GAPS))} days, then {GAPS[-1]} again; a wrong answer begins them anew.
- Both are capped at a day's share of {MINUTES} minutes, {share.questions_in(MINUTES)} questions; the rest waits.
- Recall: how likely, by the memory model, a question met so far would be answered right on that evening."""


@dataclass
class Item:
    """A question in a learner's memory, and what the schedule knows of it."""

    threshold: float
    met: int
    traces: list[tuple[float, float]] = field(default_factory=list)
    """When it was practised, in seconds, and how fast that trace fades."""
    known: Memory | None = None
    place: int = 0
    due: int = 0

    def activation(self, now: float) -> float:
        """How present it is: the logarithm of all that is left of its traces."""
        left = sum(max((now - then) * OUTSIDE, 1.0) ** -decay for then, decay in self.traces)
        return math.log(left) if left else -math.inf

    def recall(self, now: float) -> float:
        """How likely it is remembered."""
        return 1 / (1 + math.exp(min((self.threshold - self.activation(now)) / NOISE, 700)))

    def practise(self, now: float) -> None:
        """Leave a trace."""
        present = self.activation(now)
        decay = DECAY if present == -math.inf else min(SPACING * math.exp(present) + DECAY, 2.0)
        self.traces.append((now, decay))


Plan = Callable[[Item, Rating, int], None]


def by_fsrs(item: Item, rating: Rating, today: int) -> None:
    """The site's way."""
    day = BEGAN + timedelta(days=today)
    item.known = memory.reviewed(item.known or memory.unseen(day), rating, day)
    item.due = (item.known.due - BEGAN).days


def by_gaps(item: Item, rating: Rating, today: int) -> None:
    """One gap after the other; a wrong answer begins anew."""
    item.place = 0 if rating is Rating.AGAIN or (item.place == 0 and not item.due) else item.place + 1
    item.due = today + GAPS[min(item.place, len(GAPS) - 1)]


def never(item: Item, _rating: Rating, _today: int) -> None:
    """No review."""
    item.due = DAYS * 10


Order = Callable[[list[Item], int], list[Item]]


def first_due(items: list[Item], _today: int) -> list[Item]:
    """What has waited longest comes first."""
    return sorted(items, key=lambda item: item.due)


def by_worth(items: list[Item], today: int) -> list[Item]:
    """The site's way."""
    day = BEGAN + timedelta(days=today)
    return sorted(items, key=lambda item: share.worth(item.known, day) if item.known else 0.0, reverse=True)


def most_forgotten(items: list[Item], today: int) -> list[Item]:
    """The least likely known comes first."""
    day = BEGAN + timedelta(days=today)
    return sorted(items, key=lambda item: (memory.recall(item.known, day) if item.known else None) or 0.0)


def best_known(items: list[Item], today: int) -> list[Item]:
    """The other way about."""
    return most_forgotten(items, today)[::-1]


@dataclass
class Told:
    """What came of one learner's days: recall and load by day, and all answers given."""

    recall: list[float] = field(default_factory=list)
    load: list[int] = field(default_factory=list)
    at_review: list[bool] = field(default_factory=list)
    end: float = 0.0
    """Recall of everything on the last day, those met last included."""


def live(seed: int, plan: Plan, order: Order, threshold: float, away: Sequence[int] = ()) -> Told:
    """Sixty days of one learner with a memory as hard as `threshold`; on days `away` they don't come at all."""
    lots = random.Random(seed)
    thresholds = [lots.gauss(threshold, SPREAD) for _ in range(NEW_A_DAY * LEARNING_DAYS)]
    items: list[Item] = []
    told = Told()
    for day in range(DAYS):
        # Somewhere between eight in the morning and eight in the evening, each day anew.
        now = day * HOURS + lots.uniform(8, 20) * 3600
        asked = []
        if day not in away:
            due = order([item for item in items if item.due <= day], day)
            asked = due[: share.questions_in(MINUTES)]
            told.at_review += [_answer(item, plan, lots, now, day) for item in asked]
            for threshold in thresholds[len(items) : len(items) + (NEW_A_DAY if day < LEARNING_DAYS else 0)]:
                items.append(Item(threshold, day))
                items[-1].practise(now - 600)
                _answer(items[-1], plan, lots, now, day)
        told.load.append(len(asked))
        evening = (day + 1) * HOURS
        told.recall.append(statistics.fmean(item.recall(evening) for item in items))
    told.end = told.recall[-1]
    return told


def _answer(item: Item, plan: Plan, lots: random.Random, now: float, day: int) -> bool:
    remembered = lots.random() < item.recall(now)
    rating = Rating.GOOD if remembered else Rating.HARD if lots.random() < PARTLY else Rating.AGAIN
    item.practise(now)
    plan(item, rating, day)
    return remembered


def main(arguments: Sequence[str]) -> int:
    """Run it and print the tables."""
    parser = argparse.ArgumentParser(prog="./dev bench review", description=__doc__)
    parser.add_argument("--learners", type=int, default=LEARNERS, help="how many learners to follow")
    options = parser.parse_args(arguments)
    seeds = range(1, options.learners + 1)
    print(ASSUMPTIONS)
    ways = (("FSRS", by_fsrs, by_worth), ("fixed gaps", by_gaps, first_due), ("no review", never, first_due))
    for name, hard in (("a memory that keeps eight in ten", EASIER), ("a memory that keeps six in ten", HARDER)):
        _table(name, [(way, [live(seed, plan, order, hard) for seed in seeds]) for way, plan, order in ways])
    orders = (
        ("most gained (ours)", by_worth),
        ("longest due", first_due),
        ("least known", most_forgotten),
        ("best known", best_known),
    )
    _table(
        f"FSRS, eight in ten, away for {len(HOLIDAY)} days from day {HOLIDAY.start}: what comes first afterwards",
        [(name, [live(seed, by_fsrs, order, EASIER, HOLIDAY) for seed in seeds]) for name, order in orders],
    )
    return 0


def _table(title: str, rows: Sequence[tuple[str, Sequence[Told]]]) -> None:
    marks = (15, 30, 45, 60)
    heads = [f"day {mark}" for mark in marks] + [f"{a}-{b}" for a, b in pairwise((0, *marks))]
    print(f"\n{title}\n{'':<26}{'recall on':<36}{'questions a day':<36}{'most':>6}{'in all':>8}{'right':>8}")
    print(f"{'':<26}" + "".join(f"{head:<9}" for head in heads))
    for name, people in rows:
        recall = [statistics.fmean(one.recall[mark - 1] for one in people) for mark in marks]
        load = [statistics.fmean(statistics.fmean(one.load[a:b]) for one in people) for a, b in pairwise((0, *marks))]
        most = max(max(one.load) for one in people)
        total = statistics.fmean(sum(one.load) for one in people)
        answers = [right for one in people for right in one.at_review]
        right = f"{statistics.fmean(answers):.0%}" if answers else "-"
        cells = "".join(f"{share_:<9.1%}" for share_ in recall) + "".join(f"{one:<9.1f}" for one in load)
        print(f"{name:<26}{cells}{most:>6}{total:>8.0f}{right:>8}")
