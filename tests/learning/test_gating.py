"""Lessons that open after a quiz, quizzes in the outline, and what completes a course."""

import pytest
from flask import Flask
from sqlalchemy import select

from coursesite import clock
from coursesite.db import Database
from coursesite.learning import completion
from coursesite.learning.models import Answer, Enrolment, FinishedLesson
from coursesite.library import queries as library
from coursesite.library import reading
from tests.conftest import FrozenClock
from tests.counting import count_queries
from tests.learning.courses import PICK
from tests.learning.learners import LESSON, Learner, elements, text_of, words_of
from tests.library.shelves import Shelf

COURSE, SECOND, GATED, FREE = (f"/courses/calls/{name}" for name in ("", "part-2/", "gated/", "part-5/"))
QUIZ = "/courses/calls/check/"
OPENS = "opens once you have passed “Final check”"


@pytest.fixture
def gated(shelf: Shelf) -> Shelf:
    """The course with a quiz after its second lesson, a lesson that opens after that, and one more."""
    (shelf.root / "courses/calls/03-part-3.md").unlink()
    shelf.push(archive=True)
    shelf.piece("03-check", "quiz", "pass: 70%", "minutes: 20", key="quiz01", title="Final check")
    body = f"Secret4 stands here.\n{PICK}"
    shelf.piece("04-gated", "lesson", "opens after: 03-check", key="calls4", title="Behind it", body=body)
    shelf.lesson("05-part-5", "Secret5 stands here.", key="calls5", title="The last")
    shelf.pushed()
    return shelf


def passes(learner: Learner, *, course: str = "calls", quiz: str = "check") -> None:
    """Write down what grading does for a passed quiz."""
    assert learner.user is not None
    with learner.database.writing() as session:
        row = library.find_quiz(session, course, quiz)
        assert row is not None
        session.add(
            FinishedLesson(
                user_id=learner.user.id,
                lesson_id=row.id,
                course_id=row.course_id,
                revision_id=row.published_revision_id,
                finished_at=clock.now(),
            )
        )
        session.flush()
        needed = reading.outline(session, row.course_id, row.outline_version).needed
        completion.complete_if_due(session, learner.user.id, row.course_id, needed, clock.now())
        session.commit()


def test_a_gated_lesson_says_what_opens_it_and_leads_there(gated: Shelf, alice: Learner) -> None:
    alice.joins()
    page = alice.reads(GATED, 403)
    assert "This lesson opens once you have passed “Final check”." in words_of(page)
    assert QUIZ in {node.get("href") for node in elements(page, "a")}
    assert "Secret4" not in page
    assert "Join" not in words_of(page)


def test_once_the_quiz_is_passed_the_lesson_is_open(gated: Shelf, alice: Learner) -> None:
    alice.joins()
    passes(alice)
    assert "Secret4" in alice.reads(GATED)


def test_who_has_not_joined_is_asked_to_join_first(gated: Shelf, alice: Learner, guest: Learner) -> None:
    page = words_of(alice.reads(GATED, 403))
    assert "Join this course" in page
    assert OPENS not in page
    assert guest.client.get(GATED).headers["Location"] == f"/sign-up?next={GATED}"


def test_a_coach_sees_what_is_gated(gated: Shelf, maren: Learner) -> None:
    assert "Secret4" in maren.reads(GATED)
    assert OPENS not in words_of(maren.reads(COURSE))


def test_another_learners_result_opens_nothing(gated: Shelf, alice: Learner, bob: Learner) -> None:
    alice.joins()
    bob.joins()
    passes(bob)
    alice.reads(GATED, 403)


def test_nothing_is_answered_or_finished_in_a_gated_lesson(gated: Shelf, alice: Learner, database: Database) -> None:
    alice.joins()
    token = alice.form("/sign-out")["csrf_token"]
    for action in ("answers/third-call", "finish"):
        response = alice.posts(f"{GATED}{action}", {"csrf_token": token, "pick": "x"}, 403)
        assert "This lesson opens once you have passed “Final check”." in words_of(response.text)
    with database.reading() as session:
        assert session.execute(select(Answer)).first() is None
        assert session.execute(select(FinishedLesson)).first() is None


def test_a_lesson_that_was_finished_stays_open_when_a_gate_is_put_before_it(gated: Shelf, alice: Learner) -> None:
    alice.joins()
    alice.finishes(FREE)
    gated.piece("05-part-5", "lesson", "opens after: 03-check", key="calls5", title="The last", body="Secret5 here.")
    gated.pushed()
    assert "Secret5" in alice.reads(FREE)


def test_the_outline_names_quizzes_and_says_what_is_closed(gated: Shelf, alice: Learner) -> None:
    alice.joins()
    for path in (COURSE, SECOND):
        lines = [node for node in elements(alice.reads(path), "li") if "outline-item" in (node.get("class") or "")]
        said = [text_of(line) for line in lines]
        assert "Quiz, 20 min" in said[2]
        assert OPENS in said[3]
        assert [node.get("href") for node in lines[3].iter() if node.tag == "a"] == []
        assert "is-closed" in lines[3].get("class")
    assert "Lesson 2 of 4" in words_of(alice.page)
    assert "Lesson 4 of 4" in words_of(alice.reads(FREE))


@pytest.mark.parametrize(
    ("gate", "words"),
    [
        ("03-check", "once you have handed in “Final check”"),
        ("02-part-2", "once you have finished “Lesson 2 of calls”"),
    ],
)
def test_what_opens_it_is_said_in_the_word_for_it(gated: Shelf, alice: Learner, gate: str, words: str) -> None:
    gated.piece("03-check", "quiz", key="quiz01", title="Final check")
    gated.piece("04-gated", "lesson", f"opens after: {gate}", key="calls4", title="Behind it", body="Text.")
    gated.pushed()
    alice.joins()
    assert words in words_of(alice.reads(GATED, 403))


def test_continue_leads_to_the_quiz_and_never_to_what_waits_for_it(
    gated: Shelf, alice: Learner, clock: FrozenClock
) -> None:
    alice.joins()
    alice.picks("third-call", "Can I have your order number?")
    for lesson in (LESSON, SECOND):
        clock.tick(minutes=1)
        alice.finishes(lesson)
    assert "Continue: Final check" in words_of(alice.reads(COURSE))
    page = words_of(alice.reads("/learn/"))
    assert "Quiz in Course calls, about 20 minutes" in page
    assert "2 of 5 lessons and quizzes finished" in page
    clock.tick(minutes=1)
    passes(alice)
    assert "Continue: Behind it" in words_of(alice.reads(COURSE))


def test_a_lesson_before_a_closed_one_leads_to_what_opens_it(gated: Shelf, alice: Learner) -> None:
    gated.lesson("06-sixth", key="calls6", title="Sixth")
    gated.piece("07-seventh", "lesson", "opens after: 03-check", key="calls7", title="Seventh", body="Text.")
    gated.pushed()
    alice.joins()
    assert "Next comes Seventh" in words_of(alice.reads("/courses/calls/sixth/"))
    assert f"It {OPENS}." in words_of(alice.page)
    assert alice.finishes("/courses/calls/sixth/").headers["Location"] == QUIZ


def test_a_course_is_complete_with_its_lessons_and_the_quizzes_that_count(gated: Shelf, alice: Learner) -> None:
    gated.piece("06-more", "quiz", "counts: no", key="quiz06", title="For practice")
    gated.pushed()
    alice.joins()
    alice.picks("third-call", "Can I have your order number?")
    for lesson in (LESSON, SECOND, FREE):
        alice.finishes(lesson)
    assert _completed(alice) is None
    passes(alice)
    assert _completed(alice) is None
    alice.picks("third-call", "Can I have your order number?", lesson=GATED)
    alice.finishes(GATED)
    assert _completed(alice) is not None
    page = words_of(alice.reads(COURSE))
    assert "You finished this course on" in page
    assert "came after that" not in page
    assert "5 of 5 lessons and quizzes finished" in page


def test_a_quiz_passed_last_completes_the_course(gated: Shelf, alice: Learner) -> None:
    gated.piece("04-gated", "lesson", key="calls4", title="Behind it", body="Text.")
    gated.pushed()
    alice.joins()
    alice.picks("third-call", "Can I have your order number?")
    for lesson in (LESSON, SECOND, GATED, FREE):
        alice.finishes(lesson)
    assert _completed(alice) is None
    passes(alice)
    assert _completed(alice) is not None


def test_who_finished_all_that_counts_before_joining_has_completed_it(gated: Shelf, alice: Learner) -> None:
    for name in ("02-part-2", "04-gated", "05-part-5"):
        (gated.root / f"courses/calls/{name}.md").unlink()
    gated.push(archive=True)
    gated.piece("03-check", "quiz", "counts: no", key="quiz01", title="Final check")
    gated.pushed()
    alice.picks("third-call", "Can I have your order number?")
    alice.finishes(LESSON)
    alice.joins()
    assert _completed(alice) is not None


def test_a_gate_costs_no_query(app: Flask, gated: Shelf, alice: Learner) -> None:
    alice.joins()
    for path, status in ((GATED, 403), (SECOND, 200), (COURSE, 200)):
        alice.reads(path, status)
        with count_queries(app) as counted:
            alice.reads(path, status)
        assert len(counted) == 3, str(counted)


def test_the_shelf_says_how_many_quizzes_there_are(gated: Shelf, guest: Learner) -> None:
    assert "Four lessons and one quiz" in words_of(guest.reads("/courses/"))
    assert "Four lessons and one quiz" in words_of(guest.reads(COURSE))


def test_an_id_of_a_hundred_characters_can_be_answered(shelf: Shelf, alice: Learner) -> None:
    long = "third-call-" + "x" * 89
    shelf.lesson("04-long", PICK.replace("id: third-call", f"id: {long}"), key="calls4")
    shelf.pushed()
    alice.joins()
    alice.picks(long, "Can I have your order number?", lesson="/courses/calls/long/")
    assert [row.exercise for row in alice.rows()] == [long]


def test_a_poll_and_a_reflection_may_have_such_an_id_too(shelf: Shelf, alice: Learner) -> None:
    poll, entry = "p" * 100, "e" * 100
    asked = f"### Poll: Where\n<!-- id: {poll} -->\n\n- [ ] here\n- [ ] there\n"
    shelf.lesson("04-long", f"{asked}\n### Reflect: Who\n<!-- id: {entry} -->\n\nWho?\n", key="calls4")
    shelf.pushed()
    alice.joins()
    lesson = "/courses/calls/long/"
    alice.picks(poll, "here", lesson=lesson)
    alice.reads(lesson)
    alice.sends(f"{lesson}entries/{entry}", text="Mine.", keep="yes")
    assert "Mine." in alice.reads(lesson)


def _completed(learner: Learner) -> object:
    assert learner.user is not None
    with learner.database.reading() as session:
        return session.scalars(select(Enrolment.completed_at).where(Enrolment.user_id == learner.user.id)).one()
