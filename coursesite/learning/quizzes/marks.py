"""What one response is worth, by the wording it was given to and by what a coach decided afterwards."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from coursesite.exercises import BadAnswer, Compiled, Outcome, answer_in_keys_of, mark
from coursesite.learning.quizzes.models import Choice

OPEN = "open"
"""The outcome of a question that was left open, or half open."""


@dataclass(frozen=True, slots=True)
class Worth:
    """An exact share of the marks, the marks themselves, the outcome, and by which revision it was decided."""

    credit: Fraction
    marks: Fraction
    outcome: str
    graded_by: int

    @property
    def earned(self) -> Fraction:
        """The marks earned."""
        return self.credit * self.marks


@dataclass(frozen=True, slots=True)
class Wording:
    """One question in the words of one revision."""

    revision_id: int
    compiled: Compiled

    @property
    def marks(self) -> Fraction:
        """What a right answer earns; nothing for a poll or a scale."""
        return self.compiled.marks if self.compiled.graded else Fraction(0)


def worth(wording: Wording, given: Mapping[str, Any] | None) -> Worth:
    """Mark a response. What is missing, half filled in or not to be read as an answer earns nothing."""
    try:
        if not given:
            return Worth(Fraction(0), wording.marks, OPEN, wording.revision_id)
        marking = mark(wording.compiled, given)
    except BadAnswer:
        return Worth(Fraction(0), wording.marks, OPEN, wording.revision_id)
    return Worth(marking.credit, wording.marks, marking.outcome.value, wording.revision_id)


def decided(
    old: Wording,
    new: Wording | None,
    given: Mapping[str, Any] | None,
    choice: Choice,
    before: Worth | None = None,
) -> Worth:
    """What a response given to the old wording is worth after a coach's decision for the new one.

    `before` is what it was worth until then, where an earlier decision or an answer since erased made that another
    than its own wording would. `regrade`: what it is worth by the new wording; an answer whose options the new wording
    no longer has keeps what it had, since nobody can say what it would mean there. `both`: the better of the two.
    `everyone`: all of the new marks, whatever was answered. `leave`: what it had. Without a new wording, since the
    question was taken out, only `everyone` changes anything.
    """
    before = worth(old, given) if before is None else before
    if choice is Choice.EVERYONE and old.compiled.graded:
        last = new if new is not None and new.compiled.graded else old
        return Worth(Fraction(1), last.marks, Outcome.right.value, last.revision_id)
    if choice is Choice.LEAVE or new is None or not new.compiled.graded:
        return before
    after = worth(new, answer_in_keys_of(given, old.compiled, new.compiled))
    lost = after.outcome == OPEN and before.outcome != OPEN
    if lost or (choice is Choice.BOTH and before.credit > after.credit):
        # The marks themselves may have changed; the share of them that was earned stays.
        return Worth(before.credit, new.marks, before.outcome, before.graded_by)
    return after


def added_up(worths: Iterable[Worth]) -> tuple[Fraction, Fraction]:
    """The marks earned, and the marks that could be had."""
    found = list(worths)
    return sum((one.earned for one in found), Fraction(0)), sum((one.marks for one in found), Fraction(0))


def share_of(score: Fraction, out_of: Fraction) -> Fraction:
    """The share of the marks; a quiz that gives no marks is answered in full by being handed in."""
    return score / out_of if out_of else Fraction(1)
