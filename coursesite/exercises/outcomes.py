"""What comes of an answer: its credit, and what to say to each option."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Outcome(StrEnum):
    """How an answer came out. `noted` is for exercises without a right answer."""

    right = "right"
    partly = "partly"
    wrong = "wrong"
    noted = "noted"


@dataclass(frozen=True)
class Remark:
    """What is said to one option, one row of a match or one gap.

    `key` is the option's, the left cell's, or the gap's number from 1. `chosen`: the learner picked it, typed it, or
    put it there. `right` for options: it is a right one; for rows, gaps and places in an order: the learner has it
    right. `share` is the part of the marks it earns, `answer` the HTML of what belongs there (rows and gaps only),
    `given` the plain text of what the learner put there.
    """

    key: str
    html: str
    feedback: str | None
    chosen: bool
    right: bool
    share: Fraction
    answer: str | None = None
    given: str = ""


@dataclass(frozen=True)
class Marking:
    """A graded answer. `credit` is the exact part of the marks, 0 to 1; it is 0 where there is no right answer.

    `feedback` holds every option, whatever was chosen; `right_answer` says the answer in plain words.
    """

    credit: Fraction
    outcome: Outcome
    feedback: tuple[Remark, ...]
    explanation: str | None
    right_answer: str
