"""A visitor who answers in the open lesson keeps it all, whether they sign up or sign in to an account they have."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from coursesite import clock
from coursesite.accounts.models import Role, User
from coursesite.accounts.passwords import Hasher
from coursesite.config import Settings
from coursesite.db import Database
from coursesite.learning import arrivals, personal
from coursesite.learning.models import Answer, Consent, Entry, FinishedLesson, Tally
from tests.accounts.pages import fill_in
from tests.conftest import FrozenClock
from tests.factories import PASSWORD, make_user
from tests.learning.courses import ALL_KINDS, write_course
from tests.learning.learners import LESSON, Learner, text_of, words_of
from tests.library.shelves import Shelf
from tests.mailbox import Mails

RIGHT, WRONG = "Three calls for one parcel.", "Can I have your order number?"


@pytest.fixture
def visitor(shelf: Shelf, guest: Learner, database: Database) -> Learner:
    """A guest who has answered, polled, reflected and finished, on a lesson with every kind of exercise."""
    write_course(shelf, first=ALL_KINDS)
    guest.picks("third-call", WRONG)
    guest.user = the_visitor(database)
    guest.picks("where", "at the counter")
    guest.reads(LESSON)
    guest.sends(f"{LESSON}entries/last-time", text="The visitor's thought.", keep="yes")
    return guest


def the_visitor(database: Database) -> User:
    """The one visitor there is."""
    with database.reading() as session:
        return session.scalars(select(User).where(User.role == Role.VISITOR.value)).one()


def arrive(database: Database, visitor: Learner, learner: Learner) -> None:
    """Sign in, as far as this room is told of it."""
    assert visitor.user is not None
    assert learner.user is not None
    with database.writing() as session:
        arrivals.adopt(session, visitor.user.id, learner.user.id, clock.now())
        session.commit()


def tally(database: Database) -> dict[str, int]:
    """How often each option of the poll stands as somebody's latest answer, in no order but the count's."""
    with database.reading() as session:
        return {row.option: row.count for row in session.scalars(select(Tally).where(Tally.exercise == "where"))}


def recount(database: Database) -> dict[str, int]:
    """The same, counted from the answers."""
    with database.reading() as session:
        latest = select(Answer.user_id, func.max(Answer.try_number)).where(Answer.exercise == "where")
        found: dict[str, int] = {}
        for user_id, number in session.execute(latest.group_by(Answer.user_id)):
            row = session.scalars(
                select(Answer).where(Answer.user_id == user_id, Answer.try_number == number, Answer.exercise == "where")
            ).one()
            for pick in row.given["picks"]:
                found[pick] = found.get(pick, 0) + 1
        return found


def test_a_guests_first_answer_makes_them_a_visitor_who_is_remembered(visitor: Learner) -> None:
    visitor.reads(LESSON)
    assert "You will need it later." in text_of(visitor.exercise("third-call"))
    assert [row.exercise for row in visitor.rows()] == ["third-call", "where"]


def test_a_visitor_stays_one_person(visitor: Learner, database: Database) -> None:
    visitor.picks("third-call", RIGHT)
    assert [row.try_number for row in visitor.rows() if row.exercise == "third-call"] == [1, 2]
    the_visitor(database)


def test_a_visitor_may_not_go_on_without_an_account(visitor: Learner) -> None:
    assert visitor.client.get("/courses/calls/part-2/").headers["Location"].startswith("/sign-up?next=")


def test_everything_of_a_visitor_goes_to_the_account(visitor: Learner, alice: Learner, database: Database) -> None:
    arrive(database, visitor, alice)
    alice.reads(LESSON)
    assert "You will need it later." in text_of(alice.exercise("third-call"))
    assert "The visitor's thought." in text_of(alice.exercise("last-time"))
    assert visitor.rows() == []


def test_the_accounts_own_answer_stays_in_front(visitor: Learner, alice: Learner, database: Database) -> None:
    alice.picks("third-call", "I'm sorry about that.")
    alice.picks("third-call", RIGHT)
    arrive(database, visitor, alice)
    tries = [(row.try_number, row.outcome) for row in alice.rows() if row.exercise == "third-call"]
    assert tries == [(1, "wrong"), (2, "partly"), (3, "right")]
    alice.reads(LESSON)
    assert text_of(alice.exercise("third-call")).find("Right") > 0
    alice.picks("what-helps", "Asking once")
    assert tally(database) == recount(database)


def test_each_person_is_counted_once_in_a_poll(visitor: Learner, alice: Learner, database: Database) -> None:
    alice.picks("where", "on the telephone")
    arrive(database, visitor, alice)
    counts = {option: count for option, count in tally(database).items() if count}
    assert counts == recount(database)
    assert sum(counts.values()) == 1


def test_a_visitor_who_changed_their_mind_is_taken_off_the_poll_once(
    visitor: Learner, alice: Learner, database: Database
) -> None:
    visitor.picks("where", "on the telephone")
    alice.picks("where", "on the telephone")
    arrive(database, visitor, alice)
    counts = {option: count for option, count in tally(database).items() if count}
    assert counts == recount(database)
    assert min(tally(database).values()) == 0


def test_both_entries_are_kept(visitor: Learner, alice: Learner, database: Database) -> None:
    alice.reads(LESSON)
    alice.sends(f"{LESSON}entries/last-time", text="Alice's own thought.", keep="yes")
    arrive(database, visitor, alice)
    alice.reads(LESSON)
    said = text_of(alice.exercise("last-time"))
    assert said.index("Alice's own thought.") < said.index("The visitor's thought.")


def test_the_same_form_sent_as_both_is_two_answers(visitor: Learner, alice: Learner, database: Database) -> None:
    assert visitor.user is not None
    assert alice.user is not None
    alice.picks("third-call", RIGHT)
    with database.writing() as session:
        for person in (visitor.user.id, alice.user.id):
            row = session.scalars(select(Answer).where(Answer.user_id == person, Answer.exercise == "third-call")).one()
            row.once = "one form for both"
        session.commit()
    arrive(database, visitor, alice)
    assert len([row for row in alice.rows() if row.exercise == "third-call"]) == 2


def test_arriving_twice_changes_nothing(visitor: Learner, alice: Learner, database: Database) -> None:
    arrive(database, visitor, alice)
    before = [(row.id, row.try_number) for row in alice.rows()]
    arrive(database, visitor, alice)
    assert [(row.id, row.try_number) for row in alice.rows()] == before


def test_a_lesson_finished_as_a_visitor_counts_after_joining(
    guest: Learner, alice: Learner, database: Database, clock: FrozenClock
) -> None:
    guest.picks("third-call", WRONG)
    guest.user = the_visitor(database)
    response = guest.finishes(LESSON)
    assert response.headers["Location"] == f"{LESSON}#finish"
    assert "your answers come along" in words_of(guest.follows(response))
    arrive(database, guest, alice)
    alice.joins()
    assert "1 of 3 lessons finished" in words_of(alice.reads("/courses/calls/"))


def test_visitors_nobody_can_come_back_to_are_forgotten_whole(visitor: Learner, database: Database) -> None:
    assert visitor.user is not None
    with database.writing() as session:
        personal.forget(session, [visitor.user.id])
        session.commit()
    with database.reading() as session:
        for table in (Answer, Entry, Consent, FinishedLesson):
            assert session.scalars(select(table)).all() == []
    assert set(tally(database).values()) == {0}


def test_two_guests_are_two_visitors(app: Flask, guest: Learner, database: Database) -> None:
    guest.picks("third-call", RIGHT)
    Learner(app.test_client(), database).picks("third-call", RIGHT)
    with database.reading() as session:
        visitors = session.scalars(select(User).where(User.role == Role.VISITOR.value)).all()
    assert len(visitors) == 2


def test_signing_up_keeps_all_that_a_visitor_did(visitor: Learner, mails: Mails) -> None:
    fill_in(visitor.client, f"/sign-up?next={LESSON}", to="/sign-up", address="nora@example.org")
    chosen = {"password": "kettle on the window", "name": "Nora"}
    assert fill_in(visitor.client, mails.path("nora@example.org"), **chosen).status_code == 303
    visitor.reads(LESSON)
    assert "Nora" in words_of(visitor.page)
    assert "You will need it later." in text_of(visitor.exercise("third-call"))
    assert "The visitor's thought." in text_of(visitor.exercise("last-time"))
    assert "0 of 3 lessons finished" in words_of(visitor.reads("/learn/"))


def test_signing_in_brings_what_a_visitor_did_to_the_account(
    visitor: Learner, database: Database, settings: Settings
) -> None:
    user = make_user(database, address="nora@example.org", password_hash=Hasher(settings).hashed(PASSWORD))
    response = fill_in(visitor.client, "/sign-in", address="nora@example.org", password=PASSWORD)
    assert response.status_code == 303
    visitor.user = user
    assert [row.exercise for row in visitor.rows()] == ["third-call", "where"]
    visitor.reads(LESSON)
    assert "You will need it later." in text_of(visitor.exercise("third-call"))
