"""Taking a quiz without scripts: beginning, going on, looking it over, handing in."""

import pytest
from flask import Flask
from sqlalchemy import select

from coursesite.db import Database
from coursesite.learning.models import Enrolment, FinishedLesson
from coursesite.learning.quizzes.models import Allowance, Attempt
from coursesite.library.models import Piece
from tests.conftest import FrozenClock
from tests.learning.learners import Learner, words_of
from tests.learning.quizzes.quizzing import PICK, QUIZ, WORD, Taker, joined, write_quiz
from tests.library.shelves import Shelf

RIGHT = "Three calls for one parcel."


def test_a_quiz_is_taken_from_its_front_page_to_its_results(taker: Taker) -> None:
    taker.begins()
    response = taker.enters("review", q1_pick=taker.keys(1)[RIGHT], q2_text="naming")
    assert "Every question has an answer." in words_of(taker.learner.follows(response))
    result = words_of(taker.hands_in())
    assert "100 % Passed" not in result  # without a pass mark there is nothing to pass
    assert "100 % Handed in 3 of 3 marks" in result
    assert taker.row().passed


def test_a_learner_who_has_not_joined_finds_the_way_in(quiz: Shelf, bob: Learner) -> None:
    page = bob.reads(QUIZ, 403)
    assert "Join this course" in page
    bob.joins()
    assert "Ready when you are" in bob.reads(QUIZ)


def test_a_guest_is_led_to_sign_up_and_back(quiz: Shelf, guest: Learner, app: Flask) -> None:
    for response in (guest.client.get(QUIZ), guest.posts(f"{QUIZ}start", {})):
        assert response.status_code == 303
        assert response.headers["Location"] == f"/sign-up?next={QUIZ}"


def test_a_visitor_without_an_account_begins_nothing(quiz: Shelf, guest: Learner, database: Database) -> None:
    guest.picks("third-call", "Can I have your order number?")
    response = guest.posts(f"{QUIZ}start", {})
    assert response.headers["Location"] == f"/sign-up?next={QUIZ}"
    with database.reading() as session:
        assert session.scalars(select(Attempt)).all() == []


def test_the_rules_stand_on_the_front_page_before_anything_begins(shelf: Shelf, alice: Learner) -> None:
    rules = ("pass: 70%", "attempts: 3", "keep: last", "minutes: 20", "wait: 1 hour", "draw: 2 from 08-pool")
    write_quiz(shelf, *rules, pool=PICK.replace("third-call", "a") + WORD.replace("the-word", "b"))
    alice.joins()
    page = words_of(alice.reads(QUIZ))
    for phrase in (
        "Four questions",
        "20 minutes for each attempt",
        "70 % to pass",
        "Three attempts",
        "The last one counts",
        "One hour between attempts",
        "The clock runs on our side, and it goes on when this page is closed.",
    ):
        assert phrase in page, phrase


def test_an_attempt_under_way_is_gone_on_with(taker: Taker) -> None:
    taker.begins()
    page = taker.learner.reads(QUIZ)
    assert "Go on with it" in page
    assert f"{QUIZ}start" not in page
    assert "Quizzes under way" in taker.learner.reads("/learn/")


def test_beginning_twice_is_one_attempt(taker: Taker) -> None:
    taker.learner.reads(QUIZ)
    form = taker.learner.form(f"{QUIZ}start")
    places = {taker.learner.posts(f"{QUIZ}start", {**form, "once": once}).headers["Location"] for once in ("a" * 9, "")}
    assert places == {f"{QUIZ}attempts/1/"}


def test_handing_in_twice_is_one(taker: Taker) -> None:
    taker.begins()
    taker.enters(q2_text="naming")
    taker.reads("review")
    form = taker.learner.form(f"{taker.address}submit")
    taker.learner.posts(f"{taker.address}submit", form)
    first = taker.row().submitted_at
    assert taker.learner.posts(f"{taker.address}submit", form).headers["Location"] == taker.address
    assert taker.row().submitted_at == first


def test_what_is_open_or_half_answered_is_named_before_handing_in(shelf: Shelf, alice: Learner) -> None:
    gaps = "### Question: Fill in\n<!-- id: gaps -->\n\nIt is [[this]] and [[that]].\n"
    write_quiz(shelf, body=PICK + WORD + gaps)
    taker = joined(alice).begins()
    page = words_of(alice.follows(taker.enters("review", q2_text="naming", q3_gap_1="this")))
    assert "One question is still open and one is half answered." in page
    assert "The third call open The word for it answered Fill in half answered" in page
    page = words_of(alice.follows(taker.enters("review", q2_text="naming", q3_gap_1="this", q3_gap_2="that")))
    assert "One question is still open. You can go back to it, or hand in as it is." in page


def test_options_are_shuffled_alike_each_time_the_page_is_read(shelf: Shelf, alice: Learner) -> None:
    write_quiz(shelf, body=PICK.replace("; shuffle: no", ""))
    taker = joined(alice).begins()
    first = list(taker.keys(1))
    taker.reads()
    assert list(taker.keys(1)) == first


@pytest.mark.parametrize(("rule", "left"), [("attempts: 1", "Your attempt is used"), ("attempts: 2", "Another try")])
def test_attempts_are_counted(shelf: Shelf, alice: Learner, rule: str, left: str) -> None:
    write_quiz(shelf, rule, "pass: 50%")
    taker = joined(alice).begins()
    taker.hands_in()
    assert left in alice.reads(QUIZ)


def test_a_coach_can_allow_another_attempt(
    shelf: Shelf, alice: Learner, database: Database, clock: FrozenClock
) -> None:
    write_quiz(shelf, "attempts: 1", "pass: 50%")
    taker = joined(alice)
    taker.begins().hands_in()
    assert "ask your coach" in alice.reads(QUIZ)
    assert alice.user is not None
    with database.writing() as session:
        quiz_id = session.scalars(select(Piece.id).where(Piece.key == "callsquiz")).one()
        allowed = Allowance(user_id=alice.user.id, quiz_id=quiz_id, extra_attempts=1, granted_at=clock.now)
        session.add(allowed)
        session.commit()
    page = words_of(alice.reads(QUIZ))
    assert "Your coach has allowed you one further attempt." in page
    assert taker.begins().number == 2


def test_a_pause_between_attempts_is_kept_and_said(shelf: Shelf, alice: Learner, clock: FrozenClock) -> None:
    write_quiz(shelf, "wait: 1 hour", "pass: 50%")
    taker = joined(alice).begins()
    alice.reads(QUIZ)
    taker.hands_in()
    assert "You can begin again from 10:30" in alice.reads(QUIZ)
    refused = alice.posts(f"{QUIZ}start", {"csrf_token": taker.token(), "once": "another-try"}, 409)
    assert "No attempt was begun. You can begin again from 10:30." in words_of(refused.text)
    clock.tick(hours=1)
    assert taker.begins().number == 2


def test_who_comes_back_reads_the_next_thing_first(taker: Taker) -> None:
    page = words_of(taker.learner.reads(QUIZ))
    assert page.index("How it goes") < page.index("Ready when you are")
    taker.begins()
    page = words_of(taker.learner.reads(QUIZ))
    assert page.index("Your attempt is under way") < page.index("How it goes")


def test_who_comes_back_finds_the_question_to_go_on_at(taker: Taker) -> None:
    taker.begins()
    assert "Go on at question" not in taker.page
    taker.enters(q1_pick=taker.keys(1)[RIGHT])
    assert '<a href="#question-2">Go on at question 2</a>' in taker.reads()
    taker.enters(q1_pick=taker.keys(1)[RIGHT], q2_text="naming")
    assert "Go on at question" not in taker.reads()


def test_results_name_what_is_worth_a_second_look(taker: Taker) -> None:
    taker.begins()
    taker.enters(q1_pick=taker.keys(1)[RIGHT], q2_text="venting")
    result = words_of(taker.hands_in())
    assert "Worth a second look The word for it Not yet Question 1 of 2" in result
    taker.begins()
    taker.enters(q1_pick=taker.keys(1)[RIGHT], q2_text="naming")
    assert "Worth a second look" not in taker.hands_in()


def test_finishing_a_quiz_finishes_the_course(shelf: Shelf, alice: Learner, database: Database) -> None:
    write_quiz(shelf, "pass: 60%")
    taker = joined(alice)
    alice.picks("third-call", "I'm sorry about that.")
    for lesson in ("begin", "part-2", "part-3"):
        alice.finishes(f"/courses/calls/{lesson}/")
    taker.begins().hands_in()
    with database.reading() as session:
        assert session.scalars(select(Enrolment.completed_at)).one() is None
    taker.begins()
    taker.enters(q1_pick=taker.keys(1)[RIGHT])
    taker.hands_in()
    with database.reading() as session:
        assert session.scalars(select(Enrolment.completed_at)).one() is not None
        assert len(session.scalars(select(FinishedLesson)).all()) == 4


def test_drawn_questions_come_after_those_in_place_and_stay_the_same(shelf: Shelf, alice: Learner) -> None:
    many = "".join(WORD.replace("the-word", f"w{n}").replace("The word for it", f"Word {n}") for n in range(6))
    write_quiz(shelf, "draw: 3 from 08-pool", pool=many)
    taker = joined(alice).begins()
    asked = [row.exercise for row in taker.responses()]
    assert asked[:2] == ["third-call", "the-word"]
    assert len(set(asked[2:])) == 3
    assert "Question 5 of 5" in taker.reads()


def test_the_text_before_the_first_question_stands_on_the_front_page_only(shelf: Shelf, alice: Learner) -> None:
    write_quiz(shelf, body=PICK + "\n---\n\nNow the last one.\n" + WORD)
    taker = joined(alice)
    assert "Read each one twice." in alice.reads(QUIZ)
    page = taker.begins().page
    assert "Read each one twice." not in page
    assert page.index("The third call") < page.index("Now the last one.") < page.index("The word for it")


def test_a_wording_that_changes_meanwhile_does_not_change_the_attempt(quiz: Shelf, taker: Taker) -> None:
    taker.begins()
    write_quiz(quiz, body=PICK.replace("What do you say *first*?", "What comes first?"))
    assert "What do you say" in taker.reads()
    taker.enters(q2_text="naming")
    assert "1 of 3 marks" in taker.hands_in()


def test_a_pool_that_has_become_too_short_is_said_and_uses_no_attempt(
    shelf: Shelf, alice: Learner, database: Database
) -> None:
    write_quiz(shelf, "draw: 1 from 08-pool", pool=WORD)
    alice.joins()
    alice.reads(QUIZ)
    with database.writing() as session:
        pool = session.scalars(select(Piece).where(Piece.key == "callspool")).one()
        pool.state = "archived"
        session.commit()
    page = alice.sends(f"{QUIZ}start", 409).text
    assert "no attempt is used" in page


def test_results_and_attempts_stand_under_my_learning(taker: Taker) -> None:
    taker.begins()
    taker.enters(q2_text="naming")
    taker.hands_in()
    assert "Final check : 33.3 %" in words_of(taker.learner.reads("/learn/"))


def test_nobody_else_finds_an_attempt(taker: Taker, bob: Learner, maren: Learner) -> None:
    taker.begins()
    bob.joins()
    for other in (bob, maren):
        for below in ("", "review"):
            other.reads(f"{taker.address}{below}", 404)
        other.reads(QUIZ)
        form = other.form(f"{QUIZ}start")
        for below in ("save", "submit", "check/1"):
            other.posts(f"{taker.address}{below}", {"csrf_token": form["csrf_token"]}, 404)
    assert taker.row().submitted_at is None


def test_a_guest_is_led_to_sign_in_from_an_attempt(taker: Taker, guest: Learner) -> None:
    taker.begins()
    response = guest.client.get(taker.address)
    assert response.headers["Location"] == f"/sign-in?next={taker.address}"
