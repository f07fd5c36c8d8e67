"""The owner chooses the mail server, and finds out whether it works."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from aiosmtpd.smtp import AuthResult
from flask import Flask
from flask.testing import FlaskClient

from coursesite import clock
from coursesite.accounts.audit_queries import newest
from coursesite.accounts.models import User
from coursesite.config import Settings
from coursesite.db import Database
from coursesite.mail import tasks
from coursesite.studio.site.mailing import Server, server_at
from coursesite.web.sitewide import read_sitewide
from tests.accounts.pages import fill_in
from tests.factories import PASSWORD
from tests.learning.learners import words_of
from tests.mail.test_sending import Sink
from tests.mailbox import Mails

MAIL = "/studio/site/mail"
PEOPLE = "/studio/site/people/invite"
ASKED: dict[str, Any] = {"scheme": "smtp", "mail_from": "site@example.org", "password": PASSWORD}


@pytest.fixture
def sink() -> Iterator[Sink]:
    made = Sink()
    made.start()
    yield made
    made.stop()


def test_what_is_set_reaches_the_worker_and_emptied_there_the_environments_holds_again(
    owner: FlaskClient, database: Database, settings: Settings
) -> None:
    started_with = replace(settings, smtp_url="smtp://me:secret@mail.example.net:25")
    fields = {"host": "mail.example.org", "port": "465", "scheme": "smtps", "user": "us@example.org"}
    assert fill_in(owner, MAIL, **(ASKED | fields)).location == f"{MAIL}?done=saved"
    now = read_sitewide(started_with, database).settings
    assert now.smtp_url == "smtps://us%40example.org@mail.example.org:465"
    assert now.sender == "site@example.org"
    page = owner.get(MAIL).text
    assert 'value="us@example.org"' in page
    assert "mail.example.org, port 465, encrypted from the first byte, as “us@example.org”" in words_of(page)
    assert "none is set" in page
    assert fill_in(owner, MAIL, **(ASKED | {"host": "", "mail_from": ""})).status_code == 303
    assert read_sitewide(started_with, database).settings == started_with
    with database.reading() as session:
        assert [(one.deed, one.subject) for one in newest(session, 0, 9)] == [("changed the site", "Mail")] * 2


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"password": "not mine"}, "That is not your password. Nothing was changed."),
        ({"password": ""}, "Please type your password."),
        ({"host": "mail.example.org/x"}, "Please write the server’s name alone"),
        ({"host": "me:pw@mail.example.org"}, "Please write the server’s name alone"),
        ({"host": "mail.example.org", "port": "70000"}, "between 1 and 65535"),
        ({"host": "mail.example.org", "mail_from": "nobody"}, "mail_from-error"),
        ({"host": "mail.example.org", "scheme": "http"}, "scheme-error"),
    ],
)
def test_what_will_not_do_is_refused_and_nothing_changes(
    typed: dict[str, str], said: str, owner: FlaskClient, database: Database, settings: Settings
) -> None:
    answer = fill_in(owner, MAIL, **(ASKED | typed))
    assert answer.status_code == 422
    assert said in answer.text
    assert read_sitewide(settings, database).settings == settings


def test_a_servers_address_says_the_same_after_it_was_read_again() -> None:
    server = Server("mail.example.org", 2525, "smtp", "a:b@c/d e")
    assert server_at(server.url) == server
    assert server_at("") is None


def test_a_test_mail_says_that_the_server_took_it(
    app: Flask, owner: FlaskClient, ruth: User, database: Database, settings: Settings, sink: Sink, mails: Mails
) -> None:
    fill_in(owner, MAIL, **(ASKED | {"host": "127.0.0.1", "port": str(sink.port)}))
    tasks.beat(database, clock.now())
    sent = fill_in(owner, MAIL, to=f"{MAIL}/test")
    waiting = owner.get(sent.location)
    assert "The test mail to ruth@example.org is on its way" in words_of(waiting.text)
    assert waiting.headers["Refresh"] == f"3; url={MAIL}?done=tried"
    tasks.send_due(database, read_sitewide(settings, database).settings, clock.now())
    done = owner.get(sent.location)
    assert "The mail server took the test mail to ruth@example.org." in words_of(done.text)
    assert "Refresh" not in done.headers
    (taken,) = sink.taken
    assert (taken["To"], taken["From"]) == ("ruth@example.org", "Steady Ground <site@example.org>")


def _refuses(sink: Sink) -> None:
    sink.refuse = "554 5.7.1 No <b>mail</b> from you"


def _is_down(sink: Sink) -> None:
    sink.stop()


@pytest.mark.parametrize(
    ("happens", "said"),
    [
        (_refuses, r"did not go out\. The mail server refused it: it answered \(554 5\.7\.1 No <b>mail</b> from you\)"),
        (_is_down, r"did not go out\. The mail server could not be used: nothing answers at that port"),
    ],
)
def test_a_test_mail_says_in_words_why_it_did_not_go_out(
    happens: Callable[[Sink], None],
    said: str,
    owner: FlaskClient,
    database: Database,
    settings: Settings,
    sink: Sink,
    mails: Mails,
) -> None:
    fill_in(owner, MAIL, **(ASKED | {"host": "127.0.0.1", "port": str(sink.port)}))
    fill_in(owner, PEOPLE, address="waits@example.org", role="coach")
    happens(sink)
    fill_in(owner, MAIL, to=f"{MAIL}/test")
    tasks.send_due(database, read_sitewide(settings, database).settings, clock.now())
    assert re.search(said, words_of(owner.get(MAIL).text))


def test_a_server_chosen_here_gets_the_environments_password(
    owner: FlaskClient, database: Database, settings: Settings, mails: Mails
) -> None:
    told: list[tuple[bytes, bytes]] = []

    def let_in(_server: object, _session: object, _envelope: object, _how: str, data: Any) -> AuthResult:
        told.append((data.login, data.password))
        return AuthResult(success=data.password == b"pass word", handled=False)

    sink = Sink(authenticator=let_in, auth_require_tls=False)
    sink.start()
    try:
        fill_in(owner, MAIL, **(ASKED | {"host": "127.0.0.1", "port": str(sink.port), "user": "us"}))
        fill_in(owner, MAIL, to=f"{MAIL}/test")
        now = read_sitewide(settings, database).settings
        tasks.send_due(database, replace(now, smtp_password="wrong"), clock.now())
        assert "did not accept the user name and password (535" in words_of(owner.get(MAIL).text)
        fill_in(owner, MAIL, to=f"{MAIL}/test")
        tasks.send_due(database, replace(now, smtp_password="pass word"), clock.now())
    finally:
        sink.stop()
    assert told[-1] == (b"us", b"pass word")
    assert "The mail server took the test mail" in words_of(owner.get(MAIL).text)


def test_test_mails_are_few(owner: FlaskClient, mails: Mails) -> None:
    answers = [fill_in(owner, MAIL, to=f"{MAIL}/test").status_code for _ in range(11)]
    assert answers == [303] * 10 + [429]
