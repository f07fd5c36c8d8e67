"""The coach's pages for changed questions: what they show, deciding, taking it back, and who is told."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from flask.testing import FlaskClient

from coursesite.accounts.models import User
from coursesite.db import Database
from coursesite.learning.quizzes import grading
from coursesite.learning.quizzes.corrections import deciding, work
from tests.conftest import FrozenClock
from tests.learning.learners import Learner, elements, text_of, words_of
from tests.learning.quizzes.correcting import CALLS, FIRST, ORDER, SECOND, SORRY, STUDIO, TURNED, Desk, contents
from tests.library.shelves import Shelf
from tests.mailbox import Mails

LIST = f"{STUDIO}/corrections"
PAGE = f"{LIST}/quiz01/third-call"


@pytest.fixture
def desk(shelf: Shelf, database: Database, clock: FrozenClock, maren: Learner) -> Desk:
    """A quiz that Ann, Bea and Cis took before its first question was turned round."""
    assert maren.user is not None
    made = Desk(shelf, database, maren.user)
    made.publishes(FIRST, SECOND)
    for name, answer in (("Ann", ORDER), ("Bea", SORRY), ("Cis", CALLS)):
        made.takes(name, third_call=answer, the_word="naming")
    made.publishes(TURNED, SECOND)
    return made


def form_of(coach: Learner, choice: str) -> dict[str, object]:
    """The fields of the form that makes this choice, on the page that was read last."""
    for form in elements(coach.page, "form"):
        fields = {node.get("name"): node.get("value", "") for node in form.iter() if node.tag == "input"}
        if fields.get("choice") == choice:
            return fields
    raise AssertionError(f"there is no form for {choice}")


def decides(coach: Learner, choice: str) -> str:
    coach.reads(PAGE)
    return coach.follows(coach.posts(PAGE, form_of(coach, choice)))


def test_what_waits_says_what_changed(desk: Desk, maren: Learner) -> None:
    page = words_of(maren.reads(LIST))
    assert "The right answer was “Can I have your order number?” and is “Sorry about that.” now." in page
    assert "Three answers to the earlier wording" in page
    assert "Corrections (1)" in page


def test_a_question_shows_both_wordings_who_answered_and_what_each_choice_does(desk: Desk, maren: Learner) -> None:
    page = words_of(maren.reads(PAGE))
    assert "“Sorry about that.” is taken for “I'm sorry about that.”" in page
    for said in ("1 result rises, 1 falls, 1 stays the same; 1 person passes who had not.", "No result changes."):
        assert said in page
    rows = [[text_of(cell) for cell in row if cell.tag in ("td", "th")] for row in elements(maren.page, "tr")]
    assert [ORDER, "1"] in rows
    assert ["Ann", ORDER, "right", "100 %"] in rows


def test_deciding_tells_everybody_whose_result_changed_and_nobody_else(
    desk: Desk, maren: Learner, mails: Mails
) -> None:
    page = decides(maren, "regrade")
    assert "everybody whose result changed has mail on its way" in page
    assert "Nothing waits." in page
    assert "Maren" in page
    assert "1 rose, 1 fell, 1 stayed the same." in words_of(page)
    assert {mail.recipient for mail in mails.all()} == {"ann@example.org", "bea@example.org"}
    rose, fell = mails.newest("bea@example.org"), mails.newest("ann@example.org")
    assert rose.subject == "Your result in “Final check” rose"
    assert "your result rose from 50\N{NO-BREAK SPACE}% to 100\N{NO-BREAK SPACE}%." in rose.body
    assert "With that you have passed." in rose.body
    assert fell.subject == "Your result in “Final check” fell"
    assert "You had passed, and that stays so." in fell.body
    assert mails.path("bea@example.org") == "/courses/calls/check/attempts/1/"


def test_undoing_tells_them_again(desk: Desk, maren: Learner, mails: Mails) -> None:
    before = contents(desk.database)
    decides(maren, "both")
    assert [mail.recipient for mail in mails.all()] == ["bea@example.org"]
    action = next(form.get("action") for form in elements(maren.page, "form") if "undo" in (form.get("action") or ""))
    page = words_of(maren.follows(maren.sends(action)))
    assert "Taken back by Maren" in page
    assert mails.newest("bea@example.org").subject == "A correction in “Final check” was taken back"
    assert "fell from 100\N{NO-BREAK SPACE}% to 50\N{NO-BREAK SPACE}%" in mails.newest().body
    assert len(mails) == 2
    assert [line.replace("True", "False") for line in contents(desk.database)] == [
        line.replace("True", "False") for line in before
    ]


def test_a_decision_taken_back_twice_is_taken_back_once(desk: Desk, maren: Learner, mails: Mails) -> None:
    decides(maren, "both")
    action = next(form.get("action") for form in elements(maren.page, "form") if "undo" in (form.get("action") or ""))
    fields = maren.form(action)
    for _time in range(2):
        maren.posts(action, fields)
    assert len(mails) == 2


def test_numbers_that_no_longer_hold_decide_nothing_and_are_shown_anew(desk: Desk, maren: Learner) -> None:
    late = desk.begins("Dot")
    desk.publishes(FIRST, SECOND)
    late_too = desk.begins("Eve")
    desk.answers(late_too, {"third-call": SORRY})
    desk.publishes(TURNED, SECOND)
    maren.reads(PAGE)
    fields = form_of(maren, "regrade")
    desk.hands_in(late_too)
    before = contents(desk.database)
    maren.page = maren.posts(PAGE, fields, 409).text
    assert "Nothing was decided yet" in maren.page
    assert "2 results rise, 1 falls, 1 stays the same" in words_of(maren.page)
    assert contents(desk.database) == before
    assert late.graded_at is None


def test_a_question_that_changed_again_is_shown_anew(desk: Desk, maren: Learner) -> None:
    maren.reads(PAGE)
    fields = form_of(maren, "everyone")
    desk.publishes(TURNED.replace("shuffle: no", "marks: 3"), SECOND)
    maren.posts(PAGE, fields, 409)
    desk.publishes(FIRST, SECOND)
    maren.posts(PAGE, fields, 404)


def test_without_a_choice_nothing_is_decided(desk: Desk, maren: Learner) -> None:
    maren.reads(PAGE)
    fields = form_of(maren, "everyone") | {"choice": "all of them"}
    assert "pick one of the choices first" in maren.posts(PAGE, fields, 422).text


def test_a_decision_that_a_later_one_covers_says_which_comes_first(desk: Desk, maren: Learner, mails: Mails) -> None:
    decides(maren, "regrade")
    first = next(form.get("action") for form in elements(maren.page, "form") if "undo" in (form.get("action") or ""))
    desk.publishes(TURNED.replace("shuffle: no", "marks: 3"), SECOND)
    token = maren.form(first)
    decides(maren, "leave")
    refused = maren.posts(first, token, 409).text
    assert "decided about once more (“Leave it”)" in refused


def test_a_question_from_a_pool_is_decided_for_this_quiz(desk: Desk, maren: Learner, mails: Mails) -> None:
    desk.publishes_pool(FIRST.replace("third-call", "drawn-one"))
    desk.publishes(SECOND, rules="draw: 1 from 08-pool\n")
    desk.takes("Dot", drawn_one=SORRY, the_word="naming")
    desk.publishes_pool(TURNED.replace("third-call", "drawn-one"))
    assert "in “Questions to draw from”" in words_of(maren.reads(LIST))
    page = f"{LIST}/pool01/drawn-one"
    maren.reads(page)
    maren.follows(maren.posts(page, form_of(maren, "regrade")))
    assert desk.results("Dot") == [("1", True)]
    assert [mail.recipient for mail in mails.all()] == ["dot@example.org"]


def test_somebody_who_left_is_counted_and_not_written_to(desk: Desk, maren: Learner, database: Database) -> None:
    with database.writing() as session:
        user = session.get_one(User, desk.people["Bea"].id)
        user.address, user.name, user.erased_at = None, "", user.created_at
        session.commit()
    assert "somebody who left" in words_of(maren.reads(PAGE))
    before = len(contents(database))
    maren.follows(maren.posts(PAGE, form_of(maren, "both")))
    assert len(contents(database)) == before
    assert desk.results("Bea") == [("1", True)]


def test_only_coaches_come_here(desk: Desk, alice: Learner, guest: Learner) -> None:
    for path in (LIST, PAGE):
        alice.reads(path, 403)
        assert guest.client.get(path).headers["Location"].startswith("/sign-in")
    assert guest.client.get(LIST.replace("check", "begin")).status_code == 303


def test_a_hand_in_during_a_decision_is_decided_about_too(
    desk: Desk, maren: Learner, database: Database, monkeypatch: pytest.MonkeyPatch, mails: Mails
) -> None:
    """It waits for the decision, and follows it; or it comes first, and the numbers that were shown no longer hold."""
    desk.publishes(FIRST, SECOND)
    late = desk.begins("Dot")
    desk.answers(late, {"third-call": SORRY, "the-word": "naming"})
    desk.publishes(TURNED, SECOND)
    maren.reads(PAGE)
    fields = form_of(maren, "regrade")
    real, pool = deciding.decide, ThreadPoolExecutor(1)
    handed_in = []

    def overtaken(*args: object) -> object:
        monkeypatch.setattr(deciding, "decide", real)
        handed_in.append(pool.submit(desk.hands_in, late))
        return real(*args)  # type: ignore[arg-type]  # handed on as they came

    monkeypatch.setattr(deciding, "decide", overtaken)
    maren.posts(PAGE, fields)
    assert handed_in[0].result(30).graded_at is not None
    pool.shutdown()
    assert desk.results("Dot") == [("1", True)]
    assert desk.waits() == []


def test_a_decision_during_a_hand_in_waits_for_it(
    desk: Desk, maren: Learner, monkeypatch: pytest.MonkeyPatch, mails: Mails
) -> None:
    desk.publishes(FIRST, SECOND)
    late = desk.begins("Dot")
    desk.answers(late, {"third-call": SORRY, "the-word": "naming"})
    desk.publishes(TURNED, SECOND)
    maren.reads(PAGE)
    fields = form_of(maren, "regrade")
    real, pool = grading.decisions_in_force, ThreadPoolExecutor(1)
    decided = []

    def overtaken(*args: object) -> object:
        monkeypatch.setattr(grading, "decisions_in_force", real)
        found = real(*args)  # type: ignore[arg-type]  # handed on as they came
        decided.append(pool.submit(maren.client.post, PAGE, data=fields, headers={"Origin": "http://localhost"}))
        return found

    monkeypatch.setattr(grading, "decisions_in_force", overtaken)
    desk.hands_in(late)
    # The decision saw one answer more than it had shown, so it was refused, and asks again with all of them.
    assert decided[0].result(30).status_code == 409
    pool.shutdown()
    decides(maren, "regrade")
    assert desk.results("Dot") == [("1", True)]


@pytest.mark.parametrize("people", [6, 30])
def test_a_decision_is_made_a_batch_at_a_time(
    desk: Desk, maren: Learner, monkeypatch: pytest.MonkeyPatch, mails: Mails, people: int
) -> None:
    monkeypatch.setattr(work, "BATCH", 4)
    desk.publishes(FIRST, SECOND)
    for number in range(people):
        desk.takes(f"P{number}", third_call=SORRY)
    desk.publishes(TURNED, SECOND)
    decides(maren, "regrade")
    assert len(mails) == people + 2
    assert {desk.results(f"P{number}")[0] for number in range(people)} == {("1/2", False)}


def test_my_learning_and_the_result_say_what_was_put_right(
    app: Flask,
    desk: Desk,
    maren: Learner,
    mails: Mails,
    clock: FrozenClock,
    sign_in: Callable[[FlaskClient, User], FlaskClient],
) -> None:
    decides(maren, "regrade")
    bea = Learner(sign_in(app.test_client(), desk.people["Bea"]), desk.database, desk.people["Bea"])
    said = "your result rose from 50\N{NO-BREAK SPACE}% to 100\N{NO-BREAK SPACE}%"
    assert said in bea.reads("/learn/")
    assert said in bea.reads("/courses/calls/check/attempts/1/")
    cis = Learner(sign_in(app.test_client(), desk.people["Cis"]), desk.database, desk.people["Cis"])
    assert "your result" not in cis.reads("/learn/")
    clock.tick(days=29)
    assert said in bea.reads("/learn/")
    clock.tick(days=2)
    bea = Learner(sign_in(app.test_client(), desk.people["Bea"]), desk.database, desk.people["Bea"])
    assert said not in bea.reads("/learn/")
