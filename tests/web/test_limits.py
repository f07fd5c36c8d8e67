"""Limits: counted by themselves, over windows of time, with only a hash of whom they count."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from coursesite.db import Database
from coursesite.web import limits, tasks
from coursesite.web.errors import TooMany
from coursesite.web.limits import Limit
from coursesite.web.models import LimitCount

THREE_AN_HOUR = Limit("knocks", 3, timedelta(hours=1))
SECRET = "a secret of the site"
QUARTER_TO = datetime(2026, 3, 2, 9, 45, tzinfo=UTC)


def knock(database: Database, who: str = "Ada@Example.org", now: datetime = QUARTER_TO) -> None:
    limits.count(database, THREE_AN_HOUR, who, SECRET, now)


def test_the_fourth_try_within_the_window_is_refused_until_the_window_ends(database: Database) -> None:
    for _try in range(3):
        knock(database)
    with pytest.raises(TooMany) as refusal:
        knock(database)
    assert refusal.value.seconds == 15 * 60 + 1
    assert "10:00" in refusal.value.do
    knock(database, now=QUARTER_TO + timedelta(minutes=15))


def test_a_refused_try_counts_too_and_survives_by_itself(database: Database) -> None:
    for _try in range(3):
        knock(database)
    with pytest.raises(TooMany):
        knock(database)
    with database.reading() as session:
        assert session.scalars(select(LimitCount.count)).one() == 4


def test_one_persons_tries_are_not_anothers_and_capitals_make_no_second_person(database: Database) -> None:
    for _try in range(3):
        knock(database)
    knock(database, "ben@example.org")
    with pytest.raises(TooMany):
        knock(database, "ada@example.org")


def test_a_success_forgives_the_tries_before_it(database: Database) -> None:
    for _try in range(3):
        knock(database)
    limits.forgive(database, THREE_AN_HOUR, "ada@example.org", SECRET)
    knock(database)


def test_only_a_keyed_hash_of_the_subject_is_kept(database: Database) -> None:
    knock(database)
    with database.reading() as session:
        kept = session.scalars(select(LimitCount.subject)).one()
    assert "ada" not in kept
    assert kept == limits.hashed("ADA@example.org", SECRET)
    assert kept != limits.hashed("ada@example.org", "another site's secret")


def test_the_worker_drops_windows_that_have_ended(database: Database) -> None:
    knock(database)
    tasks.tidy(database, QUARTER_TO + timedelta(hours=2))
    with database.reading() as session:
        assert session.scalars(select(LimitCount)).all() == []
