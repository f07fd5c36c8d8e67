"""Finishing lessons and courses: by answering and pressing Finish, and never taken back."""

from tests.conftest import FrozenClock
from tests.learning.courses import PICK, write_course
from tests.learning.learners import LESSON, Learner, Node, elements, text_of, words_of
from tests.library.shelves import Shelf

SECOND, THIRD = "/courses/calls/part-2/", "/courses/calls/part-3/"
WRONG = "Can I have your order number?"


def through(learner: Learner) -> None:
    """Take the whole course."""
    learner.joins()
    learner.picks("third-call", WRONG)
    for lesson in (LESSON, SECOND, THIRD):
        learner.finishes(lesson)


def test_a_lesson_is_finished_with_its_questions_answered_rightly_or_not(alice: Learner) -> None:
    alice.joins()
    alice.picks("third-call", WRONG)
    response = alice.finishes(LESSON)
    assert response.headers["Location"] == SECOND
    assert "You have finished this lesson" in words_of(alice.reads(LESSON))


def test_a_finished_lesson_says_what_comes_next_and_why(alice: Learner) -> None:
    alice.joins()
    alice.picks("third-call", WRONG)
    alice.finishes(LESSON)
    said = text_of(_end(alice.reads(LESSON)))
    assert "Next comes Lesson 2 of calls : Why lesson 2 matters." in said.replace("calls:", "calls :")


def test_finishing_too_early_names_the_open_questions_and_loses_nothing(alice: Learner) -> None:
    alice.joins()
    response = alice.finishes(LESSON, 422)
    end = _end(response.text)
    assert "One question still wants an answer" in text_of(end)
    links = {text_of(node): node.get("href") for node in end.iter() if node.tag == "a"}
    assert links == {"The third call": "#exercise-third-call"}
    assert "You have finished" not in words_of(alice.reads(LESSON))


def test_a_course_is_finished_with_its_last_lesson(alice: Learner, clock: FrozenClock) -> None:
    through(alice)
    assert "You finished this course on 2 March 2026." in words_of(alice.reads("/courses/calls/"))
    assert "You have finished the course" in words_of(alice.reads(THIRD))


def test_a_course_finished_stays_finished_when_a_lesson_is_added(
    shelf: Shelf, alice: Learner, clock: FrozenClock
) -> None:
    through(alice)
    write_course(shelf, lessons=4)
    clock.tick(days=3)
    page = words_of(alice.reads("/courses/calls/"))
    assert "You finished this course on 2 March 2026." in page
    assert "One lesson came after that" in page
    assert "New since then: Lesson 4 of calls" in words_of(alice.reads("/learn/"))


def test_a_new_question_takes_no_finished_lesson_back(shelf: Shelf, alice: Learner) -> None:
    through(alice)
    write_course(shelf, first=PICK + PICK.replace("third-call", "another"))
    assert "You have finished" in words_of(alice.reads(LESSON))


def test_finishing_twice_changes_nothing(alice: Learner, clock: FrozenClock) -> None:
    through(alice)
    clock.tick(days=5)
    alice.reads(LESSON)
    alice.posts(f"{LESSON}finish", {"csrf_token": alice.form("/sign-out")["csrf_token"]})
    assert "2 March 2026" in words_of(alice.reads("/courses/calls/"))


def test_lessons_may_be_finished_in_any_order(alice: Learner) -> None:
    alice.joins()
    alice.finishes(THIRD)
    alice.finishes(SECOND)
    assert "You finished this course" not in words_of(alice.reads("/courses/calls/"))
    alice.picks("third-call", WRONG)
    alice.finishes(LESSON)
    assert "You finished this course" in words_of(alice.reads("/courses/calls/"))


def test_nobody_finishes_what_is_closed_to_them(alice: Learner, guest: Learner) -> None:
    alice.reads(LESSON)
    token = alice.form("/sign-out")["csrf_token"]
    alice.posts(f"{SECOND}finish", {"csrf_token": token}, 403)
    assert guest.posts(f"{SECOND}finish", {}).headers["Location"] == f"/sign-up?next={SECOND}"


def _end(page: str) -> Node:
    return next(node for node in elements(page, "section") if node.get("id") == "finish")
