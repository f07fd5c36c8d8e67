"""What waits for a learner beside their courses, on My learning and the front page."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import insert, select, update

from coursesite import clock
from coursesite.db import Database
from coursesite.learning.intending.models import Promise
from coursesite.learning.models import Consent, Entry
from coursesite.learning.review.models import Card, CardReview, ReviewSettings
from coursesite.learning.writing.models import Writing
from coursesite.library.models import Piece
from tests.conftest import FrozenClock
from tests.counting import count_queries
from tests.learning.learners import Learner
from tests.learning.review.deck import fill

CARDS, PROMISE, ANSWER = "Things to recall", "Something you meant to try", "A coach has read what you sent"
REPLY = "A coach has written back"
MOST = 6


def card(database: Database, learner: Learner) -> None:
    fill(database, learner, 1)


def promise(database: Database, learner: Learner) -> None:
    now = clock.now()
    with database.writing() as session:
        row = {"user_id": learner.person.id, "text": "Ask first.", "made_at": now, "ask_at": now, "once": "p"}
        session.execute(insert(Promise), [row])
        session.commit()


def answered_writing(database: Database, learner: Learner) -> None:
    now = clock.now()
    with database.writing() as session:
        lesson = session.scalars(select(Piece).where(Piece.slug == "begin")).one()
        place = {"course_id": lesson.course_id, "lesson_id": lesson.id, "revision_id": lesson.published_revision_id}
        row = {"user_id": learner.person.id, "exercise": "reply", "ticked": [], "saved_at": now, "answered_at": now}
        session.execute(insert(Writing), [row | place])
        session.commit()


WAITS: dict[str, Callable[[Database, Learner], None]] = {CARDS: card, PROMISE: promise, ANSWER: answered_writing}


@pytest.mark.parametrize("line", WAITS)
def test_each_sort_has_its_line_and_nobody_elses_is_shown(
    database: Database, alice: Learner, bob: Learner, clock: FrozenClock, line: str
) -> None:
    for learner in (alice, bob):
        learner.joins()
    WAITS[line](database, alice)
    clock.tick(days=20)
    for path in ("/", "/learn/"):
        page = alice.reads(path)
        assert [one for one in (*WAITS, REPLY) if one in page] == [line]
        assert "When you have a few minutes" not in bob.reads(path)


def test_nothing_is_asked_again_on_a_day_that_has_had_its_share_or_in_a_pause(
    database: Database, alice: Learner, clock: FrozenClock
) -> None:
    alice.joins()
    fill(database, alice, 3)
    clock.tick(days=20)
    assert CARDS in alice.reads("/learn/")
    reviews(database, alice, 11)
    assert CARDS in alice.reads("/learn/")
    reviews(database, alice, 1)
    assert CARDS not in alice.reads("/learn/")
    clock.tick(days=1)
    assert CARDS in alice.reads("/learn/")
    with database.writing() as session:
        until = clock.now + timedelta(days=3)
        row = {"user_id": alice.person.id, "paused_at": clock.now, "paused_until": until}
        session.execute(insert(ReviewSettings), [row])
        session.commit()
    assert CARDS not in alice.reads("/learn/")
    with database.writing() as session:
        session.execute(update(ReviewSettings).values(paused_until=clock.now - timedelta(days=1)))
        session.commit()
    assert CARDS in alice.reads("/learn/")


def reviews(database: Database, learner: Learner, count: int) -> None:
    """So many answers on this day; twelve are a day's share."""
    with database.writing() as session:
        first = session.scalars(select(Card.id).where(Card.user_id == learner.person.id)).first()
        told: dict[str, object] = {
            "user_id": learner.person.id,
            "card_id": first,
            "given": {},
            "before": {},
            "rating": 3,
        }
        rows = [told | {"asked_at": clock.now(), "once": f"once-{count}-{n}"} for n in range(count)]
        session.execute(insert(CardReview), rows)
        session.commit()


def test_three_pages_take_at_most_six_queries_with_five_thousand_entries_and_two_thousand_cards(
    app: Flask, database: Database, alice: Learner, clock: FrozenClock
) -> None:
    def costs() -> dict[str, int]:
        found = {}
        for path in ("/learn/", "/review/", "/journal/"):
            alice.reads(path)
            with count_queries(app) as counted:
                alice.reads(path)
            found[path] = len(counted)
            assert len(counted) <= MOST, str(counted)
        return found

    alice.joins()
    fill(database, alice, 1)
    entries(database, alice, 1)
    clock.tick(days=20)
    small = costs()
    fill(database, alice, 2_000)
    entries(database, alice, 5_000)
    assert costs() == small


def entries(database: Database, learner: Learner, count: int) -> None:
    """So many entries under one lesson, an hour between each and the next."""
    now = clock.now()
    with database.writing() as session:
        lesson = session.scalars(select(Piece).where(Piece.slug == "begin")).one()
        if session.get(Consent, (learner.person.id, "entries")) is None:
            session.add(Consent(user_id=learner.person.id, purpose="entries", given_at=now))
        same = {"user_id": learner.person.id, "lesson_id": lesson.id, "revision_id": lesson.published_revision_id}
        rows = [
            same | {"exercise": f"e{count}-{n}", "text": f"Word {n}.", "written_at": now - timedelta(hours=n)}
            for n in range(count)
        ]
        session.execute(insert(Entry), rows)
        session.commit()
