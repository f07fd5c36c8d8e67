"""What a response is worth, before and after a coach's decision; and what it is in short."""

from fractions import Fraction
from typing import Any

import pytest

from coursesite.exercises import carry_keys
from coursesite.learning.quizzes.chosen import LONGEST, chosen
from coursesite.learning.quizzes.marks import Wording, added_up, decided, share_of, worth
from coursesite.learning.quizzes.models import Choice
from tests.learning.quizzes.contents import one

HEAD = "### Question: Any\n<!-- id: any{more} -->\n\nWhich?\n\n"
OLD = Wording(1, one(HEAD.format(more="") + "- [x] Blue\n- [ ] Green\n- [~] Teal\n"))
BLUE, GREEN, TEAL = (option.key for option in OLD.compiled.options)


def later(text: str, more: str = "") -> Wording:
    """The question in a later revision, its options carrying the keys of those that they replace."""
    return Wording(2, carry_keys(one(HEAD.format(more=more) + text), OLD.compiled)[0])


def pick(key: str) -> dict[str, Any]:
    """An answer."""
    return {"picks": [key]}


TURNED = later("- [ ] Blue\n- [x] Green\n- [~] Teal\n")
WITHOUT_BLUE = later("- [x] Green\n- [ ] Mauve\n- [ ] Teal\n- [ ] Ochre\n- [ ] Umber\n")


def test_what_is_open_half_filled_in_or_unreadable_earns_nothing() -> None:
    for given in (None, {}, {"typed": {"pick": ["zzz"]}}, {"picks": ["no-such-key"]}, {"picks": [BLUE, GREEN]}):
        assert worth(OLD, given).credit == 0
        assert worth(OLD, given).outcome == "open"


@pytest.mark.parametrize(
    ("choice", "blue", "green", "teal"),
    [
        (Choice.REGRADE, 0, 1, Fraction(1, 2)),
        (Choice.BOTH, 1, 1, Fraction(1, 2)),
        (Choice.EVERYONE, 1, 1, 1),
        (Choice.LEAVE, 1, 0, Fraction(1, 2)),
    ],
)
def test_each_choice_when_the_right_answer_was_another(choice: Choice, blue: int, green: int, teal: Fraction) -> None:
    assert decided(OLD, TURNED, pick(BLUE), choice).credit == blue
    assert decided(OLD, TURNED, pick(GREEN), choice).credit == green
    assert decided(OLD, TURNED, pick(TEAL), choice).credit == teal


def test_giving_everyone_the_mark_gives_it_also_to_who_left_it_open() -> None:
    assert decided(OLD, TURNED, None, Choice.EVERYONE).earned == 1


def test_an_answer_whose_option_is_gone_keeps_what_it_had() -> None:
    assert BLUE not in {option.key for option in WITHOUT_BLUE.compiled.options}
    kept = decided(OLD, WITHOUT_BLUE, pick(BLUE), Choice.REGRADE)
    assert kept.credit == 1
    assert (kept.outcome, kept.graded_by) == ("right", 1)


def test_new_marks_count_with_the_share_that_was_earned() -> None:
    doubled = later("- [x] Blue\n- [ ] Green\n- [~] Teal\n", more="; marks: 2")
    assert decided(OLD, doubled, pick(TEAL), Choice.REGRADE).earned == 1
    assert decided(OLD, doubled, pick(TEAL), Choice.LEAVE).earned == Fraction(1, 2)


def test_a_question_taken_out_can_be_given_to_everyone_or_left() -> None:
    assert decided(OLD, None, pick(GREEN), Choice.EVERYONE).earned == 1
    for choice in (Choice.REGRADE, Choice.BOTH, Choice.LEAVE):
        assert decided(OLD, None, pick(GREEN), choice).earned == 0


def test_an_option_in_other_words_and_another_place_is_still_the_same_option() -> None:
    reworded = later("- [ ] Green\n- [~] Teal, roughly\n- [x] Blue\n")
    assert decided(OLD, reworded, pick(TEAL), Choice.REGRADE).credit == Fraction(1, 2)
    assert decided(OLD, reworded, pick(BLUE), Choice.REGRADE).credit == 1


def test_marks_are_added_up_exactly() -> None:
    thirds = Wording(1, one("### Question: Any\n<!-- id: any -->\n\n1. One\n2. Two\n3. Three\n4. Four\n"))
    keys = [option.key for option in thirds.compiled.options]
    third = worth(thirds, {"order": [keys[0], keys[1], keys[3], keys[2]]})
    assert third.credit == Fraction(1, 3)
    assert added_up([third] * 3) == (Fraction(1), Fraction(3))
    assert share_of(*added_up([third] * 3)) == Fraction(1, 3)


def test_a_quiz_without_marks_is_answered_in_full_by_being_handed_in() -> None:
    assert share_of(Fraction(0), Fraction(0)) == 1


def test_an_answer_in_short_is_the_same_for_the_same_answer() -> None:
    several = one("### Question: Any\n<!-- id: any -->\n\n- [x] One\n- [x] Two\n- [ ] Three\n")
    first, second = (option.key for option in several.options[:2])
    assert chosen(several, {"picks": [second, first]}) == chosen(several, {"picks": [first, second]})
    typed = one("### Question: Any\n<!-- id: any -->\n\n- [=] naming\n")
    assert chosen(typed, {"text": " Naming. "}) == chosen(typed, {"text": "naming"}) == "naming"
    assert chosen(typed, None) == ""
    assert len(chosen(typed, {"text": "x" * 500})) == LONGEST


def test_a_scale_is_in_nobodys_figures() -> None:
    scale = one("### Scale: Calm\n<!-- id: calm -->\n\n- [1] hardly\n- [5] always\n")
    assert chosen(scale, {"step": 4}) == ""
