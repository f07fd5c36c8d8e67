"""What the owner is told of how the site is."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from coursesite import clock
from coursesite.config import Settings
from coursesite.db import Database
from coursesite.mail import outbox, queries
from coursesite.studio.site import health
from coursesite.studio.site.health import Facts
from tests.learning.learners import words_of
from tests.mailbox import Mails

NOW = clock.now()
WELL = Facts(alive=True, late=0, given_up=0, free=10 * 1024**3, backed_up_at=NOW, sqlite_fault="")


@pytest.fixture
def public(settings: Settings) -> Settings:
    return replace(settings, mode="production", smtp_url="smtp://mail.example.org")


def test_where_all_is_well_nothing_is_said(public: Settings) -> None:
    assert health.sentences(WELL, public, NOW) == []


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"alive": False}, "The worker is not at work."),
        ({"free": 300 * 1024**2}, "The site’s disk has 300.0 MB left."),
        ({"late": 1}, "One mail waits for more than an hour."),
        ({"late": 30}, "30 mails wait for more than an hour."),
        ({"given_up": 2}, "Two mails of the last thirty days were given up"),
        ({"backed_up_at": None}, "No backup was made here yet."),
        ({"backed_up_at": NOW - timedelta(days=20)}, "The newest backup here is 20 days old."),
        ({"sqlite_fault": "SQLite has a fault."}, "SQLite has a fault."),
    ],
)
def test_each_worry_is_one_sentence(changed: dict[str, object], said: str, public: Settings) -> None:
    (sentence,) = health.sentences(replace(WELL, **changed), public, NOW)  # type: ignore[arg-type]  # fields by name
    assert sentence.startswith(said)


def test_what_the_settings_leave_open_is_said(settings: Settings, public: Settings) -> None:
    asks = replace(public, smtp_url="smtp://us@mail.example.org")
    assert "COURSESITE_SMTP_PASSWORD" in health.sentences(WELL, asks, NOW)[0]
    assert health.sentences(WELL, replace(asks, smtp_password="x"), NOW) == []
    assert [said.partition(",")[0].partition(":")[0] for said in health.sentences(WELL, settings, NOW)] == [
        "No mail server is set",
        "This is a development site",
    ]


def test_the_facts_are_those_of_the_outbox(
    app: Flask, owner: FlaskClient, database: Database, settings: Settings, mails: Mails
) -> None:
    now = clock.now()
    with database.writing() as session:
        for hours, given_up in ((0, False), (2, False), (100, True)):
            at = now - timedelta(hours=hours)
            outbox.put(
                session,
                purpose="test",
                recipient="ada@example.org",
                subject="s",
                body="b",
                user_id=None,
                host="localhost",
                now=at,
            )
            session.flush()
            if given_up:
                newest = queries.latest(session, 1)[0].id
                queries.mark_failed(session, newest, "refused", due_at=now, given_up_at=now)
        session.commit()
    with database.reading() as session:
        found = health.facts(session, settings, now)
    assert (found.alive, found.late, found.given_up, found.backed_up_at) == (False, 1, 1, None)
    assert found.free > 0
    page = words_of(owner.get("/studio/site/").text)
    assert "The worker is not at work." in page
    assert "No mail server is set" in page
