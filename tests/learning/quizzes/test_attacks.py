"""What somebody might try with a quiz, and what must come of it: nothing."""

import base64
import threading
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from coursesite import clock as site_clock
from coursesite.accounts.models import Role
from coursesite.db import Database
from coursesite.learning import personal
from coursesite.learning.quizzes import allowing, saving
from coursesite.learning.quizzes.allowing import Wish
from coursesite.learning.records import queries as records
from coursesite.library.models import Piece
from coursesite.library.pushing import check
from tests.conftest import ON_POSTGRES
from tests.factories import make_user
from tests.learning.learners import Learner, elements
from tests.learning.quizzes.quizzing import PICK, QUIZ, SCALE, SOURCE, TWO, WORD, Taker, joined, write_quiz
from tests.learning.quizzes.test_exchange_desk import GIFT, IMPORT, sends_file
from tests.library.shelves import Shelf

DESK = "/studio/courses/calls/final-check"
HERE = {"Origin": "http://localhost"}
CITED = PICK.replace("> Naming it lowers the heat.", "> Naming it lowers the heat.[^1]")
NOTE = "\n---\n\n[^1]: Weger (2014), a journal: the third call is right.\n"


@pytest.mark.parametrize("number", ["3000000000", "9" * 20])
def test_a_number_that_no_database_holds_leads_nowhere(app: Flask, taker: Taker, number: str) -> None:
    app.testing = False
    token = taker.begins().token()
    for below in ("", "review"):
        assert taker.learner.client.get(f"{QUIZ}attempts/{number}/{below}").status_code == 404
    for below in ("save", "submit", "check/1"):
        path, data = f"{QUIZ}attempts/{number}/{below}", {"csrf_token": token}
        assert taker.learner.client.post(path, data=data, headers=HERE).status_code == 404


def test_a_coach_reads_no_step_of_a_scale(shelf: Shelf, alice: Learner, maren: Learner) -> None:
    write_quiz(shelf, body=SCALE + PICK)
    taker = joined(alice).begins()
    taker.saves(1, step="1")
    page = f"{DESK}/people/{alice.person.key}/1"
    assert "hardly ever" not in maren.reads(page)
    taker.hands_in()
    assert "hardly ever" not in maren.reads(page)
    assert "stays with them" in maren.page


def test_whoever_leaves_takes_their_scales_along(shelf: Shelf, alice: Learner, database: Database) -> None:
    write_quiz(shelf, body=SCALE + PICK)
    taker = joined(alice).begins()
    taker.saves(1, step="1")
    taker.hands_in()
    with database.writing() as session:
        personal.erase(session, alice.person.id, site_clock.now())
        session.commit()
    assert not taker.responses()[0].given


def test_a_source_of_an_explanation_is_read_with_the_results_and_not_before(shelf: Shelf, alice: Learner) -> None:
    write_quiz(shelf, body=CITED + NOTE)
    taker = joined(alice)
    assert "Weger" not in alice.reads(QUIZ)
    assert "Weger" not in taker.begins().page
    assert "Weger (2014), a journal" in taker.hands_in()


def test_a_source_of_an_explanation_that_is_never_shown_is_not_shown_either(shelf: Shelf, alice: Learner) -> None:
    write_quiz(shelf, "answers shown: never", body=CITED + NOTE)
    assert "Weger" not in joined(alice).begins().hands_in()


def test_a_source_of_a_prompt_may_be_read_from_the_start(shelf: Shelf, alice: Learner) -> None:
    write_quiz(shelf, body=PICK.replace("*first*?", "*first*?[^1]") + NOTE)
    assert "Weger (2014), a journal" in joined(alice).begins().page


def test_a_source_in_a_pool_is_a_fault_since_a_drawn_question_leaves_the_list_behind(shelf: Shelf) -> None:
    with pytest.raises(AssertionError):
        write_quiz(shelf, "draw: 1 from 08-pool", pool=CITED.replace("third-call", "pooled") + NOTE)
    (found,) = check(shelf.root, site_clock.now())
    assert "A pool cites a source" in found.fault.problem


def test_nobody_can_make_their_own_erasure_fail(shelf: Shelf, alice: Learner, database: Database) -> None:
    write_quiz(shelf)
    taker = joined(alice).begins()
    first = taker.row().id
    taker.hands_in()
    alice.reads(QUIZ)
    alice.sends(f"{QUIZ}start", once=f"erased-{first}")
    with database.writing() as session:
        personal.erase(session, alice.person.id, site_clock.now())
        session.commit()


def test_a_form_of_another_quiz_begins_nothing(shelf: Shelf, alice: Learner) -> None:
    write_quiz(shelf)
    once = joined(alice).begins().row().once
    other = SOURCE.format(rules="", body=TWO).replace("callsquiz", "otherquiz").replace("Final check", "Other check")
    shelf.write("courses/calls/10-other.md", other.replace("third-call", "third-two").replace("the-word", "word-two"))
    shelf.pushed()
    alice.reads("/courses/calls/other/")
    form = alice.form("/courses/calls/other/start")
    alice.posts("/courses/calls/other/start", form | {"once": once}, 404)


def test_marks_may_not_be_finer_than_anybody_needs(shelf: Shelf) -> None:
    with pytest.raises(AssertionError):
        write_quiz(shelf, body=PICK.replace("marks: 2", "marks: 1/999999999999999989"))
    (found,) = check(shelf.root, site_clock.now())
    assert "more than four places" in found.fault.problem


def test_long_sums_of_marks_are_kept_exactly(shelf: Shelf, alice: Learner) -> None:
    marks = (9973, 9967, 9949, 9941, 9931, 9929, 9923, 9907, 9901, 9887)
    body = "".join(
        PICK.replace("third-call", f"call-{n}")
        .replace("The third call", f"Call {n}")
        .replace("marks: 2", f"marks: 1/{n}")
        for n in marks
    )
    write_quiz(shelf, body=body)
    taker = joined(alice).begins()
    taker.saves(1, pick=next(iter(taker.keys(1).values())))
    taker.hands_in()
    assert len(taker.row().out_of) > 70


def test_what_the_coach_says_about_right_answers_holds_for_attempts_under_way(shelf: Shelf, alice: Learner) -> None:
    write_quiz(shelf)
    taker = joined(alice).begins()
    write_quiz(shelf, "answers shown: never")
    assert "lowers the heat" not in taker.hands_in()


def test_attempts_begun_without_end_are_slowed_down(shelf: Shelf, alice: Learner) -> None:
    write_quiz(shelf, body=WORD)
    taker = joined(alice)
    for _ in range(60):
        taker.begins()
        alice.posts(f"{taker.address}submit", {"csrf_token": taker.token()})
    alice.reads(QUIZ)
    alice.posts(f"{QUIZ}start", alice.form(f"{QUIZ}start"), 429)


def test_going_on_with_an_attempt_is_never_slowed_down(taker: Taker) -> None:
    taker.begins()
    for number in range(70):
        form: dict[str, object] = {"csrf_token": taker.token(), "once": f"going-on-{number}"}
        assert taker.learner.posts(f"{QUIZ}start", form).headers["Location"] == taker.address


def test_an_error_page_gives_back_words_and_no_counters(
    app: Flask, taker: Taker, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.testing = False
    token = taker.begins().token()

    def full(*_arguments: object) -> None:
        raise OperationalError("save", {}, Exception("disk full"))

    monkeypatch.setattr(saving, "save", full)
    fields = {"q1-sequence": "7", "q2-sequence": "8", "q2-text": "my words", "tab": "abcdef", "known": "1:0"}
    page = taker.learner.client.post(
        f"{taker.address}save", data={**fields, "q3-place-8fa1": "2", "csrf_token": token}, headers=HERE
    ).text
    assert "my words" in page
    kept = " ".join("".join(node.itertext()) for node in elements(page, "textarea") + elements(page, "pre"))
    assert not any(word in kept for word in ("abcdef", "1:0", "\n2", "7"))


def test_an_import_with_hundreds_of_notes_can_be_published(shelf: Shelf, maren: Learner, database: Database) -> None:
    write_quiz(shelf)
    sends_file(maren, GIFT, "a.gift")
    form = maren.form(f"{IMPORT}/publish")
    notes = {"note_line": [str(number) for number in range(900)], "note": ["Noted."] * 900}
    text = next("".join(node.itertext()) for node in elements(maren.page, "textarea"))
    maren.posts(f"{IMPORT}/publish", form | notes | {"source": text}, 303)
    with database.reading() as session:
        assert len(session.scalars(select(Piece.id).where(Piece.kind == "pool")).all()) == 1


@pytest.mark.parametrize("name", ["a" * 300 + ".svg", "\u202egnp.svg", "漢" * 100 + ".svg", "../x.svg"])
def test_a_picture_with_a_name_that_no_folder_takes_is_refused(shelf: Shelf, maren: Learner, name: str) -> None:
    write_quiz(shelf)
    sends_file(maren, GIFT, "a.gift")
    form = maren.form(f"{IMPORT}/publish")
    text = next("".join(node.itertext()) for node in elements(maren.page, "textarea"))
    svg = base64.b64encode(b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'/>").decode()
    maren.posts(f"{IMPORT}/publish", form | {"source": text, "picture": name, "picture_data": svg}, 422)


@pytest.mark.skipif(not ON_POSTGRES, reason="SQLite has one writer at a time, so nobody can wait for nobody")
def test_two_coaches_who_allow_each_other_time_do_not_wait_for_each_other_for_ever(
    shelf: Shelf, database: Database
) -> None:
    write_quiz(shelf)
    one, two = (make_user(database, role=Role.COACH).id for _ in range(2))
    with database.reading() as session:
        quiz = session.scalars(select(Piece.id).where(Piece.kind == "quiz")).one()
    both, errors = threading.Barrier(2), []

    def grant(to: int, by: int) -> None:
        try:
            with database.writing() as session:
                records.take_turn(session, to)
                both.wait(10)
                allowing.allow(session, to, quiz, Wish("5", "0"), by, site_clock.now())
                session.commit()
        except OperationalError as error:
            errors.append(error)

    _at_once(lambda: grant(one, two), lambda: grant(two, one))
    assert not errors


def _at_once(*deeds: Callable[[], None]) -> None:
    threads = [threading.Thread(target=deed) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
