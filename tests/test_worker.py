"""The worker as a process: it shows that it is alive, sends mail as soon as it is written, and ends when told to."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from coursesite import clock
from coursesite.accounts import tasks as accounts
from coursesite.config import Settings
from coursesite.db import Database
from coursesite.learning.models import Answer
from coursesite.mail import heartbeat, outbox
from coursesite.mail.queue import Bell, open_queue
from coursesite.worker import FORGET_VISITOR, register
from tests.conftest import FrozenClock
from tests.learning.courses import write_course
from tests.learning.learners import Learner
from tests.library.shelves import Shelf
from tests.mail.test_sending import Sink
from tests.mailbox import Mails

ROOT = Path(__file__).parent.parent
PROGRAM = """
import logging, os
from coursesite import config
from coursesite.worker import run_worker
logging.basicConfig(level="INFO")
run_worker(config.complete(config.load(os.environ)))
"""


@pytest.fixture
def sink() -> Iterator[Sink]:
    made = Sink()
    made.start()
    yield made
    made.stop()


@pytest.fixture
def settings(settings: Settings, sink: Sink) -> Settings:
    return replace(settings, smtp_url=f"smtp://127.0.0.1:{sink.port}")


@pytest.fixture
def worker(settings: Settings, database: Database) -> Iterator[subprocess.Popen[bytes]]:
    """A worker on this test's site, in a process of its own."""
    site = ("mode", "secret_key", "base_url", "data_dir", "content_dir", "database_url", "smtp_url")
    told = {f"COURSESITE_{name.upper()}": str(getattr(settings, name)) for name in site}
    environment = {**os.environ, **told, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, "-c", PROGRAM], env=environment) as process:
        yield process
        if process.poll() is None:
            process.kill()


def wait_for(happened: Callable[[], object], seconds: float = 20) -> None:
    """Ask again and again until it has happened; fails when it doesn't."""
    until = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.05)


def is_alive(database: Database) -> bool:
    with database.reading() as session:
        return heartbeat.worker_alive(session, clock.now())


def test_the_worker_is_alive_sends_mail_at_once_and_ends_when_told(
    worker: subprocess.Popen[bytes], settings: Settings, database: Database, sink: Sink, mails: Mails
) -> None:
    wait_for(lambda: is_alive(database))
    Bell(settings).listen(database)
    with database.writing() as session:
        outbox.put(
            session,
            purpose="test",
            recipient="ada@example.org",
            subject="A subject",
            body="text",
            user_id=None,
            host="localhost",
            now=clock.now(),
        )
        session.commit()
    wait_for(lambda: sink.taken, seconds=10)
    wait_for(lambda: mails.newest().sent_at)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=15) == 0


def test_everything_the_worker_should_do_is_on_its_list(settings: Settings, database: Database) -> None:
    work = open_queue(settings)
    register(work, database, settings)
    assert {name.rpartition(".")[2] for name in work._registry._registry} == {
        "beat",
        "bring_a_blog_along",
        "bring_blogs_along",
        "close_overdue",
        "fetch_guests_pictures",
        "fetch_pictures",
        "keep_sums",
        "make_backup",
        "make_backup_each_minute",
        "publish_due",
        "publish_wordings",
        "remind_of_promises",
        "remind_of_review",
        "send_mail",
        "send_mail_each_minute",
        "tidy",
    }


def test_a_visitor_who_does_not_come_back_leaves_no_answer_behind(
    app: Flask, settings: Settings, database: Database, clock: FrozenClock
) -> None:
    write_course(Shelf(settings.content_dir, database, settings))
    Learner(app.test_client(), database).picks("third-call", "Can I have your order number?")

    def answers_after(days: int) -> int:
        accounts.tidy(database, settings, clock.tick(days=days), FORGET_VISITOR)
        with database.reading() as session:
            return len(session.scalars(select(Answer)).all())

    assert answers_after(29) == 1
    assert answers_after(2) == 0
