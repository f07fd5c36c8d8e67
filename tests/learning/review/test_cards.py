"""The list of what may come back, conversations and plans among it; leaving out, pausing, settings."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import func, select

from coursesite.db import Database
from coursesite.learning.intending.models import Plan
from coursesite.learning.moving import follow
from coursesite.learning.personal import export
from coursesite.learning.review import meeting
from coursesite.learning.review.belonging_queries import forget_plan
from coursesite.learning.review.models import Card, CardReview, ReviewSettings
from coursesite.library.models import Kind, Piece
from tests.conftest import FrozenClock
from tests.counting import count_queries
from tests.learning.courses import write_course
from tests.learning.learners import Learner, words_of
from tests.learning.review.deck import fill
from tests.library.shelves import Shelf

SETTINGS, CARDS = "/review/settings", "/review/cards"
KEEP = {"do": "keep", "minutes": "10", "remind_at": "18", "quiet_from": "21", "quiet_to": "8"}


def sets(learner: Learner, fields: dict[str, str], status: int = 303) -> str:
    """Send the settings' form; gives what the page says."""
    learner.reads(SETTINGS)
    answer = learner.posts(SETTINGS, learner.form(SETTINGS) | fields, status)
    return learner.follows(answer) if status == 303 else answer.text


def the_card(database: Database) -> Card:
    with database.reading() as session:
        return session.scalars(select(Card)).one()


def kept(database: Database) -> ReviewSettings:
    with database.reading() as session:
        return session.scalars(select(ReviewSettings)).one()


@pytest.fixture
def plan(database: Database, alice: Learner, clock: FrozenClock) -> int:
    """A plan of Alice's own; gives its number."""
    with database.writing() as session:
        made = Plan(
            user_id=alice.person.id, cue="If <b>somebody</b> shouts", response="then I breathe out", made_at=clock.now,
            changed_at=clock.now, once="a plan's form",
        )  # fmt: skip
        session.add(made)
        session.commit()
        return made.id


@pytest.fixture
def talk(database: Database, shelf: Shelf, clock: FrozenClock) -> int:
    """A published conversation in the course, as far as a card needs one; gives its number."""
    with database.writing() as session:
        lesson = session.scalars(select(Piece).where(Piece.slug == "part-2")).one()
        lesson.kind, lesson.title = Kind.CONVERSATION.value, "Dana calls again"
        session.commit()
        return lesson.id


def plays(database: Database, learner: Learner, talk: int, clock: FrozenClock) -> None:
    """A run of a conversation ends."""
    with database.writing() as session:
        course_id = session.scalars(select(Piece.course_id).where(Piece.id == talk)).one()
        assert course_id is not None
        meeting.meet_conversation(session, learner.person.id, course_id, talk, clock.now)
        session.commit()


def test_the_list_says_of_each_when_it_comes_and_why(alice: Learner, clock: FrozenClock) -> None:
    assert "Nothing here yet" in alice.reads(CARDS)
    alice.picks("third-call", "Three calls for one parcel.")
    page = words_of(alice.reads(CARDS))
    assert "Question · Begin · Course calls The third call" in page
    assert "Comes back in 2 days, on 4 March 2026." in page
    assert "You almost certainly still know this, more than 19 in 20" in page
    assert "First met on 2 March 2026, in the lesson." in page
    clock.tick(days=2)
    assert "You would probably still know this, about 9 in 10" in words_of(alice.reads(CARDS))
    clock.tick(days=24)
    page = words_of(alice.reads(CARDS))
    assert "Due: it comes when there is room in a day’s share. You may still know this, about 7 in 10" in page


def test_what_is_left_out_is_not_asked_until_it_is_brought_back(
    database: Database, alice: Learner, clock: FrozenClock
) -> None:
    alice.joins()
    alice.picks("third-call", "Three calls for one parcel.")
    clock.tick(days=5)
    alice.reads("/review/")
    action = f"/review/{the_card(database).id}/leave"
    assert "Nothing comes back for now" in alice.follows(alice.sends(action))
    page = alice.reads(CARDS)
    assert "Left out: it isn’t asked." in page
    back = alice.form(action) | {"back": "yes", "page": "1"}
    assert "Leave out" in alice.follows(alice.posts(action, back))
    assert f"/review/{the_card(database).id}/answer" in alice.reads("/review/")


def test_a_pause_asks_nothing_until_its_day_or_until_one_goes_on(alice: Learner, clock: FrozenClock) -> None:
    alice.joins()
    alice.picks("third-call", "Three calls for one parcel.")
    clock.tick(days=5)
    alice.reads(SETTINGS)
    for day in ("yesterday", "2026-03-07", "2031-01-01"):
        assert f'value="{day}"' in alice.sends(SETTINGS, 422, do="pause", until=day).text
    assert "Nothing is asked now" in alice.follows(alice.sends(SETTINGS, do="pause", until="2026-03-10"))
    assert "Nothing is asked until 10 March 2026." in words_of(alice.reads("/review/"))
    clock.tick(days=3)
    assert "1 for today" in words_of(alice.reads("/review/"))
    alice.reads(SETTINGS)
    alice.follows(alice.sends(SETTINGS, do="pause", until=""))
    clock.tick(days=15)
    assert "Nothing is asked until you go on." in words_of(alice.reads("/review/"))
    alice.follows(alice.sends(SETTINGS, do="on"))
    assert "1 for today" in words_of(alice.reads("/review/"))


def test_settings_are_kept_and_an_hour_that_is_quiet_is_refused(database: Database, alice: Learner) -> None:
    page = alice.reads(SETTINGS)
    assert "checked" not in page
    assert "lies in your quiet hours" in sets(alice, KEEP | {"by_mail": "y", "remind_at": "22"}, 422)
    sets(alice, KEEP | {"by_mail": "y", "minutes": "20"})
    row = kept(database)
    assert (row.minutes, row.by_mail, row.remind_at, row.quiet_from, row.quiet_to) == (20, True, 18, 21, 8)
    assert "checked" in alice.page
    alice.follows(alice.sends(SETTINGS, do="pause", until=""))
    assert kept(database).minutes == 20
    for wrong in ({"minutes": "1000000"}, {"remind_at": "x"}, {"do": "nonsense"}):
        sets(alice, KEEP | wrong, 422)


def test_a_plan_is_asked_for_by_its_cue_and_judged_by_its_owner(
    database: Database, alice: Learner, bob: Learner, plan: int, clock: FrozenClock
) -> None:
    bob.reads(CARDS)
    bob.posts(f"/review/plans/{plan}", bob.form("/sign-out"), 404)
    alice.reads(CARDS)
    page = alice.follows(alice.sends(f"/review/plans/{plan}"))
    assert "You are asked after this plan from now on." in page
    assert "Your plans" not in page
    clock.tick(days=2)
    page = alice.reads("/review/")
    assert "&lt;b&gt;somebody&lt;/b&gt; shouts" in page
    card = the_card(database)
    alice.sends(f"/review/{card.id}/judge", 404, was="nonsense")
    page = alice.follows(alice.sends(f"/review/{card.id}/judge", was="wrong"))
    assert "Not this time. " in page
    assert "It comes back tomorrow." in words_of(page)
    assert f'href="/plans/{plan}/"' in page
    clock.tick(days=1)
    with database.writing() as session:
        meeting.leave_plan(session, alice.person.id, plan, clock.now)
        session.commit()
    assert "Nothing comes back for now" in alice.reads("/review/")
    with database.writing() as session:
        assert meeting.meet_plan(session, alice.person.id, plan, clock.now)
        session.commit()
    assert "1 for today" in words_of(alice.reads("/review/"))
    with database.writing() as session:
        forget_plan(session, plan)
        session.commit()
        assert session.scalar(select(func.count()).select_from(Card)) == 0


def test_a_conversation_counts_once_a_day_however_often_it_is_played(
    database: Database, alice: Learner, talk: int, clock: FrozenClock
) -> None:
    alice.joins()
    for _ in range(3):
        plays(database, alice, talk, clock)
    assert the_card(database).due == date(2026, 3, 4)
    clock.tick(days=4)
    page = words_of(alice.reads("/review/"))
    assert "1 for today, about five minutes" in page
    assert "Dana calls again" in page
    assert 'href="/courses/calls/part-2/"' in alice.page
    plays(database, alice, talk, clock)
    plays(database, alice, talk, clock)
    assert "The next comes in" in words_of(alice.reads("/review/"))
    clock.tick(days=20)
    alice.reads("/review/")
    alice.follows(alice.sends(f"/review/{the_card(database).id}/judge", was="partly"))
    with database.reading() as session:
        assert list(session.scalars(select(CardReview.outcome).order_by(CardReview.id))) == ["right", "partly"]


def test_the_pages_take_as_few_queries_for_two_thousand_cards_as_for_a_few(
    app: Flask, database: Database, alice: Learner, clock: FrozenClock
) -> None:
    def costs() -> dict[str, int]:
        found = {}
        for path in ("/review/", CARDS, SETTINGS, "/learn/"):
            alice.reads(path)
            with count_queries(app) as counted:
                alice.reads(path)
            found[path] = len(counted)
        return found

    alice.joins()
    alice.picks("third-call", "Three calls for one parcel.")
    clock.tick(days=30)
    small = costs()
    fill(database, alice, 2000)
    assert costs() == small
    assert max(small.values()) <= 6, small
    assert "Questions from your lessons" in words_of(alice.page)
    assert "2001 things may come back" in words_of(alice.reads(f"{CARDS}?page=81"))


def test_a_card_follows_its_lesson_and_the_export_tells_of_all(
    database: Database, alice: Learner, shelf: Shelf, clock: FrozenClock
) -> None:
    write_course(shelf, folder="other", key="other1")
    alice.joins()
    alice.picks("third-call", "Three calls for one parcel.")
    clock.tick(days=3)
    alice.reads("/review/")
    card = the_card(database)
    key = alice.option_keys("third-call")["Three calls for one parcel."]
    alice.follows(alice.sends(f"/review/{card.id}/answer", pick=key))
    with database.writing() as session:
        other = session.scalars(select(Piece.id).where(Piece.slug == "other", Piece.kind == Kind.COURSE.value)).one()
        assert card.course_id is not None
        assert card.lesson_id is not None
        follow(session, [(card.lesson_id, card.course_id, other)], clock.now)
        session.commit()
        told = export(session, alice.person.id)
    assert the_card(database).course_id == other
    assert told["review_cards"][0]["where"] == "Begin"
    assert told["review_cards"][0]["last answered"] == "2026-03-05"
    (back,) = told["reviews"]
    assert back["answer"] == "Three calls for one parcel."
    assert (back["outcome"], back["rated"]) == ("right", "good")
