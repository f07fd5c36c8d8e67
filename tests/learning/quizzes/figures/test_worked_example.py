"""One quiz worked out by hand: five people, two questions in place and one of two drawn, a mark each.

person   one   two   drawn        total   rest without one
Ada       1     1    1 (x)          3            2
Ben       1     1    0 (y)          2            1
Cem       1     0    1 (x)          2            1
Dia       0     0    1 (y)          1            1
Eli       0     0    0 (x, open)    0            0
"""

from fractions import Fraction
from math import sqrt

import pytest

from coursesite.learning.quizzes.figures.items import Item
from tests.learning.quizzes.attempts import Told, graded
from tests.learning.quizzes.figures.worlds import POOL, QUIZ, figures

TABLE = ((1, 1, "x", 1), (1, 1, "y", 0), (1, 0, "x", 1), (0, 0, "y", 1), (0, 0, "x", 0))


def told(exercise: str, slot: int, mark: int, *, is_open: bool = False) -> Told:
    source = QUIZ if exercise in ("one", "two") else POOL
    return Told(source, exercise, slot, "" if is_open else "right" if mark else "wrong", Fraction(mark))


PEOPLE = [
    [[told("one", 1, one), told("two", 2, two), told(name, 3, drawn, is_open=at == 4)]]
    for at, (one, two, name, drawn) in enumerate(TABLE)
]
FIGURES = figures(list(graded(PEOPLE)))


def item(name: str) -> Item:
    return next(one for one in FIGURES.items if one.question[1] == name)


def test_results_are_shares_of_three_marks() -> None:
    whole = FIGURES.whole
    # Totals 3, 2, 2, 1, 0 of 3: mean 8/5, squares of distances 1.96 + .16 + .16 + .36 + 2.56 = 5.2.
    assert whole.mean.value == Fraction(8, 15)
    assert whole.median.value == Fraction(2, 3)
    assert whole.deviation.value == pytest.approx(sqrt(5.2 / 4) / 3)


def test_alpha_counts_the_draw_as_one_item() -> None:
    # Each item has marks 1 for three, two and three of five: variances .3, .3 and .3; the totals' is 1.3.
    assert FIGURES.whole.alpha.value == Fraction(3, 2) * (1 - Fraction(9, 13))
    assert FIGURES.whole.error_ratio.value == pytest.approx(sqrt(1 - 6 / 13))
    assert FIGURES.whole.error.value == pytest.approx(sqrt(7 / 13) * sqrt(1.3) / 3)


def test_skewness_and_kurtosis() -> None:
    # Distances 1.4, .4, .4, -.6, -1.6: cubes add up to 2.744 + .128 - .216 - 4.096 = -1.44, fourth powers to 10.576.
    k2, k3 = 1.3, -1.44 / 5 * 25 / 12
    k4 = 25 * (6 * 10.576 / 5 - 12 * (5.2 / 5) ** 2) / 24
    assert FIGURES.whole.skewness.value == pytest.approx(k3 / k2**1.5)
    assert float(FIGURES.whole.kurtosis.value or 0) == pytest.approx(k4 / k2**2)


def test_a_question_in_place() -> None:
    one = item("one")
    assert (one.asked, one.answered, one.facility.value) == (5, 5, Fraction(3, 5))
    assert one.deviation.value == pytest.approx(sqrt(0.3))
    # Marks 1 1 1 0 0 beside 2 1 1 1 0: products of distances add up to 1; squares to 1.2 and 2.
    assert one.discrimination.value == pytest.approx(1 / sqrt(1.2 * 2))
    # At best the three marks stand beside 2, 1 and 1, which is how they stand.
    assert one.efficiency.value == 1
    assert one.intended.value == Fraction(1, 3)


def test_a_drawn_question_is_compared_with_the_rest_of_its_own_attempts() -> None:
    drawn = item("x")
    assert (drawn.asked, drawn.answered, drawn.facility.value) == (3, 2, Fraction(2, 3))
    # Marks 1 1 0 beside 2 1 0 elsewhere: distances 1/3 1/3 -2/3 and 1 0 -1; products 1, squares 2/3 and 2.
    assert drawn.discrimination.value == pytest.approx(1 / sqrt(2 / 3 * 2))


def test_effective_weights_come_from_the_covariance_with_the_whole() -> None:
    # With totals 3 2 2 1 0, sums of products of distances: one 2.2; two 1.8; drawn (1 0 1 1 0) 1.2.
    roots = [sqrt(2.2), sqrt(1.8), sqrt(1.2)]
    for name, root in zip(("one", "two", "x"), roots, strict=True):
        assert item(name).effective.value == pytest.approx(root / sum(roots))
    assert item("y").effective == item("x").effective


def test_who_chose_what_did_how_well() -> None:
    taken = item("two").taken
    assert (taken["right"].count, taken["right"].shares / 2) == (2, Fraction(5, 6))
    assert (taken["wrong"].count, taken["wrong"].shares / 3) == (3, Fraction(1, 3))
    assert item("x").open.count == 1
