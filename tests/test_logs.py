"""What the site writes about its own faults: no address, no token, nothing that somebody typed."""

import logging
import socket
from collections.abc import Iterator
from dataclasses import replace
from io import StringIO

import pytest
from aiosmtpd.controller import Controller
from flask import Flask
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from coursesite import clock, logs, serving
from coursesite.accounts.models import User
from coursesite.config import Settings
from coursesite.db import Database
from coursesite.mail import outbox, tasks
from tests.factories import make_user
from tests.mailbox import Mails

MARK = "canary"


@pytest.fixture
def written(settings: Settings) -> Iterator[StringIO]:
    """All that this process writes into its log, as a public site would."""
    root, into = logging.getLogger(), StringIO()
    kept, level = root.handlers[:], root.level
    logs.set_up(development=False)
    handler = root.handlers[0]
    assert isinstance(handler, logging.StreamHandler)
    handler.setStream(into)
    yield into
    root.handlers[:], root.level = kept, level


def test_a_fault_is_told_by_its_way_through_the_code_and_its_kind(written: StringIO) -> None:
    try:
        try:
            int(MARK)
        except ValueError as error:
            raise RuntimeError(MARK) from error
    except RuntimeError:
        logging.getLogger("coursesite").exception("fault")
    assert "builtins.ValueError" in written.getvalue()
    assert "builtins.RuntimeError" in written.getvalue()
    assert "test_logs.py" in written.getvalue()
    assert f'"{MARK}' not in written.getvalue()
    assert f": {MARK}" not in written.getvalue()
    assert f"'{MARK}'" not in written.getvalue()


def test_a_row_that_the_database_refuses_is_not_written_down(app: Flask, database: Database, written: StringIO) -> None:
    make_user(database, address=f"{MARK}@example.org")

    def collide(**_parts: str) -> str:
        with database.writing() as session:
            row = {"key": f"{MARK}-key", "role": "learner", "address": f"{MARK}@example.org", "created_at": clock.now()}
            session.execute(insert(User).values(**row))
        return ""

    app.testing = False
    app.view_functions["accounts.reset"] = collide
    page = app.test_client().get(f"/reset/{MARK}-token?q={MARK}-search")
    assert page.status_code == 500
    assert "IntegrityError" in written.getvalue()
    assert "/reset/<token>" in written.getvalue()
    assert MARK not in written.getvalue()
    assert MARK not in page.text


def test_the_words_of_a_database_error_leave_the_rows_values_out(database: Database) -> None:
    """Also where another server than ours writes the log."""
    make_user(database, address="taken@example.org")
    row = {"key": f"{MARK}-key", "role": "learner", "address": "taken@example.org", "created_at": clock.now()}
    with database.writing() as session, pytest.raises(IntegrityError) as refused:
        session.execute(insert(User).values(**row))
    assert MARK not in str(refused.value)


def test_mail_that_is_not_taken_is_told_without_its_address(
    settings: Settings, database: Database, mails: Mails, written: StringIO
) -> None:
    class Refusing:
        async def handle_RCPT(self, *args: object) -> str:  # noqa: N802  # aiosmtpd's name
            return f"550 5.1.1 <{args[3]}>: no such mailbox"

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Controller(Refusing(), hostname="127.0.0.1", port=port)
    server.start()
    with database.writing() as session:
        about = {"purpose": "reset", "subject": MARK, "body": MARK, "user_id": None, "host": "localhost"}
        outbox.put(session, recipient=f"{MARK}@example.org", now=clock.now(), **about)  # type: ignore[arg-type]  # as it takes them
        session.commit()
    tasks.send_due(database, replace(settings, smtp_url=f"smtp://127.0.0.1:{port}"), clock.now())
    server.stop()
    assert "SMTPRecipientsRefused 550" in written.getvalue()
    assert MARK not in written.getvalue()
    assert f"{MARK}@example.org" in (mails.newest().last_error or "")


def test_the_server_says_that_a_request_was_broken_and_not_whose_or_how(settings: Settings) -> None:
    options = serving.server_options(settings, "127.0.0.1", 8000, 2, 4)
    log, into = serving.ServerLog(serving.Server(settings, options).cfg), StringIO()
    handler = log.error_log.handlers[0]
    assert isinstance(handler, logging.StreamHandler)
    handler.setStream(into)
    log.warning(f"Invalid request from ip=192.0.2.7: Invalid HTTP method: '{MARK}'")
    try:
        int(MARK)
    except ValueError:
        log.exception("Error handling request %s %s", "GET", f"/reset/{MARK}")
    assert "could not be read" in into.getvalue()
    assert "ValueError" in into.getvalue()
    assert "192.0.2.7" not in into.getvalue()
    assert f"/reset/{MARK}" not in into.getvalue()
    assert f"'{MARK}'" not in into.getvalue()
