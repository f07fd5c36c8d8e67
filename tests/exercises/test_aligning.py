"""Which option of one revision is which of another, also where a coach has told two apart."""

from hypothesis import given

from coursesite.exercises import Compiled, Exercise, answer_in_keys_of, carry_keys, compile, in_keys_of
from tests.exercises import samples, strategies
from tests.exercises.samples import ready, wrap
from tests.exercises.test_identity import A, B, C, keys, question

ANOTHER = "May I have your order number?"


def three_revisions() -> tuple[Compiled, Compiled, Compiled]:
    """One option was reworded, and then told apart from the earlier one."""
    first = question(A, B, C)
    second, _ = carry_keys(question(ANOTHER, B, C), first)
    third, _ = carry_keys(question(ANOTHER, B, C), second, apart=[keys(second)[0]])
    return first, second, third


@given(strategies.exercises())
def test_a_revision_is_in_its_own_keys(exercise: Exercise) -> None:
    compiled = compile(exercise, wrap)
    assert in_keys_of(compiled, compiled) == compiled


def test_who_picked_the_very_words_has_picked_the_option_that_was_told_apart() -> None:
    _first, second, third = three_revisions()
    picked = {"picks": [keys(second)[0]]}
    assert answer_in_keys_of(picked, second, third) == {"picks": [keys(third)[0]]}
    assert answer_in_keys_of({"picks": [keys(third)[0]]}, third, second) == picked
    assert keys(in_keys_of(second, third)) == keys(third)


def test_who_picked_the_earlier_option_has_picked_one_that_is_gone() -> None:
    first, _second, third = three_revisions()
    given_then = {"picks": [keys(first)[0], keys(first)[1]]}
    (gone, still) = (answer_in_keys_of(given_then, first, third) or {})["picks"]
    assert gone not in keys(third)
    assert still == keys(third)[1]


def test_a_key_that_another_option_has_by_its_text_is_not_given_twice() -> None:
    first = question(A, B)
    second, _ = carry_keys(question(ANOTHER, B), first)
    third, _ = carry_keys(question(ANOTHER, B, A), second)
    aligned = keys(in_keys_of(first, third))
    assert aligned == [keys(third)[2], keys(third)[1]]
    turned = in_keys_of(question(ANOTHER, A), third)
    assert len(set(keys(turned))) == 2


def test_orders_pairs_and_typed_words_are_read_in_the_new_keys() -> None:
    old = ready(samples.TELLING_YOU)
    changed = samples.TELLING_YOU.replace("a boundary was crossed", "the boundary was crossed")
    second, (pairing,) = carry_keys(ready(changed), old)
    third, _ = carry_keys(ready(changed), second, apart=[pairing.key])
    pairs = {left.key: left.partner for left in second.lefts}
    assert answer_in_keys_of({"pairs": pairs}, second, third) == {
        "pairs": {left.key: left.partner for left in third.lefts}
    }
    first, told = three_revisions()[1:]
    assert answer_in_keys_of({"order": keys(first)}, first, told) == {"order": keys(told)}
    assert answer_in_keys_of({"text": keys(first)[0]}, first, told) == {"text": keys(first)[0]}
    assert answer_in_keys_of(None, first, told) is None
