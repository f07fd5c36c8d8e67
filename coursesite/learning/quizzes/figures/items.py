"""The figures of one question, in the terms of classical test theory.

Sources: "Quiz statistics calculations" (docs.moodle.org/dev/Quiz_statistics_calculations), whose names and formulas
are kept; Crocker & Algina (1986), "Introduction to Classical and Modern Test Theory", chapters 14 and 5. Unlike
Moodle, a drawn question is compared with the rest of the attempt as any other is, not with the whole of it: a whole
that holds the question itself makes every question look better than it is (Crocker & Algina, 14, "item-total").
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from coursesite.exercises import Kind
from coursesite.learning.quizzes.figures import figure as why
from coursesite.learning.quizzes.figures.figure import Figure
from coursesite.learning.quizzes.figures.folding import Folded, Question, Unit
from coursesite.learning.quizzes.figures.moments import Sums, correlation, root
from coursesite.learning.quizzes.figures.taken import Taken


@dataclass(frozen=True)
class Item:
    """One question of a quiz. Shares are parts of one; a correlation is -1 to 1.

    `asked`: attempts that asked it, counted once for each time; `answered`: with something in it. What was left open
    counts as no credit (Moodle's choice, too). `facility`: the mean credit. `deviation`: the sample standard
    deviation of the credit. `guess`: what guessing earns on average. `intended`: its marks as a share of the quiz's.
    `effective`: the share it really has in how results differ, see `effective_weights`. `discrimination`: the
    correlation of the marks earned here with those earned in the rest of the attempt. `efficiency`: their covariance
    as a part of the greatest that these marks could have, paired at best. `marks`: what it gives, the commonest where
    that has changed. The rest as in `Folded`.
    """

    question: Question
    kind: Kind | None
    graded: bool
    drawn: bool
    asked: int
    answered: int
    marks: Fraction
    facility: Figure
    deviation: Figure
    guess: Figure
    intended: Figure
    effective: Figure
    discrimination: Figure
    efficiency: Figure
    open: Taken
    taken: Mapping[str, Taken]
    others: int
    others_given: int
    slots: tuple[int, ...]


def item(
    folded: Folded, guess: Fraction | None, out_of: Fraction, weights: Mapping[Unit, Figure], *, drawn: bool
) -> Item:
    """Work out the figures of one question. `weights` are the effective weights of the quiz's items."""
    marks = max(folded.marks, key=lambda value: (folded.marks[value], value), default=Fraction(0))
    unknown = why.NO_MARKS if not folded.graded else why.TWO_ATTEMPTS
    variance = folded.credits.variance
    return Item(
        folded.question,
        folded.kind,
        folded.graded,
        drawn,
        folded.asked,
        folded.answered,
        marks,
        Figure.of(folded.credits.mean, why.NO_MARKS),
        Figure.of(None if variance is None else root(variance), unknown),
        Figure.of(guess, why.NO_MARKS if not folded.graded else why.NO_GUESS),
        Figure.of(marks / out_of if folded.graded and out_of else None, why.NO_MARKS),
        _weight_of(folded, weights),
        _discrimination(folded.rest, unknown),
        _efficiency(folded.rest, folded.greatest, unknown),
        folded.open,
        folded.taken,
        folded.others,
        folded.others_given,
        tuple(sorted(folded.slots)),
    )


def _weight_of(folded: Folded, weights: Mapping[Unit, Figure]) -> Figure:
    """A drawn question has the weight of any question of its draw; on several draws, that of the one asking it most."""
    if not folded.overall:
        return Figure(None, why.NO_MARKS)
    return weights[max(folded.overall, key=lambda unit: (folded.overall[unit].n, unit))]


def _discrimination(rest: Sums, unknown: str) -> Figure:
    return Figure.of(correlation(rest), _no_comparison(rest, unknown))


def _efficiency(rest: Sums, greatest: Fraction | None, unknown: str) -> Figure:
    covariance = rest.covariance
    if covariance is None or not greatest:
        return Figure(None, _no_comparison(rest, unknown))
    return Figure(covariance / greatest)


def _no_comparison(rest: Sums, unknown: str) -> str:
    if rest.n < 2:
        return unknown
    return why.SAME_ELSEWHERE if rest.variance else why.SAME_HERE


def pooled(items: list[Folded]) -> dict[Unit, Sums]:
    """The items of the quiz: marks earned there (x) and in the whole attempt (y).

    A question in place is an item. The questions of one draw are drawn by lot and stand in any order, so each of them
    stands for each place of the draw: an item is pooled over all questions drawn there, as Moodle does for its random
    questions.
    """
    found: dict[Unit, Sums] = {}
    for folded in items:
        for unit, sums in folded.overall.items():
            found[unit] = found.get(unit, Sums()) + sums
    return found


def effective_weights(units: Mapping[Unit, Sums], attempts: int) -> dict[Unit, Figure]:
    """The share that each item has in how the results differ: √covariance with the whole, over the sum of these roots.

    Moodle's definition ("Quiz statistics calculations", Effective question weight). A draw of k questions has its
    root k times in the sum; the weight is that of one of them. An item whose covariance is negative has none, and
    isn't in the sum.
    """
    roots: dict[Unit, float] = {}
    for unit, sums in units.items():
        covariance = sums.covariance
        if covariance is not None and covariance >= 0:
            roots[unit] = root(covariance)
    whole = sum(size * units[unit].n / attempts for unit, size in roots.items())
    if not whole:
        reason = why.TWO_ATTEMPTS if attempts < 2 else why.NEVER_TOGETHER
        return {unit: Figure(None, reason) for unit in units}
    return {unit: _share(unit, roots, whole, units[unit].n) for unit in units}


def _share(unit: Unit, roots: Mapping[Unit, float], whole: float, times: int) -> Figure:
    return Figure.of(roots[unit] / whole if unit in roots else None, why.TWO_ATTEMPTS if times < 2 else why.AGAINST)
