from __future__ import annotations

from hypothesis import given

from coursesite.exercises import Compiled, Exercise, Pairing, carry_keys, compile

from . import samples, strategies
from .samples import ready, wrap


def question(*options: str) -> Compiled:
    lines = [f"- [{' ' if n else 'x'}] {text}" for n, text in enumerate(options)]
    return ready("\n".join(["### Question: A", *lines]))


def keys(compiled: Compiled) -> list[str]:
    return [option.key for option in compiled.options]


A, B, C = "Can I have your order number?", "Three calls for one parcel.", "Nothing can be done about it."


@given(strategies.exercises())
def test_the_same_exercise_keeps_all_its_keys(exercise: Exercise) -> None:
    compiled = compile(exercise, wrap)
    assert carry_keys(compiled, compiled) == (compiled, ())


def test_an_option_that_moved_keeps_its_key() -> None:
    carried, pairings = carry_keys(question(C, A, B), question(A, B, C))
    old = keys(question(A, B, C))
    assert (keys(carried), pairings) == ([old[2], old[0], old[1]], ())


def test_a_changed_option_inherits_the_key_of_the_one_it_is_most_like_and_is_reported() -> None:
    old = question(A, B, C)
    changed = "Could I have your order number, please?"
    carried, pairings = carry_keys(question(B, changed, C), old)
    assert keys(carried) == [keys(old)[1], keys(old)[0], keys(old)[2]]
    assert pairings == (Pairing(A, changed, keys(old)[0]),)


def test_two_changed_options_go_to_the_likelier_one_each() -> None:
    old = question(A, B, C)
    carried, _ = carry_keys(question("Three calls for a single parcel.", "Can I have the order number?", C), old)
    assert keys(carried) == [keys(old)[1], keys(old)[0], keys(old)[2]]


def test_one_option_left_on_each_side_is_paired_however_unlike() -> None:
    carried, pairings = carry_keys(question(A, B, "xyz"), question(A, B, C))
    assert (keys(carried), len(pairings)) == (keys(question(A, B, C)), 1)


def test_unlike_options_are_not_paired_where_there_is_a_choice() -> None:
    old = question(A, B, C)
    carried, pairings = carry_keys(question(A, "qqqq", "zzzz"), old)
    assert pairings == ()
    assert not {keys(carried)[1], keys(carried)[2]} & set(keys(old))


def test_ties_go_by_place() -> None:
    old = question("same thing 1", "same thing 2")
    carried, _ = carry_keys(question("same thing 3", "same thing 4"), old)
    assert keys(carried) == keys(old)


def test_a_key_that_was_carried_is_not_given_to_a_new_option_with_the_old_text() -> None:
    old = question(A, B, C)
    second, _ = carry_keys(question("Can I have that order number?", B, C), old)
    third, pairings = carry_keys(question("Can I have that order number?", B, C, A), second)
    assert keys(third)[:3] == keys(old)
    assert len(set(keys(third))) == 4
    assert pairings == ()


def test_keys_are_carried_over_many_revisions() -> None:
    first = question(A, B, C)
    second, _ = carry_keys(question("Can I have that order number?", B, C), first)
    third, _ = carry_keys(question("May I have that order number?", B, C), second)
    assert keys(third) == keys(first)


def test_both_columns_of_a_match_keep_their_keys_and_still_fit() -> None:
    old = ready(samples.TELLING_YOU)
    changed = samples.TELLING_YOU.replace("anger", "angry").replace(
        "a boundary was crossed", "the boundary was crossed"
    )
    carried, pairings = carry_keys(ready(changed), old)
    assert [left.key for left in carried.lefts] == [left.key for left in old.lefts]
    assert [left.partner for left in carried.lefts] == [left.partner for left in old.lefts]
    assert {pairing.new_text for pairing in pairings} == {"angry", "the boundary was crossed"}
