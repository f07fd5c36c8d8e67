"""The worker gets a real SIGKILL after the mail server has said yes; then the server is away for an hour."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from coursesite.config import Settings
from coursesite.db import Database
from coursesite.mail import outbox, tasks
from coursesite.mail.queue import Bell
from tests.conftest import FrozenClock
from tests.mail.test_sending import Sink
from tests.mailbox import Mails
from tests.test_worker import PROGRAM, ROOT, wait_for


class GripingSink(Sink):
    """A mail server that takes a mail and, before it says so, makes sure that nobody can write that down."""

    def __init__(self, database: Database) -> None:
        super().__init__()
        self._database = database
        self._grip = ExitStack()

    async def handle_DATA(self, server: object, session: object, envelope: Any) -> str:  # noqa: N802  # aiosmtpd's name
        said = await super().handle_DATA(server, session, envelope)
        connection = self._grip.enter_context(self._database.write.connect())
        self._grip.enter_context(connection.begin())
        if connection.dialect.name != "sqlite":
            connection.execute(text("LOCK TABLE outbox IN EXCLUSIVE MODE"))
        return said

    def let_go(self) -> None:
        """Let others write again."""
        self._grip.close()


@pytest.fixture
def sink(database: Database) -> Iterator[GripingSink]:
    made = GripingSink(database)
    made.start()
    yield made
    made.let_go()
    made.stop()


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return replace(settings, base_url="https://courses.example.org")


def test_a_worker_killed_between_the_servers_yes_and_its_own_note_sends_the_mail_again_as_the_same(
    settings: Settings, database: Database, sink: GripingSink, mails: Mails, clock: FrozenClock
) -> None:
    # The worker lives in real time, and so must the mail, or it would be years too old to be tried again.
    clock.now = datetime.now(UTC)
    settings = replace(settings, smtp_url=f"smtp://127.0.0.1:{sink.port}")
    Bell(settings).listen(database)
    with database.writing() as session:
        outbox.put(
            session,
            purpose="test",
            recipient="ada@example.org",
            subject="A subject",
            body="text",
            user_id=None,
            host="courses.example.org",
            now=clock.now,
        )
        session.commit()
    kill_the_worker_once_a_mail_is_taken(settings, sink)
    assert (len(sink.taken), mails.newest().sent_at) == (1, None)

    claimed_until = mails.newest().claimed_until
    assert claimed_until is not None
    clock.now = claimed_until
    sink.stop()
    for _minute in range(60):
        assert tasks.send_due(database, settings, clock.now) == 0
        clock.tick(minutes=1)
    back = Sink()
    back.start()
    try:
        settings = replace(settings, smtp_url=f"smtp://127.0.0.1:{back.port}")
        clock.tick(hours=1)
        assert tasks.send_due(database, settings, clock.now) == 1
        assert tasks.send_due(database, settings, clock.tick(days=1)) == 0
    finally:
        back.stop()
    assert {mail["Message-ID"] for mail in [*sink.taken, *back.taken]} == {mails.newest().message_id}
    assert [mail["To"] for mail in back.taken] == ["ada@example.org"]
    assert mails.newest().sent_at == clock.now - timedelta(days=1)


def kill_the_worker_once_a_mail_is_taken(settings: Settings, sink: GripingSink) -> None:
    """Start a worker as a process of its own, and end it by SIGKILL while it can't note that the mail is sent."""
    site = ("mode", "secret_key", "base_url", "data_dir", "content_dir", "database_url", "smtp_url")
    told = {f"COURSESITE_{name.upper()}": str(getattr(settings, name)) for name in site}
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM], env={**os.environ, **told, "PYTHONPATH": str(ROOT)}
    ) as worker:
        try:
            wait_for(lambda: sink.taken, seconds=90)
        finally:
            worker.kill()
    assert worker.returncode == -9
    sink.let_go()
