"""What a handed-in attempt is worth, which one counts, and when time or a check ends what can be changed."""

from datetime import datetime
from fractions import Fraction

import pytest
from sqlalchemy.orm import Session

from coursesite.db import Database
from coursesite.learning.quizzes import grading, tasks
from coursesite.learning.quizzes.grading import Rules
from coursesite.learning.quizzes.models import Attempt, Choice, CorrectedResponse, Correction, Standing
from tests.conftest import FrozenClock
from tests.learning.learners import Learner, words_of
from tests.learning.quizzes.quizzing import EVERY, NUMBER, QUIZ, Taker, joined, write_quiz
from tests.library.shelves import Shelf

RIGHT = "Three calls for one parcel."
HALF = "I'm sorry about that."


@pytest.fixture
def timed(shelf: Shelf, alice: Learner, clock: FrozenClock) -> Taker:
    """Alice at an attempt that lasts ten minutes."""
    write_quiz(shelf, "minutes: 10", "pass: 50%")
    return joined(alice).begins()


def test_marks_are_exact_and_shares_are_rounded_down(shelf: Shelf, alice: Learner) -> None:
    write_quiz(shelf, "pass: 67%")
    taker = joined(alice).begins()
    taker.enters(q1_pick=taker.keys(1)[HALF], q2_text="naming")
    page = words_of(taker.hands_in())
    assert (taker.row().score, taker.row().out_of, taker.row().share) == ("2", "3", "2/3")
    assert "66.6 % Not passed yet 2 of 3 marks. 67 % are needed: 0.4 percentage points more." in page


def test_where_nothing_depends_on_it_nobody_reads_that_they_have_not_passed(shelf: Shelf, alice: Learner) -> None:
    write_quiz(shelf, "pass: 67%", "counts: no")
    taker = joined(alice).begins()
    taker.enters(q1_pick=taker.keys(1)[HALF], q2_text="naming")
    page = words_of(taker.hands_in())
    assert "66.6 % Handed in 2 of 3 marks. From 67 % on it is called a pass, and nothing depends on that." in page


def test_what_was_passed_says_by_how_much(shelf: Shelf, alice: Learner) -> None:
    write_quiz(shelf, "pass: 60%")
    taker = joined(alice).begins()
    taker.enters(q1_pick=taker.keys(1)[RIGHT])
    page = words_of(taker.hands_in())
    assert "66.6 % Passed 2 of 3 marks. 60 % are needed: you have 6.6 percentage points more." in page


def test_each_question_says_its_marks_and_verdict(shelf: Shelf, alice: Learner) -> None:
    write_quiz(shelf, body=EVERY)
    taker = joined(alice).begins()
    keys = taker.keys(2)
    taker.enters(
        q1_pick=taker.keys(1)[HALF],
        q2_pick=[keys["Saying it back"], keys["Explaining the form"]],
        q4_text="31",
        q5_gap_1="fed up",
        q8_pick=taker.keys(8)["at the counter"],
        q9_step="5",
    )
    page = words_of(taker.hands_in())
    for words in (
        "Partly right 1 of 2 marks",
        "Right You wrote: 31 1 of 1 mark",
        "½ of 1 mark",
        "Left open 0 of 1 mark The right answer: naming",
        "Noted Your answer: at the counter",
        "Noted Your answer: 5, nearly always",
        "2½ of 8 marks",
    ):
        assert words in page, words
    assert [row.outcome for row in taker.responses()][-2:] == ["noted", "noted"]


@pytest.mark.parametrize(("keep", "counting"), [("best", 1), ("last", 2), ("first", 1)])
def test_the_attempt_that_counts_is_the_one_the_rules_name(
    shelf: Shelf, alice: Learner, keep: str, counting: int
) -> None:
    write_quiz(shelf, f"keep: {keep}")
    taker = joined(alice).begins()
    taker.enters(q2_text="naming")
    taker.hands_in()
    taker.begins()
    page = words_of(taker.hands_in())
    found = {number: bool(Taker(alice, number).row().standing & Standing.COUNTS) for number in (1, 2)}
    assert found == {1: counting == 1, 2: counting == 2}
    said = "this is the one that counts" if counting == 2 else "Attempt 1 counts, with 33.3 %"
    assert said in page


def test_an_attempt_whose_time_is_up_says_so_and_is_graded_from_what_was_saved(
    timed: Taker, clock: FrozenClock
) -> None:
    timed.saves(1, pick=timed.keys(1)[RIGHT])
    clock.tick(minutes=11)
    assert "The time for your attempt is up" in timed.learner.reads(QUIZ)
    assert "What you had entered until then is saved: one answer of two." in words_of(timed.reads())
    page = words_of(timed.learner.follows(timed.learner.sends(f"{timed.address}submit")))
    assert "Its time was up then" in page
    assert timed.row().submitted_at == timed.row().due_at
    assert Fraction(timed.row().share) == Fraction(2, 3)


def test_the_worker_closes_what_nobody_comes_back_to(timed: Taker, clock: FrozenClock, database: Database) -> None:
    timed.saves(1, pick=timed.keys(1)[RIGHT])
    clock.tick(minutes=10, seconds=3)
    assert tasks.close_overdue(database, clock.now) == 0
    clock.tick(seconds=3)
    assert tasks.close_overdue(database, clock.now) == 1
    assert timed.row().graded_at == clock.now
    assert "66.6 %" in words_of(timed.reads())


def test_an_attempt_that_cannot_be_graded_holds_up_no_other(
    timed: Taker, bob: Learner, clock: FrozenClock, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = joined(bob).begins()
    broken, submit = timed.row().id, grading.submit

    def fails_for_one(session: Session, user_id: int, attempt_id: int, rules: Rules, now: datetime) -> Attempt:
        if attempt_id == broken:
            raise RuntimeError("a wording that nobody can read")
        return submit(session, user_id, attempt_id, rules, now)

    monkeypatch.setattr(grading, "submit", fails_for_one)
    monkeypatch.setattr(tasks, "BATCH", 1)
    clock.tick(hours=1)
    assert tasks.close_overdue(database, clock.now) == 1
    assert other.row().graded_at == clock.now
    assert timed.row().graded_at is None
    monkeypatch.setattr(grading, "submit", submit)
    assert tasks.close_overdue(database, clock.now) == 1


def test_beginning_anew_after_time_was_up_leads_to_the_result_first(timed: Taker, clock: FrozenClock) -> None:
    clock.tick(hours=2)
    response = timed.learner.posts(f"{QUIZ}start", {"csrf_token": timed.token(), "once": "another-go"})
    assert response.headers["Location"] == timed.address
    assert timed.row().graded_at is not None
    assert timed.begins().number == 2


def test_review_of_an_attempt_that_is_over_leads_to_it(timed: Taker, clock: FrozenClock) -> None:
    clock.tick(hours=2)
    assert timed.learner.client.get(f"{timed.address}review").headers["Location"] == timed.address


def test_a_result_that_was_put_right_says_so_in_words(taker: Taker, database: Database, clock: FrozenClock) -> None:
    taker.begins()
    taker.enters(q1_pick=taker.keys(1)[HALF])
    taker.hands_in()
    row, response = taker.row(), taker.responses()[1]
    with database.writing() as session:
        correction = Correction(
            quiz_id=row.quiz_id,
            source_id=response.source_id,
            exercise=response.exercise,
            revision_id=row.revision_id,
            choice=Choice.EVERYONE.value,
            made_at=clock.now,
        )
        session.add(correction)
        session.flush()
        worth = {"old_credit": "0", "new_credit": "1", "old_marks": "1", "new_marks": "1", "old_share": "1/3"}
        changed = CorrectedResponse(
            correction_id=correction.id,
            attempt_id=row.id,
            place=2,
            old_outcome="open",
            new_outcome="right",
            new_share="2/3",
            **worth,
        )
        session.add(changed)
        session.commit()
    page = words_of(taker.reads())
    assert "This result was put right Question 2 was at fault" in page
    assert "your result rose from 33.3 % to 66.6 %" in page
    assert "Put right lately Final check Question 2 was at fault" in words_of(taker.learner.reads("/learn/"))


@pytest.fixture
def at_once(shelf: Shelf, alice: Learner) -> Taker:
    """Alice at an attempt with feedback after each question."""
    write_quiz(shelf, "feedback: at once")
    return joined(alice).begins()


def checks(taker: Taker, place: int, status: int = 303, **fields: object) -> str:
    """Press the button under a question, without scripts."""
    taker.reads()
    values = taker.learner.form(f"{taker.address}save") | {name.replace("_", "-"): v for name, v in fields.items()}
    response = taker.learner.posts(f"{taker.address}check/{place}", values, status)
    return taker.learner.follows(response) if status == 303 else response.text


def test_a_question_is_checked_at_once_and_stands_from_then_on(at_once: Taker) -> None:
    page = words_of(checks(at_once, 2, q2_text="venting"))
    assert "Not yet You wrote: venting 0 of 1 mark" in page
    assert "Something else." in page
    assert at_once.saves(2, text="naming")["locked"] == [2]
    assert at_once.given(2) == {"text": "venting"}


def test_checking_an_open_question_asks_for_an_answer_first(at_once: Taker) -> None:
    page = checks(at_once, 2, 422, q1_pick=at_once.keys(1)[RIGHT])
    assert "Answer this question first" in page
    assert at_once.given(1) is not None


def test_checking_what_cannot_be_read_says_how_it_can(shelf: Shelf, alice: Learner) -> None:
    write_quiz(shelf, "feedback: at once", body=NUMBER)
    taker = joined(alice).begins()
    page = words_of(checks(taker, 1, 422, q1_text="thirty-one"))
    assert "Write a number in digits only, such as 31 or 2.5. What you entered is saved." in page


def test_what_has_no_right_answer_is_not_checked(shelf: Shelf, alice: Learner) -> None:
    write_quiz(shelf, "feedback: at once", body=EVERY)
    assert joined(alice).begins().page.count("Check my answer") == 7


def test_a_quiz_with_feedback_at_the_end_checks_nothing(timed: Taker) -> None:
    timed.learner.posts(f"{timed.address}check/1", {"csrf_token": timed.token()}, 404)
    assert "Check my answer" not in timed.reads()


def test_a_script_gets_the_checked_question_alone(at_once: Taker) -> None:
    at_once.saves(2, text="naming")
    headers = {"Accept": "text/x-fragment"}
    values: dict[str, object] = {"csrf_token": at_once.token()}
    response = at_once.learner.posts(f"{at_once.address}check/2", values, 200, headers=headers)
    assert response.text.lstrip().startswith("<section")
    assert "That is the word." in response.text
    assert "<html" not in response.text
