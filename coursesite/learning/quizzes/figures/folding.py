"""One pass over a quiz's answers in groups: each question is added up, finished and let go before the next begins.

What is kept while a question is read is bounded by what can differ in it, never by how many answered it: a count for
each pair of marks earned and result reached, and one entry for each option. Where people type, the 200 commonest
answers are kept and the others counted together. Groups come ordered by answer, so an entry is complete before the
next one begins, and leaving out the rarest of those that are complete loses none of the commonest.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from coursesite.exercises import Kind
from coursesite.learning.quizzes.figures.moments import Sums, greatest_covariance, same, sums_with
from coursesite.learning.quizzes.figures.queries import AnswerGroup
from coursesite.learning.quizzes.figures.results import Results, number
from coursesite.learning.quizzes.figures.taken import IN_PARTS, MOST_ANSWERS, Answers, Taken, names_in

NO_MARKS = "0"
"""What a poll or a scale gives: it is asked in the quiz and is no item of it."""

Question = tuple[int, str]
"""The piece that a question stands in, and its id there."""
Unit = tuple[str, int]
"""What counts as one item of the quiz: a question in place (its id, 0), or a draw ("", its slot)."""


_Joint = dict[tuple[int, str, str], dict[str, int]]


@dataclass(frozen=True)
class Folded:
    """A question's answers, added up.

    `asked` counts responses, `answered` those with something in them, `open` describes those without. `credits` are
    sums of credit (x), `overall` of marks earned here (x) and in the whole attempt (y), by the item of the quiz that
    asked it. `greatest` is the largest covariance
    that `rest` could have. `marks` counts the marks it was asked with. `taken` holds options or answers, the commonest
    first; `others` counts different answers that are left out of it, `others_given` how many gave them.
    """

    question: Question
    kind: Kind | None
    asked: int
    answered: int
    open: Taken
    credits: Sums
    overall: dict[Unit, Sums]
    greatest: Fraction | None
    marks: Counter[Fraction]
    taken: dict[str, Taken]
    slots: frozenset[int]
    others: int = 0
    others_given: int = 0

    @property
    def rest(self) -> Sums:
        """The sums of marks earned here (x) and in the rest of the attempt (y)."""
        return sum(self.overall.values(), Sums()).rest

    @property
    def graded(self) -> bool:
        """Whether marks could be had."""
        return bool(self.marks)


def fold(
    batches: Iterable[Sequence[AnswerGroup]], results: Results, quiz_id: int, kind_of: Callable[[Question], Kind | None]
) -> Iterator[Folded]:
    """Add up each question's answers. The groups in `batches` are ordered by question and answer.

    `kind_of` is asked once for each question, while the groups are being read; None where nobody knows it any more.
    """
    shares = _Shares(results)
    reading: _Reading | None = None
    for batch in batches:
        at = 0
        while at < len(batch):
            question = (batch[at][0], batch[at][1])
            if reading is None or reading.question != question:
                if reading is not None:
                    yield reading.finished(quiz_id)
                reading = _Reading(question, kind_of(question), shares)
            end = _end_of(batch, at, question)
            reading.take(batch[at:end])
            at = end
    if reading is not None:
        yield reading.finished(quiz_id)


def _end_of(batch: Sequence[AnswerGroup], at: int, question: Question) -> int:
    """Where the groups of this question end: looked for by halves, since there may be thousands."""
    return bisect_left(batch, True, at, key=lambda group: (group[0], group[1]) != question)


class _Shares:
    """What a result's text means: the share as a number of `scale`, exact, and the group it stands in."""

    def __init__(self, results: Results) -> None:
        self.results = results
        self.scale = results.scale
        self.known: dict[str, tuple[int | Fraction, int]] = {}
        self._marks: dict[str, Fraction] = {}

    def read(self, total: str) -> tuple[int | Fraction, int]:
        """The share times `scale`, and where an attempt with it stands."""
        found = self.known.get(total)
        if found is None:
            share = number(total)
            scaled = share * self.scale
            whole = scaled.numerator if scaled.denominator == 1 else scaled
            found = self.known[total] = (whole, int(self.results.band(share)))
        return found

    def marks(self, total: str) -> Fraction:
        """The share as marks of the quiz."""
        found = self._marks.get(total)
        if found is None:
            found = self._marks[total] = number(total) * self.results.out_of
        return found


class _Reading:
    """The question that is being read: what its groups have added up to so far."""

    def __init__(self, question: Question, kind: Kind | None, shares: _Shares) -> None:
        self.question = question
        self._kind = kind
        self._shares = shares
        self._joint: _Joint = {}
        self._answers = Answers(None if kind in IN_PARTS else MOST_ANSWERS)
        self._nothing = Taken()
        self._asked = 0

    def take(self, groups: Sequence[AnswerGroup]) -> None:
        """Add these groups, all of this question; equal answers stand together.

        Most of the time goes into this loop: texts are counted in it and turned into numbers once each, afterwards.
        """
        joint, known, read = self._joint, self._shares.known, self._shares.read
        last, now = groups[0][2], ("", 0, "")
        inner: dict[str, int] = {}
        results: int | Fraction = 0
        count = upper = lower = right = wrong = 0
        for _, _, chosen, slot, credit, marks, total, times in groups:
            if chosen != last:
                self._count(last, Taken(count, results, upper, lower, right, wrong))
                last = chosen
                count = results = upper = lower = right = wrong = 0
            if now != (credit, slot, marks):
                now = (credit, slot, marks)
                inner = joint.setdefault((slot, credit, marks), {})
            inner[total] = inner.get(total, 0) + times
            share, band = known.get(total) or read(total)
            count += times
            results += share * times
            if band > 0:
                upper += times
            elif band:
                lower += times
            if credit == "1":
                right += times
            elif credit == "0":
                wrong += times
        self._count(last, Taken(count, results, upper, lower, right, wrong))

    def _count(self, chosen: str, taken: Taken) -> None:
        self._asked += taken.count
        names = names_in(self._kind, chosen)
        for name in names:
            self._answers.entry(name).add(taken)
        if not names:
            self._nothing.add(taken)

    def finished(self, quiz_id: int) -> Folded:
        """The question, all of whose groups have been read."""
        answers = self._answers
        answers.prune()
        for taken in (*answers.kept.values(), self._nothing):
            taken.shares = Fraction(taken.shares) / self._shares.scale
        joint = {key: count for key, count in self._joint.items() if key[2] != NO_MARKS}
        in_place = self.question[1] if self.question[0] == quiz_id else ""
        credits, overall, greatest = _added_up(joint, self._shares, in_place)
        return Folded(
            self.question,
            self._kind,
            self._asked,
            self._asked - self._nothing.count,
            self._nothing,
            credits,
            overall,
            greatest,
            _marks(joint),
            answers.kept,
            frozenset(slot for slot, _, _ in self._joint),
            answers.others,
            answers.others_given,
        )


def _marks(joint: _Joint) -> Counter[Fraction]:
    found: Counter[Fraction] = Counter()
    for (_, _, marks), totals in joint.items():
        found[number(marks)] += sum(totals.values())
    return found


def _added_up(joint: _Joint, shares: _Shares, exercise: str) -> tuple[Sums, dict[Unit, Sums], Fraction | None]:
    """The sums of the credit, those of marks earned here and in the whole, the greatest covariance. See `Folded`.

    `exercise` is the id of a question in place, empty for one that was drawn.
    """
    earned = {(credit, marks): number(credit) * number(marks) for _, credit, marks in joint}
    whole = {total: shares.marks(total) for total in set().union(*joint.values())}
    scale = lcm(*(value.denominator for value in (*earned.values(), *whole.values())))
    here = {key: value.numerator * (scale // value.denominator) for key, value in earned.items()}
    there = {key: value.numerator * (scale // value.denominator) for key, value in whole.items()}
    credits = Sums()
    overall: dict[Unit, Sums] = {}
    xs: Counter[int] = Counter()
    ys: dict[int, int] = {}
    for (slot, credit, marks), totals in joint.items():
        x = here[credit, marks]
        pairs = [(there[total], times) for total, times in totals.items()]
        for y, times in pairs:
            ys[y - x] = ys.get(y - x, 0) + times
        sums = sums_with(x, pairs, scale)
        xs[x] += sums.n
        credits += same(number(credit), sums.n)
        unit = (exercise, 0) if exercise else ("", slot)
        overall[unit] = overall.get(unit, Sums()) + sums
    return credits, overall, greatest_covariance(xs, ys, scale)
