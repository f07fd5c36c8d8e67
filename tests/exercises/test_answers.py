"""Answers as they arrive: those that are refused, and what holds for all that are graded."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursesite.exercises import BadAnswer, Compiled, Exercise, Kind, Outcome, compile, mark

from . import samples, strategies
from .samples import key, ready, wrap


def credit(compiled: Compiled, given_: dict[str, Any]) -> Fraction:
    return mark(compiled, given_).credit


def picks(compiled: Compiled, *beginnings: str) -> dict[str, Any]:
    return {"picks": [key(compiled, beginning) for beginning in beginnings]}


BAD: list[tuple[str, dict[str, Any], str]] = [
    (samples.THIRD_CALL, {"picks": []}, "Pick one answer first."),
    (samples.THIRD_CALL, {"picks": ["nonsense"]}, "was changed since"),
    (samples.THIRD_CALL, {}, "did not arrive whole"),
    (samples.THIRD_CALL, {"picks": "abc"}, "did not arrive whole"),
    (samples.THIRD_CALL, {"picks": [1]}, "did not arrive whole"),
    (samples.SEVERAL, {"picks": []}, "Pick at least one answer first."),
    (samples.THE_WORD, {"text": "  "}, "Write your answer first."),
    (samples.THE_WORD, {"text": 3}, "did not arrive whole"),
    (samples.THE_WORD, {"text": "x" * 501}, "room for 500"),
    (samples.HOW_MANY, {"text": ""}, "Write a number first."),
    (samples.HOW_MANY, {"text": "thirty"}, "in digits only"),
    (samples.HOW_MANY, {"text": "12 00"}, "in digits only"),
    (samples.HOW_MANY, {"text": "1/0"}, "in digits only"),
    (samples.HOW_MANY, {"text": "9" * 400}, "in digits only"),
    (samples.WHAT_FIRST, {"order": []}, "Put the items in order first."),
    (samples.TELLING_YOU, {"pairs": {}}, "Match at least one row first."),
    (samples.TELLING_YOU, {"pairs": {"x": "y"}}, "was changed since"),
    (samples.TELLING_YOU, {"pairs": ["x"]}, "did not arrive whole"),
    (samples.FILL_IN, {"gaps": ["", " "]}, "Fill in at least one gap first."),
    (samples.FILL_IN, {"gaps": ["a"]}, "was changed since"),
    (samples.FILL_IN, {"gaps": ["a", "not listed"]}, "was changed since"),
    (samples.SCALE, {"step": None}, "Choose a step on the scale first."),
    (samples.SCALE, {"step": 6}, "was changed since"),
    (samples.SCALE, {"step": True}, "did not arrive whole"),
    (samples.REFLECT, {"text": ""}, "Write something first."),
    (samples.REFLECT, {"text": "x" * 20_001}, "room for 20000"),
]


@pytest.mark.parametrize(("text", "given_", "sentence"), BAD)
def test_an_answer_that_cannot_be_graded_is_refused_with_a_sentence(
    text: str, given_: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(BadAnswer) as refused:
        mark(ready(text), given_)
    assert sentence in refused.value.sentence


def test_two_picks_for_one_and_half_an_order_are_refused() -> None:
    compiled = ready(samples.THIRD_CALL)
    with pytest.raises(BadAnswer, match="one answer only"):
        mark(compiled, picks(compiled, "Can I", "Three"))
    ordered = ready(samples.WHAT_FIRST)
    first, second, _ = (option.key for option in ordered.options)
    with pytest.raises(BadAnswer, match="every item"):
        mark(ordered, {"order": [first, second]})
    with pytest.raises(BadAnswer, match="same place"):
        mark(ordered, {"order": [first, first, second]})


@st.composite
def answered(draw: st.DrawFn) -> tuple[Compiled, dict[str, Any]]:
    """Any exercise with any answer that could be sent from its page."""
    compiled = compile(draw(strategies.exercises()), wrap)
    keys = [option.key for option in compiled.options]
    words = st.sampled_from(["a", "31", "1 200", "frustrated", *(option.text for option in compiled.options)])
    if compiled.kind in {Kind.pick_one, Kind.poll}:
        return compiled, {"picks": [draw(st.sampled_from(keys))]}
    if compiled.kind is Kind.pick_several:
        return compiled, {"picks": draw(st.lists(st.sampled_from(keys), min_size=1))}
    if compiled.kind is Kind.order:
        return compiled, {"order": draw(st.permutations(keys))}
    if compiled.kind is Kind.match:
        return compiled, {"pairs": {left.key: draw(st.sampled_from(keys)) for left in compiled.lefts}}
    if compiled.kind is Kind.gaps:
        return compiled, {
            "gaps": [draw(st.sampled_from(gap.choices) if gap.choices else words) for gap in compiled.gaps]
        }
    if compiled.kind is Kind.scale:
        return compiled, {"step": draw(st.integers(compiled.levels[0].value, compiled.levels[-1].value))}
    return compiled, {"text": draw(st.sampled_from(["31", "0"]) if compiled.kind is Kind.number else words)}


@given(answered())
def test_credit_is_exact_and_between_0_and_1_for_every_kind(found: tuple[Compiled, dict[str, Any]]) -> None:
    compiled, given_ = found
    marking = mark(compiled, given_)
    assert isinstance(marking.credit, Fraction)
    assert 0 <= marking.credit <= 1
    assert (marking.outcome is Outcome.right) == (compiled.graded and marking.credit == 1)
    assert (marking.outcome is Outcome.noted) == (not compiled.graded)
    assert mark(Compiled.from_dict(compiled.to_dict()), given_) == marking


SEVERAL = strategies.exercises(kinds=(Kind.pick_several,))


@given(SEVERAL, st.data())
def test_one_more_wrong_pick_never_earns_more_and_the_order_of_picks_nothing(
    exercise: Exercise, data: st.DataObject
) -> None:
    compiled = compile(exercise, wrap)
    chosen = data.draw(st.lists(st.sampled_from([option.key for option in compiled.options]), min_size=1, unique=True))
    shuffled = data.draw(st.permutations(chosen))
    before = credit(compiled, {"picks": chosen})
    assert credit(compiled, {"picks": shuffled}) == before
    assert credit(compiled, {"picks": chosen + chosen}) == before
    for option in compiled.options:
        if not option.share:
            assert credit(compiled, {"picks": [*chosen, option.key]}) <= before
        elif option.right:
            assert credit(compiled, {"picks": [*chosen, option.key]}) >= before


@given(SEVERAL)
def test_all_right_picks_and_no_other_are_right(exercise: Exercise) -> None:
    compiled = compile(exercise, wrap)
    assert credit(compiled, {"picks": [option.key for option in compiled.options if option.right]}) == 1
