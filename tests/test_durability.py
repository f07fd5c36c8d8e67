"""What was acknowledged is there: after every process was killed in the middle of writing, and after a full restart."""

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import delete

from coursesite.config import Settings
from coursesite.db import Database
from coursesite.learning.models import Answer
from coursesite.mail.models import Mail
from tests.crowd import LESSON, SIGN_UP, VOTE, Ledger
from tests.killing import halves, kill_again_and_again, missing, options_on, write_lesson
from tests.mailbox import Mails

ROUNDS = {"sqlite": 3, "postgresql": 1}
"""`./dev bench kills` has forty of each; PostgreSQL is ended by its own rules, so that one round shows ours."""


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """A site that believes the crowd's own word for where each comes from."""
    return replace(settings, proxies=("127.0.0.1",))


@pytest.fixture
def ledger(settings: Settings, database: Database, mails: Mails) -> Ledger:
    """What is acknowledged to a crowd on a site with a question and a poll."""
    write_lesson(settings, database)
    return Ledger()


def test_what_was_acknowledged_survives_the_killing_of_every_process(
    settings: Settings, database: Database, ledger: Ledger
) -> None:
    rounds = ROUNDS[database.write.dialect.name]
    for killed in kill_again_and_again(settings, database, ledger, rounds=rounds, seed=1):
        # The parent, gunicorn and its two workers, the background worker.
        assert killed == 5
    assert len(ledger.answers) > rounds
    assert len(ledger.sign_ups) > rounds
    # Something was always on its way when the end came.
    assert ledger.sent > len(ledger)


def test_what_is_looked_for_is_found(app: Flask, database: Database, ledger: Ledger) -> None:
    """Each check of the test above fails on what it is there for."""
    client = app.test_client()
    for path, form in (
        (VOTE, {"once": "vote-of-somebody", "pick": options_on(client.get(LESSON).text)[1]}),
        ("/sign-up", {"once": SIGN_UP + "ada@example.org", "address": "ada@example.org"}),
    ):
        assert client.post(path, data=form, headers={"Origin": "http://localhost"}).status_code == 303
    ledger.answers.add("vote-of-somebody")
    ledger.sign_ups.add("ada@example.org")
    assert (missing(database, ledger), halves(database)) == ([], [])
    with database.writing() as session:
        session.execute(delete(Answer))
        session.execute(delete(Mail))
        session.commit()
    assert missing(database, ledger) == ["vote-of-somebody", "ada@example.org"]
    assert [line.partition(":")[0] for line in halves(database)] == ["sign-ups", "visitors", "votes"]
