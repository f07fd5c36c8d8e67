"""A question was wrong: who is touched, what each choice does to whom, and taking it back."""

from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coursesite.accounts.models import Role
from coursesite.db import Database
from coursesite.learning.models import FinishedLesson
from coursesite.learning.quizzes.corrections import telling
from coursesite.learning.quizzes.corrections.effects import Numbers
from coursesite.learning.quizzes.corrections.undoing import UndoFirst
from coursesite.learning.quizzes.models import Choice
from tests.conftest import FrozenClock
from tests.factories import make_user
from tests.learning.quizzes.correcting import (
    CALLS,
    FIRST,
    ORDER,
    SECOND,
    SORRY,
    TURNED,
    Desk,
    contents,
    noted,
    sums_are_right,
)
from tests.library.shelves import Shelf


@pytest.fixture
def desk(shelf: Shelf, database: Database, clock: FrozenClock) -> Desk:
    """A quiz with two questions."""
    made = Desk(shelf, database, make_user(database, role=Role.COACH, name="Maren"))
    made.publishes(FIRST, SECOND)
    return made


def test_a_question_waits_once_it_was_answered_and_its_right_answer_is_another(desk: Desk) -> None:
    assert desk.waits() == []
    desk.publishes(TURNED, SECOND)
    assert desk.waits() == []  # nobody had answered
    desk.publishes(FIRST, SECOND)
    desk.takes("Ann", third_call=ORDER)
    assert desk.waits() == []
    desk.publishes(TURNED, SECOND)
    (one,) = desk.waits()
    assert (one.question.exercise, one.answers) == ("third-call", 1)
    assert one.changes[0].sentence == (
        "The right answer was “Can I have your order number?” and is “Sorry about that.” now."
    )
    assert "“Sorry about that.” is taken for “I'm sorry about that.”" in [change.sentence for change in one.changes]


def test_other_feedback_is_no_change_and_other_marks_are(desk: Desk) -> None:
    desk.takes("Ann", third_call=ORDER)
    desk.publishes(FIRST.replace("number?\n", "number?\n  > It comes later.\n"), SECOND)
    assert desk.waits() == []
    desk.publishes(FIRST.replace("shuffle: no", "marks: 2"), SECOND)
    assert [change.sentence for change in desk.waits()[0].changes] == ["It counted 1 mark and counts 2 now."]


def test_each_choice_says_beforehand_what_it_will_do(desk: Desk) -> None:
    desk.takes("Ann", third_call=ORDER, the_word="naming")
    desk.takes("Bea", third_call=SORRY, the_word="naming")
    desk.takes("Cis", third_call=CALLS, the_word="naming")
    desk.takes("Dot")
    desk.publishes(TURNED, SECOND)
    assert desk.dry() == {
        Choice.REGRADE: Numbers(rose=1, fell=1, stayed=2, passing=1),
        Choice.BOTH: Numbers(rose=1, fell=0, stayed=3, passing=1),
        Choice.EVERYONE: Numbers(rose=3, fell=0, stayed=1, passing=2),
        Choice.LEAVE: Numbers(rose=0, fell=0, stayed=4, passing=0),
    }


@pytest.mark.parametrize("choice", Choice)
def test_what_was_shown_beforehand_is_what_happens(desk: Desk, choice: Choice) -> None:
    for name, answer in (("Ann", ORDER), ("Bea", SORRY), ("Cis", CALLS), ("Dot", None)):
        desk.takes(name, third_call=answer, the_word="naming")
    desk.publishes(TURNED, SECOND)
    shown = desk.dry()[choice]
    correction, _people = desk.decides(choice)
    assert (correction.rose, correction.fell, correction.stayed) == (shown.rose, shown.fell, shown.stayed)
    with desk.database.reading() as session:
        sums_are_right(session, desk.quiz.id)
    assert desk.waits() == []


def test_a_result_that_falls_takes_no_pass_away_and_a_new_pass_finishes_the_quiz(desk: Desk) -> None:
    desk.takes("Ann", third_call=ORDER, the_word="naming")
    desk.takes("Bea", third_call=SORRY, the_word="naming")
    assert desk.results("Ann") == [("1", True)]
    desk.publishes(TURNED, SECOND)
    desk.decides(Choice.REGRADE)
    assert desk.results("Ann") == [("1/2", True)]
    assert desk.results("Bea") == [("1", True)]
    with desk.database.reading() as session:
        for name in ("Ann", "Bea"):
            key = (desk.people[name].id, desk.quiz.id)
            assert session.get(FinishedLesson, key) is not None


def test_an_answer_whose_option_is_gone_keeps_its_credit(desk: Desk) -> None:
    desk.takes("Ann", third_call=ORDER, the_word="naming")
    gone = FIRST.replace(f"- [x] {ORDER}\n", "").replace("- [ ] I'm", "- [x] I'm") + "- [ ] Nothing at all, quickly.\n"
    desk.publishes(gone + "- [ ] Something else entirely.\n", SECOND)
    assert desk.dry()[Choice.REGRADE] == Numbers(stayed=1)
    desk.decides(Choice.REGRADE)
    assert desk.results("Ann") == [("1", True)]


def test_a_question_taken_out_leaves_two_choices(desk: Desk) -> None:
    desk.takes("Ann", third_call=SORRY, the_word="naming")
    desk.publishes(SECOND)
    (one,) = desk.waits()
    assert one.changes[0].sentence == "It was taken out."
    assert desk.dry() == {Choice.EVERYONE: Numbers(rose=1, passing=1), Choice.LEAVE: Numbers(stayed=1)}
    desk.decides(Choice.EVERYONE)
    assert desk.results("Ann") == [("1", True)]
    assert desk.waits() == []


def test_new_marks_count_exactly(desk: Desk) -> None:
    desk.publishes(FIRST.replace("shuffle: no", "marks: 0.1"), SECOND.replace("the-word", "the-word; marks: 0.2"))
    desk.takes("Ann", third_call=ORDER)
    desk.publishes(FIRST.replace("shuffle: no", "marks: 0.3"), SECOND.replace("the-word", "the-word; marks: 0.2"))
    desk.decides(Choice.REGRADE)
    assert desk.results("Ann") == [(str(Fraction(3, 5)), True)]


def test_which_attempt_counts_is_decided_anew(desk: Desk) -> None:
    desk.takes("Ann", third_call=ORDER)
    desk.takes("Ann", third_call=SORRY)
    desk.publishes(TURNED, SECOND)
    _correction, (ann,) = desk.decides(Choice.REGRADE)
    assert desk.results("Ann") == [("0", False), ("1/2", False)]
    assert (ann.counted, ann.counts) == ((1, Fraction(1, 2)), (2, Fraction(1, 2)))
    assert not ann.is_told
    with desk.database.reading() as session:
        sums_are_right(session, desk.quiz.id)


def test_what_is_graded_later_follows_the_decision_also_where_it_was_checked_before(desk: Desk) -> None:
    begun = desk.begins("Ann")
    desk.answers(begun, {"third-call": SORRY, "the-word": "naming"})
    desk.checks(begun, 1)
    desk.takes("Bea", third_call=SORRY)
    desk.publishes(TURNED, SECOND)
    desk.decides(Choice.REGRADE)
    desk.hands_in(begun)
    assert desk.results("Ann") == [("1", True)]
    assert desk.waits() == []


def test_who_was_asked_the_mended_question_is_not_given_its_marks(desk: Desk) -> None:
    desk.takes("Ann", third_call=SORRY)
    desk.publishes(TURNED, SECOND)
    desk.takes("Bea", third_call=ORDER)
    late = desk.begins("Cis")
    desk.publishes(TURNED, SECOND.replace("naming", "labelling"))
    desk.decides(Choice.EVERYONE)
    desk.hands_in(late)
    assert desk.results("Ann") == [("1/2", False)]
    assert desk.results("Bea") == [("0", False)]
    assert desk.results("Cis") == [("0", False)]


def test_taking_a_decision_back_makes_everything_what_it_was(desk: Desk) -> None:
    for name, answer in (("Ann", ORDER), ("Bea", SORRY), ("Cis", CALLS), ("Dot", None)):
        desk.takes(name, third_call=answer)
        desk.takes(name, third_call=answer, the_word="naming")
    desk.publishes(TURNED, SECOND, rules="pass: 100%\n")
    before = contents(desk.database)
    correction, _people = desk.decides(Choice.BOTH)
    assert contents(desk.database) != before
    desk.undoes(correction)
    without_passes = [line.replace("True", "False") for line in contents(desk.database)]
    assert without_passes == [line.replace("True", "False") for line in before]
    assert len(desk.waits()) == 1
    assert desk.undoes(correction) == []


def test_a_pass_that_a_decision_gave_stays_when_it_is_taken_back(desk: Desk) -> None:
    desk.takes("Bea", third_call=SORRY, the_word="naming")
    desk.publishes(TURNED, SECOND)
    correction, _people = desk.decides(Choice.REGRADE)
    desk.undoes(correction)
    assert desk.results("Bea") == [("1/2", True)]


def test_what_was_graded_under_a_decision_loses_it_too(desk: Desk, clock: FrozenClock) -> None:
    desk.takes("Ann", third_call=SORRY)
    late = desk.begins("Bea")
    desk.answers(late, {"third-call": SORRY})
    desk.publishes(TURNED, SECOND)
    correction, _people = desk.decides(Choice.REGRADE)
    clock.tick(minutes=1)
    desk.hands_in(late)
    assert desk.results("Bea") == [("1/2", False)]
    desk.undoes(correction)
    assert desk.results("Bea") == [("0", False)]
    with desk.database.reading() as session:
        (first, second) = telling.sentences(session, late.id)
    assert "rose from 0\N{NO-BREAK SPACE}% to 50\N{NO-BREAK SPACE}%" in first
    assert "taken back: your result fell from 50\N{NO-BREAK SPACE}% to 0\N{NO-BREAK SPACE}%" in second


def test_a_later_decision_has_to_be_taken_back_first(desk: Desk) -> None:
    desk.takes("Ann", third_call=SORRY)
    desk.publishes(TURNED, SECOND)
    first, _people = desk.decides(Choice.REGRADE)
    desk.publishes(FIRST, SECOND)
    # Back to what was asked: nothing differs, so nothing waits, and what was decided still holds.
    assert desk.waits() == []
    desk.publishes(TURNED.replace("shuffle: no", "marks: 2"), SECOND)
    assert len(desk.waits()) == 1
    second, _people = desk.decides(Choice.LEAVE)
    assert desk.results("Ann") == [("1/2", False)]
    with pytest.raises(UndoFirst) as refused:
        desk.undoes(first)
    assert refused.value.later.id == second.id
    desk.undoes(second)
    desk.undoes(first)
    assert desk.results("Ann") == [("0", False)]


def test_only_what_changed_is_noted(desk: Desk) -> None:
    desk.takes("Ann", third_call=ORDER)
    desk.takes("Bea", third_call=CALLS)
    desk.publishes(TURNED, SECOND)
    desk.decides(Choice.BOTH)
    notes = {(row.old_credit, row.new_credit, row.old_share, row.new_share) for row in noted(desk.database)}
    assert notes == {("0", "0", "0", "0")}  # Bea's, which the new revision graded; Ann's stands by the old one


ANSWERS = st.sampled_from([ORDER, SORRY, CALLS, None])
PEOPLE = st.lists(st.lists(st.tuples(ANSWERS, st.sampled_from(["naming", None])), min_size=1, max_size=3), max_size=4)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(people=PEOPLE, choices=st.lists(st.sampled_from(list(Choice)), min_size=1, max_size=3), keep=st.integers(0, 2))
def test_any_decisions_taken_back_in_turn_leave_every_column_as_it_was(
    desk: Desk, people: list[list[tuple[str | None, str | None]]], choices: list[Choice], keep: int
) -> None:
    rules = f"keep: {['best', 'last', 'first'][keep]}\n"
    desk.publishes(FIRST, SECOND, rules=rules)
    for number, attempts in enumerate(people):
        for first, second in attempts:
            desk.takes(f"Person {number}", third_call=first, the_word=second)
    texts = [TURNED, TURNED.replace("shuffle: no", "marks: 1.7"), FIRST.replace("- [ ] I'm", "- [~] I'm")]
    states, made = [], []
    for text, choice in zip(texts, choices, strict=False):
        desk.publishes(text, SECOND, rules=rules)
        if not desk.waits():
            continue
        states.append(contents(desk.database))
        made.append(desk.decides(choice)[0])
        with desk.database.reading() as session:
            sums_are_right(session, desk.quiz.id)
    for correction in reversed(made):
        desk.undoes(correction)
        assert contents(desk.database) == states.pop()
