from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from coursesite.exercises import Compiled, Outcome, compile, mark, right_answer
from coursesite.text.markup import render

from . import samples
from .samples import key, ready


def credit(compiled: Compiled, given_: dict[str, Any]) -> Fraction:
    return mark(compiled, given_).credit


def picks(compiled: Compiled, *beginnings: str) -> dict[str, Any]:
    return {"picks": [key(compiled, beginning) for beginning in beginnings]}


@pytest.mark.parametrize(
    ("beginning", "worth", "outcome"),
    [("Three calls", 1, Outcome.right), ("I'm sorry", Fraction(1, 2), Outcome.partly), ("Can I", 0, Outcome.wrong)],
)
def test_one_pick_earns_its_options_share(beginning: str, worth: Fraction, outcome: Outcome) -> None:
    compiled = ready(samples.THIRD_CALL)
    marking = mark(compiled, picks(compiled, beginning))
    assert (marking.credit, marking.outcome) == (worth, outcome)


def test_every_option_gets_its_feedback_after_the_answer() -> None:
    compiled = ready(samples.THIRD_CALL)
    marking = mark(compiled, picks(compiled, "Can I"))
    assert [(remark.chosen, remark.right, remark.share) for remark in marking.feedback] == [
        (True, False, 0),
        (False, False, Fraction(1, 2)),
        (False, True, 1),
    ]
    assert marking.feedback[0].feedback == "<p>You'll need it, but the feeling comes first.</p>"
    assert marking.explanation == "<p>Naming the feeling lowers it; the number can wait ten seconds.</p>"
    assert marking.right_answer.startswith("Three calls for one parcel.")


@pytest.mark.parametrize(
    ("beginnings", "worth"),
    [
        (("to be heard", "a time"), "1"),
        (("to be heard",), "1/2"),
        (("to be heard", "a time", "a form"), "1/2"),
        (("to be heard", "a form"), "0"),
        (("to be heard", "a form", "a discount"), "0"),
        (("a form",), "0"),
    ],
)
def test_several_picks_earn_right_minus_wrong_over_the_number_of_right(beginnings: tuple[str, ...], worth: str) -> None:
    compiled = ready(samples.SEVERAL)
    assert credit(compiled, picks(compiled, *beginnings)) == Fraction(worth)


def test_an_acceptable_option_among_several_counts_as_its_share_of_a_right_pick() -> None:
    compiled = ready("### Question: A\n- [x] a\n- [x] b\n- [~] c\n- [ ] d")
    assert credit(compiled, picks(compiled, "a", "c")) == Fraction(3, 4)
    assert credit(compiled, picks(compiled, "a", "b", "c")) == 1


@pytest.mark.parametrize(
    ("typed", "worth"),
    [
        ("naming", "1"),
        ("  Náming. ", "1"),
        ("“NAMING”", "1"),
        ("affect   labelling!", "1"),
        ("describing", "3/10"),
        ("venting", "0"),
        ("anything", "0"),
        ("naming it", "0"),
    ],
)
def test_a_short_answer_ignores_case_accents_outer_space_and_end_punctuation(typed: str, worth: str) -> None:
    assert credit(ready(samples.THE_WORD), {"text": typed}) == Fraction(worth)


@pytest.mark.parametrize(
    ("answer", "typed", "right"),
    [
        ("Straße", "STRASSE", True),
        ("Ελλάδα", "ελλαδα", True),
        ("Москва́", "москва", True),
        ("søster", "soster", True),
        ("don't", "don’t", True),
        ("हिन्दी", "हनद", False),
        ("が", "か", False),
        ("C++", "c", False),
        ("C#", "C", False),
        ("?", "!", False),
        ("1. FC", "1. fc", True),
    ],
)
def test_marks_that_are_letters_of_their_own_are_kept(answer: str, typed: str, right: bool) -> None:
    assert credit(ready(f"### Question: A\n- [=] {answer}"), {"text": typed}) == right


def test_emphasis_in_an_accepted_answer_need_not_be_typed() -> None:
    compiled = compile(samples.one("### Question: A\n- [=] *very* `x`"), lambda markdown: render(markdown).html)
    assert credit(compiled, {"text": "Very x"}) == 1


def test_a_foreseen_wrong_answer_gets_its_feedback() -> None:
    marking = mark(ready(samples.THE_WORD), {"text": "Venting"})
    assert [remark.chosen for remark in marking.feedback] == [False, False, False, True]
    assert marking.right_answer == "naming or affect labelling"


@pytest.mark.parametrize(
    ("typed", "right"),
    [("31", True), ("29", True), ("28", True), ("34,0", True), ("34.01", False), ("27.999", False), ("62/2", True)],
)
def test_a_number_is_right_within_its_tolerance_and_its_range_ends_included(typed: str, right: bool) -> None:
    assert credit(ready(samples.HOW_MANY), {"text": typed}) == right


@pytest.mark.parametrize(
    ("answer", "typed", "right"),
    [
        ("0.3", "0,3", True),
        ("0.3", ".3", True),
        ("0.1 ± 0.2", "0.3", True),
        ("-3", "−3", True),
        ("-3", "- 3", True),
        ("1200", "1 200", True),
        ("1200", "1\u202f200", True),
        ("1200", "1,200", True),
        ("1200", "1.200,0", True),
        ("1200", "1'200.", True),
        ("1.2", "1,200", True),
        ("1234567", "1,234,567", True),
        ("31", "٣١", True),
        ("0.125", "0,125", True),
        ("125", "0,125", False),
    ],
)
def test_numbers_may_have_comma_or_point_thousands_blanks_and_any_minus(answer: str, typed: str, right: bool) -> None:
    assert credit(ready(f"### Question: A\n- [=] {answer}"), {"text": typed}) == right


def test_the_best_of_several_ranges_counts_and_the_first_of_equals_speaks() -> None:
    compiled = ready("### Question: A\n- [~ 50%] 20..40\n- [=] 30..31\n- [=] 31..32")
    marking = mark(compiled, {"text": "31"})
    assert marking.credit == 1
    assert [remark.chosen for remark in marking.feedback] == [False, True, False]
    assert marking.right_answer == "30 to 31, or 31 to 32"
    assert right_answer(ready(samples.HOW_MANY)) == "31, give or take 2, or 28 to 34"


@pytest.mark.parametrize(
    ("places", "worth"),
    [((0, 1, 2), "1"), ((1, 2, 0), "1/2"), ((2, 0, 1), "1/2"), ((0, 2, 1), "0"), ((2, 1, 0), "0")],
)
def test_an_order_earns_its_neighbours_in_right_succession(places: tuple[int, ...], worth: str) -> None:
    compiled = ready(samples.WHAT_FIRST)
    keys = [compiled.options[place].key for place in places]
    assert credit(compiled, {"order": keys}) == Fraction(worth)


def test_a_match_earns_the_share_of_rows_that_are_right_and_an_open_row_is_wrong() -> None:
    compiled = ready(samples.TELLING_YOU)
    anger, fear = compiled.lefts
    crossed, lost = compiled.options[0].key, compiled.options[2].key
    assert credit(compiled, {"pairs": {anger.key: crossed, fear.key: lost}}) == Fraction(1, 2)
    assert credit(compiled, {"pairs": {anger.key: crossed, fear.key: ""}}) == Fraction(1, 2)
    marking = mark(compiled, {"pairs": {anger.key: anger.partner, fear.key: fear.partner}})
    assert marking.credit == 1
    assert marking.feedback[1].feedback == "fear looks ahead"
    assert (marking.feedback[2].html, marking.feedback[2].feedback) == ("something is already lost", "that is sadness")
    assert marking.right_answer == "anger: a boundary was crossed; fear: something may be lost"


def test_rows_may_share_a_right_cell() -> None:
    compiled = ready("### Question: A\n| a | b |\n|-|-|\n| x | same |\n| y | same |\n| z | other |")
    assert len(compiled.options) == 2
    chosen = {left.key: compiled.options[0].key for left in compiled.lefts}
    assert credit(compiled, {"pairs": chosen}) == Fraction(2, 3)


def test_gaps_earn_the_share_filled_rightly() -> None:
    compiled = ready(samples.FILL_IN)
    assert credit(compiled, {"gaps": ["Fed up", "exhausting"]}) == 1
    assert credit(compiled, {"gaps": ["fed up", "fine"]}) == Fraction(1, 2)
    assert credit(compiled, {"gaps": ["", "exhausting"]}) == Fraction(1, 2)
    assert mark(compiled, {"gaps": ["x", "fine"]}).right_answer == "frustrated or fed up; exhausting"


def test_what_has_no_right_answer_is_noted() -> None:
    poll, scale, write = ready(samples.POLL), ready(samples.SCALE), ready(samples.WRITE)
    noted = [
        mark(poll, picks(poll, "at the")),
        mark(scale, {"step": 3}),
        mark(ready(samples.REFLECT), {"text": "My neighbour."}),
        mark(write, {"text": "Dear Dana", **picks(write, "names")}),
        mark(ready(samples.TRY), {"text": ""}),
        mark(ready(samples.PLAN), {"text": "If I notice, then I breathe."}),
    ]
    assert all(marking.outcome is Outcome.noted and marking.credit == 0 for marking in noted)
    assert {marking.right_answer for marking in noted} == {""}
    assert [remark.chosen for remark in noted[0].feedback] == [False, True]
    assert [remark.chosen for remark in noted[3].feedback] == [False, True, False]
