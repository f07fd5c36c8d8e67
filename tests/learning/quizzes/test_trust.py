"""What a page sends beside its answers counts for nothing, and what it is sent gives no answer away."""

from collections import Counter
from datetime import UTC, datetime

import pytest

from coursesite.config import Settings
from coursesite.db import Database
from coursesite.mail.queue import open_queue
from coursesite.worker import register
from tests.conftest import FrozenClock
from tests.learning.learners import Learner, elements, text_of
from tests.learning.quizzes.quizzing import (
    GAPS,
    JSON,
    MATCH,
    NUMBER,
    ORDER,
    PICK,
    QUIZ,
    SEVERAL,
    WORD,
    Taker,
    joined,
    write_quiz,
)
from tests.library.shelves import Shelf

FAR = "2099-01-01T00:00:00+00:00"
WISHES: dict[str, object] = {
    **dict.fromkeys(("due_at", "due-at", "due", "ends", "started_at", "submitted_at", "now", "at", "time"), FAR),
    **dict.fromkeys(("minutes", "seconds_left", "seconds-left", "extra_minutes", "limit"), "9999"),
    **dict.fromkeys(("score", "share", "credit", "marks", "passed", "q2-credit", "q2-marks", "q2-outcome"), "1"),
}
"""What somebody might send who hopes for more time or more marks."""
POSITION = ("id", "for", "aria-labelledby", "aria-describedby")


@pytest.fixture
def timed(shelf: Shelf, alice: Learner) -> Taker:
    """Alice, who has not begun yet: an attempt lasts ten minutes."""
    write_quiz(shelf, "minutes: 10", "pass: 50%")
    return joined(alice)


def test_no_page_can_give_itself_more_time_or_marks(timed: Taker, clock: FrozenClock) -> None:
    timed.learner.reads(QUIZ)
    begun = clock.now
    timed.learner.follows(timed.learner.posts(f"{QUIZ}start", WISHES | timed.learner.form(f"{QUIZ}start")))
    timed.number = 1
    due = timed.row().due_at
    assert due is not None
    assert (due - begun).total_seconds() == 600
    clock.tick(minutes=1)
    found = timed.sends({**WISHES, "csrf_token": timed.token(), "q2-sequence": 0, "q2-text": "venting"})
    assert found["seconds_left"] == 540
    clock.tick(minutes=9, seconds=6)
    late = {**WISHES, "csrf_token": timed.token(), "q2-sequence": 1, "q2-text": "naming"}
    assert timed.sends(late)["closed"] is True
    timed.learner.posts(f"{timed.address}submit", late)
    row = timed.row()
    assert (row.due_at, row.submitted_at) == (due, due)
    assert (row.score, row.share, row.passed) == ("0", "0", False)


def test_handing_in_takes_no_answers_along(timed: Taker, clock: FrozenClock) -> None:
    timed.begins().saves(2, text="venting")
    answers = {"q2-sequence": "1", "q2-text": "naming", "tab": timed.tab, "tab_number": "2"}
    timed.learner.posts(f"{timed.address}submit", {"csrf_token": timed.token(), **answers})
    assert timed.given(2) == {"text": "venting"}
    assert timed.row().score == "0"


def test_handing_in_again_later_changes_neither_moment_nor_result(timed: Taker, clock: FrozenClock) -> None:
    timed.begins().saves(2, text="naming")
    token = timed.token()
    timed.hands_in()
    first = timed.row()
    clock.tick(minutes=1)
    timed.learner.posts(f"{timed.address}submit", {"csrf_token": token})
    again = timed.row()
    assert (again.submitted_at, again.graded_at, again.share) == (first.submitted_at, first.graded_at, first.share)


def test_the_worker_hands_in_every_minute_what_nobody_came_back_to(
    timed: Taker, clock: FrozenClock, settings: Settings, database: Database
) -> None:
    timed.begins().saves(2, text="naming")
    clock.tick(minutes=10, seconds=6)
    work = open_queue(settings)
    register(work, database, settings)
    for minute in (0, 1, 37):
        tasks = work.read_periodic(datetime(2026, 3, 2, 14, minute, tzinfo=UTC))
        due = [task for task in tasks if task.name == "close_overdue"]
        assert len(due) == 1
    work.execute(due[0])
    assert (timed.row().submitted_at, timed.row().graded_at) == (timed.row().due_at, clock.now)
    assert timed.row().score == "1"


FORWARDS, BACKWARDS = (
    "1. Name the feeling.\n2. Say what you will do.\n3. Ask for the number.",
    "1. Ask for the number.\n2. Say what you will do.\n3. Name the feeling.",
)
OTHERWISE = {
    "pick": (PICK, PICK.replace("[ ] Can", "[x] Can").replace("[x] Three", "[ ] Three")),
    "several": (SEVERAL, SEVERAL.replace("[x] Asking", "[ ] Asking").replace("[ ] Explaining", "[x] Explaining")),
    "word": (WORD, WORD.replace("[=] naming", "[=] labelling")),
    "number": (NUMBER, NUMBER.replace("31 ± 2", "44 ± 9")),
    "gaps": (GAPS, GAPS.replace("frustrated|fed up", "cross").replace("*exhausting|fine", "exhausting|*fine")),
    "order": (ORDER, ORDER.replace(FORWARDS, BACKWARDS)),
    "match": (
        MATCH,
        MATCH.replace("a line was", "X")
        .replace("something may be lost", "a line was crossed")
        .replace("X crossed", "something may be lost"),
    ),
}


def parts(taker: Taker) -> Counter[tuple[str, ...]]:
    """Everything that the page of an attempt holds for its question, wherever it stands."""
    section = next(node for node in elements(taker.reads(), "section") if node.get("id") == "question-1")
    found: Counter[tuple[str, ...]] = Counter()
    for node in section.iter():
        attributes = (f"{name}={value}" for name, value in sorted(node.items()) if name not in POSITION)
        found[(str(node.tag), text_of(node) if len(node) == 0 else "", *attributes)] += 1
    return found


@pytest.mark.parametrize("kind", OTHERWISE)
def test_a_question_looks_the_same_whichever_answer_is_right(shelf: Shelf, alice: Learner, kind: str) -> None:
    one, other = OTHERWISE[kind]
    assert one != other
    write_quiz(shelf, body=one)
    taker = joined(alice).begins()
    before = parts(taker)
    taker.hands_in()
    write_quiz(shelf, body=other)
    taker.begins()
    assert taker.number == 2
    assert parts(taker) == before


def test_what_a_save_is_told_gives_no_answer_away(timed: Taker) -> None:
    values: dict[str, object] = {"csrf_token": timed.begins().token(), "known": "1:9,2:9"}
    values |= {"q2-sequence": "0", "q2-text": "venting"}
    told = timed.learner.posts(f"{timed.address}save", values, 200, headers=JSON).text
    for secret in ("naming", "Something else", "right", "wrong", "credit", "marks"):
        assert secret not in told, secret
