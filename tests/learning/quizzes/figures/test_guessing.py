"""What guessing earns is the mean of what every possible answer earns."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import chain, combinations, permutations, product
from typing import Any

import pytest

from coursesite.exercises import Compiled, Kind, mark
from coursesite.learning.quizzes.figures.guessing import random_guess
from tests.learning.quizzes.contents import one
from tests.learning.quizzes.quizzing import GAPS, MATCH, NUMBER, ORDER, PICK, POLL, SCALE, SEVERAL, WORD

LISTS = GAPS.replace("[[frustrated|fed up]]", "[[*fed up|sunny|hungry|late]]")
SHARES = SEVERAL.replace("- [x] Asking once", "- [~ 30%] Asking once\n- [x] Waiting\n- [ ] Hurrying")


def every_answer(compiled: Compiled) -> Iterator[dict[str, Any]]:
    """All answers that somebody who guesses may give."""
    keys = [option.key for option in compiled.options]
    if compiled.kind is Kind.pick_one:
        yield from ({"picks": [key]} for key in keys)
    elif compiled.kind is Kind.pick_several:
        sets = chain.from_iterable(combinations(keys, size) for size in range(1, len(keys) + 1))
        yield from ({"picks": list(chosen)} for chosen in sets)
    elif compiled.kind is Kind.order:
        yield from ({"order": list(order)} for order in permutations(keys))
    elif compiled.kind is Kind.match:
        lefts = [left.key for left in compiled.lefts]
        yield from ({"pairs": dict(zip(lefts, rights, strict=True))} for rights in product(keys, repeat=len(lefts)))
    else:
        yield from ({"gaps": list(words)} for words in product(*(gap.choices for gap in compiled.gaps)))


@pytest.mark.parametrize("text", [PICK, SEVERAL, SHARES, ORDER, MATCH, LISTS])
def test_it_is_the_mean_over_every_answer(text: str) -> None:
    compiled = one(text)
    credits = [mark(compiled, given).credit for given in every_answer(compiled)]
    assert random_guess(compiled) == sum(credits, Fraction(0)) / len(credits)


@pytest.mark.parametrize("text", [WORD, NUMBER])
def test_nobody_guesses_what_is_typed(text: str) -> None:
    assert random_guess(one(text)) == 0


def test_a_gap_to_type_counts_beside_a_gap_with_a_list() -> None:
    assert random_guess(one(GAPS)) == Fraction(1, 6)


@pytest.mark.parametrize("text", [POLL, SCALE])
def test_what_gives_no_marks_has_none(text: str) -> None:
    assert random_guess(one(text)) is None
