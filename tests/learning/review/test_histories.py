"""FSRS by the day: what is stored and read again is what the package gives in memory."""

import os
import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import fsrs
import pytest
from sqlalchemy import insert, select

from coursesite.db import Database
from coursesite.learning.owndays import begins, is_quiet, own_day, when
from coursesite.learning.review.memory import Memory, Rating, recall, reviewed, unseen
from coursesite.learning.review.models import About, Card
from coursesite.learning.review.reviewing import keep, memory_from, memory_of, plain
from tests.factories import make_user

HISTORIES = int(os.environ.get("COURSESITE_REVIEW_HISTORIES", "1000"))
# Clocks that change, at different hours and on different halves of the globe, by half an hour too, and one that skipped
# a whole day.
ZONES = (
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "America/Santiago",
    "Asia/Kathmandu",
    "Pacific/Apia",
)
CHANGES = (
    datetime(2026, 3, 29, 1, tzinfo=UTC),
    datetime(2026, 10, 25, 1, tzinfo=UTC),
    datetime(2026, 11, 1, 6, tzinfo=UTC),
)
PLAIN = date(2026, 3, 2)


@dataclass
class History:
    """Reviews of one thing at random moments, by somebody who may travel between two of them."""

    reviews: list[tuple[datetime, str, int]] = field(default_factory=list)

    def days(self) -> list[tuple[date, int]]:
        """The dates on the person's own calendar, and the ratings."""
        return [(moment.astimezone(ZoneInfo(zone)).date(), rating) for moment, zone, rating in self.reviews]

    def in_memory(self) -> fsrs.Card:
        """What the package makes of it by itself, told noon of each of those days."""
        scheduler = fsrs.Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
        first = datetime.combine(self.days()[0][0], time(12), UTC)
        card = fsrs.Card(card_id=1, due=first)
        for day, rating in self.days():
            card, _ = scheduler.review_card(card, fsrs.Rating(rating), datetime.combine(day, time(12), UTC))
        return card


def a_history(lots: random.Random) -> History:
    """Between one and twelve reviews, many of them near a change of clocks or near midnight, some on the same day."""
    made, zone = History(), lots.choice(ZONES)
    moment = lots.choice(CHANGES) + timedelta(hours=lots.uniform(-72, 72))
    for _ in range(lots.randint(1, 12)):
        made.reviews.append((moment, zone, lots.choice((1, 2, 3, 3, 3, 4))))
        moment += timedelta(hours=lots.choice((lots.uniform(0.1, 30), lots.expovariate(1 / 200))))
        if lots.random() < 0.2:
            moment = min((change for change in CHANGES if change > moment), default=moment) + timedelta(minutes=1)
        if lots.random() < 0.15:
            zone = lots.choice(ZONES)
    return made


def as_told(memory: Memory) -> tuple[object, ...]:
    return (memory.state, memory.step, memory.stability, memory.difficulty, memory.due, memory.last_review)


def test_a_thousand_histories_end_as_the_package_ends_them_in_memory(database: Database) -> None:
    lots = random.Random(20261122)
    histories = [a_history(lots) for _ in range(HISTORIES)]
    user_id = make_user(database).id
    with database.writing() as session:
        first = [reviewed(unseen(one.days()[0][0]), Rating(one.days()[0][1]), one.days()[0][0]) for one in histories]
        about = {"user_id": user_id, "about": About.PLAN.value, "added_at": histories[0].reviews[0][0]}
        rows = [about | {name: getattr(memory, name) for name in Memory.__slots__} for memory in first]
        ids = list(session.scalars(insert(Card).returning(Card.id, sort_by_parameter_order=True), rows))
        session.commit()
    for step in range(1, max(len(one.reviews) for one in histories)):
        # Each step in a transaction of its own: every card is written, and read anew from the database.
        with database.writing() as session:
            stored = {card.id: card for card in session.scalars(select(Card).where(Card.user_id == user_id))}
            for card_id, history in zip(ids, histories, strict=True):
                if step < len(history.reviews):
                    moment, zone, rating = history.reviews[step]
                    card = stored[card_id]
                    keep(card, reviewed(memory_of(card), Rating(rating), own_day(moment, zone)))
            session.commit()
    with database.reading() as session:
        stored = {card.id: card for card in session.scalars(select(Card).where(Card.user_id == user_id))}
    for card_id, history in zip(ids, histories, strict=True):
        ours, theirs = memory_of(stored[card_id]), history.in_memory()
        assert theirs.last_review is not None
        last = (theirs.due.date(), theirs.last_review.date())
        assert as_told(ours) == (theirs.state, theirs.step, theirs.stability, theirs.difficulty, *last)
        assert memory_from(plain(ours)) == ours


def test_a_day_counts_by_the_calendar_and_not_by_hours() -> None:
    berlin, evening = "Europe/Berlin", datetime(2026, 3, 28, 19, 30, tzinfo=UTC)
    early = datetime(2026, 3, 29, 5, 0, tzinfo=UTC)
    wrong = reviewed(unseen(PLAIN), Rating.AGAIN, own_day(evening, berlin))
    assert wrong.due == own_day(early, berlin)
    # Nine hours and a half later, in the night in which the clocks change, it is another day to the memory.
    assert recall(wrong, own_day(early, berlin)) == pytest.approx(0.766, abs=0.001)
    again = reviewed(wrong, Rating.GOOD, own_day(early, berlin))
    assert again.stability is not None
    assert wrong.stability is not None
    assert again.stability > 2 * wrong.stability


def test_every_first_answer_is_asked_again_on_another_day_and_no_state_waits_for_minutes() -> None:
    firsts = [reviewed(unseen(PLAIN), rating, PLAIN) for rating in Rating]
    assert [(one.due - PLAIN).days for one in firsts] == [1, 1, 2, 8]
    lapses = [reviewed(one, Rating.AGAIN, one.due) for one in firsts]
    assert {one.step for one in firsts + lapses} == {None}
    assert all((after.due - before.due).days >= 1 for before, after in zip(firsts, lapses, strict=True))


def test_what_is_known_of_a_thing_falls_day_by_day_and_nothing_is_known_of_the_unseen() -> None:
    memory = reviewed(unseen(PLAIN), Rating.EASY, PLAIN)
    chances = [recall(memory, PLAIN + timedelta(days=days)) or 0 for days in range(60)]
    assert all(before > after for before, after in pairwise(chances))
    assert chances[8] == pytest.approx(0.9, abs=0.02)
    assert recall(unseen(PLAIN), PLAIN) is None


@pytest.mark.parametrize(
    ("zone", "day", "moment"),
    [
        ("Europe/Berlin", date(2026, 3, 29), datetime(2026, 3, 28, 23, tzinfo=UTC)),
        ("Europe/Berlin", date(2026, 3, 30), datetime(2026, 3, 29, 22, tzinfo=UTC)),
        ("Pacific/Apia", date(2026, 3, 29), datetime(2026, 3, 28, 11, tzinfo=UTC)),
        ("no/zone", date(2026, 3, 29), datetime(2026, 3, 29, 0, tzinfo=UTC)),
    ],
)
def test_a_day_begins_at_the_person_s_own_midnight(zone: str, day: date, moment: datetime) -> None:
    assert begins(day, zone) == moment
    assert own_day(moment, zone) == day
    assert own_day(moment - timedelta(seconds=1), zone) == day - timedelta(days=1)


def test_quiet_hours_may_go_over_midnight_and_days_are_said_in_words() -> None:
    assert [hour for hour in range(24) if is_quiet(hour, 21, 8)] == [*range(8), 21, 22, 23]
    assert [hour for hour in range(24) if is_quiet(hour, 12, 14)] == [12, 13]
    assert not any(is_quiet(hour, 7, 7) for hour in range(24))
    assert [when(PLAIN + timedelta(days=days), PLAIN) for days in (0, 1, 5)] == [
        "today",
        "tomorrow",
        "in 5 days, on 7 March 2026",
    ]
