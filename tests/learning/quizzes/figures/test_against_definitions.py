"""The figures from grouped rows, in one pass, are those of the definitions worked out over every single attempt."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import chain

import pytest
from hypothesis import given, settings

from coursesite.learning.quizzes.figures.figure import Figure
from coursesite.learning.quizzes.figures.items import Item
from coursesite.learning.quizzes.figures.which import Which
from tests.learning.quizzes.attempts import Graded, Person, graded
from tests.learning.quizzes.figures import naive
from tests.learning.quizzes.figures.worlds import QUIZ, figures, worlds

NAMES = ("facility", "deviation", "discrimination", "efficiency")


def same(figure: Figure, plain: naive.Number) -> bool:
    """Whether a figure is what the plain working out gave: both none, or equal as far as a double holds."""
    if figure.value is None or plain is None:
        return figure.value is None and plain is None and figure.why != ""
    return float(figure.value) == pytest.approx(float(plain), abs=1e-9)


def chosen(attempts: Sequence[Graded], which: Which) -> list[Graded]:
    """The attempts that figures are to look at."""
    return [one for one in attempts if not which.standing or one.standing & which.standing]


def by_question(items: Sequence[Item]) -> dict[tuple[int, str], Item]:
    return {item.question: item for item in items}


@pytest.mark.parametrize("which", list(Which))
@given(people=worlds())
@settings(deadline=None, max_examples=60)
def test_questions_have_the_figures_of_their_definitions(which: Which, people: list[Person]) -> None:
    attempts = list(graded(people))
    found = figures(attempts, which)
    looked_at = chosen(attempts, which)
    asked = {(told.source_id, told.exercise) for told in chain.from_iterable(one.told for one in looked_at)}
    assert set(by_question(found.items)) == asked
    for question, item in by_question(found.items).items():
        plain = naive.item(looked_at, attempts[0].out_of, question)
        assert (item.asked, item.answered) == (plain["asked"], plain["answered"])
        for name in NAMES:
            assert same(getattr(item, name), plain[name]), (name, getattr(item, name), plain[name])


@given(people=worlds())
@settings(deadline=None, max_examples=60)
def test_the_quiz_has_the_figures_of_its_definitions(people: list[Person]) -> None:
    attempts = list(graded(people))
    found = figures(attempts)
    plain = naive.whole(attempts, attempts[0].out_of, QUIZ)
    for name, value in plain.items():
        assert same(getattr(found.whole, name), value), (name, getattr(found.whole, name), value)
    assert (found.results.attempts, found.results.people) == (len(attempts), len(people))
    assert found.results.otherwise == 0
    assert found.whole.alpha.value is None or found.whole.alpha.value <= 1


@given(people=worlds())
@settings(deadline=None, max_examples=60)
def test_effective_weights_are_those_of_their_definition_and_add_up(people: list[Person]) -> None:
    attempts = list(graded(people))
    found = figures(attempts)
    plain = naive.weights(attempts, attempts[0].out_of, QUIZ)
    for item in found.items:
        unit = ("", 3) if item.drawn else (item.question[1], 0)
        assert same(item.effective, plain.get(unit))
    weights = {item.drawn or item.question[1]: item.effective.number for item in found.items}
    if any(weights.values()):
        drawn = weights.pop(True)
        assert sum(weight or 0 for weight in weights.values()) + 2 * (drawn or 0) == pytest.approx(1)


@given(people=worlds())
@settings(deadline=None, max_examples=60)
def test_options_are_counted_with_the_results_of_who_chose_them(people: list[Person]) -> None:
    attempts = list(graded(people))
    for question, item in by_question(figures(attempts).items).items():
        for key in ("a", "b", "c"):
            plain = naive.option(attempts, question, key)
            taken = item.taken.get(key)
            assert (taken.count if taken else 0, taken.shares if taken else 0) == (plain["count"], plain["shares"])


@given(people=worlds())
@settings(deadline=None, max_examples=40)
def test_the_end_groups_hold_at_least_27_percent_and_never_part_equals(people: list[Person]) -> None:
    attempts = list(graded(people))
    results = figures(attempts).results
    upper = [one for one in attempts if results.band(one.share) > 0]
    lower = [one for one in attempts if results.band(one.share) < 0]
    if results.high is None:
        assert upper == lower == []
        return
    for group in (upper, lower):
        assert len(group) >= Fraction(27, 100) * len(attempts)
    assert max(one.share for one in lower) < min(one.share for one in upper)
