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


def test_an_option_that_was_told_apart_gets_a_key_of_its_own_and_the_others_keep_theirs() -> None:
    first = question(A, B, C)
    changed = "Could I have your order number, please?"
    second, _ = carry_keys(question(changed, B, C), first)
    third, pairings = carry_keys(question(changed, B, C), second, apart=[keys(first)[0]])
    assert keys(third)[0] not in keys(first)
    assert (keys(third)[1:], pairings) == (keys(first)[1:], ())


def test_what_was_told_apart_stays_so_when_it_is_compiled_again_and_when_it_is_edited_further() -> None:
    second, _ = carry_keys(question("May I have your order number?", B, C), question(A, B, C))
    third, _ = carry_keys(question("May I have your order number?", B, C), second, apart=[keys(second)[0]])
    assert carry_keys(question("May I have your order number?", B, C), third) == (third, ())
    fourth, _ = carry_keys(question("May I have that order number?", B, C), third)
    assert keys(fourth) == keys(third)
    fifth, _ = carry_keys(question("May I have that order number?", B, C, A), fourth)
    assert keys(fifth)[0] == keys(third)[0]
    assert keys(fifth)[3] == keys(second)[0]


def test_an_option_whose_own_key_is_another_one_s_gets_a_third() -> None:
    first = question(A, B)
    second, _ = carry_keys(question("May I have your order number?", B), first)
    third, _ = carry_keys(question(A, B), second)
    assert keys(third) == keys(first)
    fourth, _ = carry_keys(question(A, B), third, apart=[keys(third)[0]])
    assert keys(fourth)[0] not in keys(first)


def test_an_option_goes_by_its_old_key_again_when_it_is_the_same_after_all() -> None:
    first = question(A, B, C)
    new = question("May I have your order number?", B, C)
    second, _ = carry_keys(new, first)
    third, _ = carry_keys(new, second, apart=[keys(second)[0]])
    fourth, pairings = carry_keys(new, third, again={keys(third)[0]: keys(second)[0]})
    assert (fourth, pairings) == (second, ())


def test_a_key_told_apart_in_a_match_stays_with_its_row() -> None:
    old = ready(samples.TELLING_YOU)
    changed = samples.TELLING_YOU.replace("a boundary was crossed", "the boundary was crossed")
    second, (pairing,) = carry_keys(ready(changed), old)
    third, _ = carry_keys(ready(changed), second, apart=[pairing.key])
    assert [left.key for left in third.lefts] == [left.key for left in old.lefts]
    partners = {left.partner for left in third.lefts}
    assert partners <= {option.key for option in third.options}
    assert pairing.key not in {option.key for option in third.options}
