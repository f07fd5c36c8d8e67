"""The figures of a quiz as a whole.

Sources: "Quiz statistics calculations" (docs.moodle.org/dev/Quiz_statistics_calculations), Test statistics; skewness
and kurtosis as G1 and G2 in Joanes & Gill (1998), "Comparing measures of sample skewness and kurtosis", The
Statistician 47(1), 183-189; Cronbach (1951), "Coefficient alpha and the internal structure of tests", Psychometrika
16(3), 297-334; standard error of measurement as in Crocker & Algina (1986), chapter 7.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

from coursesite.learning.quizzes.figures import figure as why
from coursesite.learning.quizzes.figures.figure import Figure
from coursesite.learning.quizzes.figures.folding import Unit
from coursesite.learning.quizzes.figures.moments import Spread, Sums, median, root, spread_of
from coursesite.learning.quizzes.figures.results import Results


@dataclass(frozen=True)
class Whole:
    """A quiz's figures. Results are shares of its marks, so `mean`, `median`, `deviation` and `error` are too.

    `deviation`: sample standard deviation. `skewness`: below 0 where a tail of low results drags the mean down.
    `kurtosis`: above 0 where results crowd together more than in a normal distribution, with longer tails. `alpha`:
    Cronbach's alpha, the internal consistency. `error_ratio`: √(1 - alpha), the part of the deviation that is
    measurement error. `error`: the standard error of one result, the error ratio times the deviation.
    """

    mean: Figure
    median: Figure
    deviation: Figure
    skewness: Figure
    kurtosis: Figure
    alpha: Figure
    error_ratio: Figure
    error: Figure


def whole_of(results: Results, units: Mapping[Unit, Sums]) -> Whole:
    """Work out the quiz's figures from its results and from the sums of its items."""
    spread = spread_of(results.shares)
    none = why.NO_ATTEMPTS if not results.attempts else why.NO_MARKS
    variance = _variance(spread)
    deviation = None if variance is None else root(variance)
    alpha = _alpha(results, units, variance)
    ratio = None if alpha.value is None else sqrt(1 - Fraction(alpha.value))
    error = None if ratio is None or deviation is None else ratio * deviation
    return Whole(
        Figure.of(None if spread is None else spread.mean, none),
        Figure.of(median(results.shares), none),
        Figure.of(deviation, none if spread is None else why.TWO_ATTEMPTS),
        _skewness(spread, none),
        _kurtosis(spread, none),
        alpha,
        Figure.of(ratio, alpha.why),
        Figure.of(error, alpha.why),
    )


def _variance(spread: Spread | None) -> Fraction | None:
    return None if spread is None or spread.n < 2 else spread.m2 * spread.n / (spread.n - 1)


def _skewness(spread: Spread | None, none: str) -> Figure:
    """k₃ / k₂^(3/2), where k₂ and k₃ are the unbiased estimates of the second and the third cumulant."""
    reason = _no_shape(spread, none, 3, why.THREE_ATTEMPTS)
    if spread is None or reason:
        return Figure(None, reason)
    n = spread.n
    k2 = spread.m2 * n / (n - 1)
    k3 = spread.m3 * n * n / ((n - 1) * (n - 2))
    size = root(k3 * k3 / k2**3)
    return Figure(-size if k3 < 0 else size)


def _kurtosis(spread: Spread | None, none: str) -> Figure:
    """k₄ / k₂², 0 for a normal distribution; k₄ estimates the fourth cumulant without bias."""
    reason = _no_shape(spread, none, 4, why.FOUR_ATTEMPTS)
    if spread is None or reason:
        return Figure(None, reason)
    n = spread.n
    k2 = spread.m2 * n / (n - 1)
    k4 = n * n * ((n + 1) * spread.m4 - 3 * (n - 1) * spread.m2**2) / ((n - 1) * (n - 2) * (n - 3))
    return Figure(k4 / k2**2)


def _no_shape(spread: Spread | None, none: str, fewest: int, reason: str) -> str:
    if spread is None:
        return none
    return reason if spread.n < fewest else "" if spread.m2 else why.SAME_RESULTS


def _alpha(results: Results, units: Mapping[Unit, Sums], variance: Fraction | None) -> Figure:
    """p / (p - 1) × (1 - Σ variance of an item's marks / variance of the whole attempt's), exact.

    p is the number of items in an attempt. Each question in place is one; a draw of k questions is k items, whose
    squares are pooled over all its questions (see `items.pooled`) and divided by k (n - 1), so that alpha is at most 1.
    Where forms of the quiz differ, an item counts by the part of the attempts that asked it, and p need not be whole;
    where they differ so much that more than 1 would come out, there is no alpha. The whole attempt's marks are its
    share times the quiz's.
    """
    attempts = sum(results.shares.values())
    if not attempts:
        return Figure(None, why.NO_ATTEMPTS if not results.attempts else why.NO_MARKS)
    items = Fraction(sum(sums.n for sums in units.values()), attempts)
    if items <= 1:
        return Figure(None, why.TWO_QUESTIONS)
    if not variance:
        return Figure(None, why.TWO_ATTEMPTS if variance is None else why.SAME_RESULTS)
    squares = sum(((sums.variance or 0) * (sums.n - 1) for sums in units.values()), Fraction(0))
    alpha = items / (items - 1) * (1 - squares / (attempts - 1) / (variance * results.out_of**2))
    return Figure.of(alpha if alpha <= 1 else None, why.OTHER_FORMS)
