"""Mail is never lost: it waits while the server is down, and goes out again when nobody knows whether it went."""

import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from itertools import pairwise
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

from coursesite.config import Settings
from coursesite.db import Database
from coursesite.mail import outbox, queries, tasks
from tests.conftest import FrozenClock
from tests.mailbox import Mails

LINK = "https://courses.example.org/sign-up/confirm/" + "x" * 90


class Sink:
    """A mail server that keeps what it takes, and can be stopped and started."""

    def __init__(self, **options: Any) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.taken: list[EmailMessage] = []
        self.refuse = ""
        self._options = options
        self._controller: Controller | None = None

    async def handle_DATA(self, _server: object, _session: object, envelope: Any) -> str:  # noqa: N802  # aiosmtpd's name
        if self.refuse:
            return self.refuse
        self.taken.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"

    def start(self) -> None:
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port, **self._options)
        self._controller.start()

    def stop(self) -> None:
        if self._controller is not None:
            self._controller.stop()
            self._controller = None


@pytest.fixture
def sink() -> Iterator[Sink]:
    made = Sink()
    made.start()
    yield made
    made.stop()


@pytest.fixture
def settings(settings: Settings, sink: Sink) -> Settings:
    return replace(settings, smtp_url=f"smtp://127.0.0.1:{sink.port}", base_url="https://courses.example.org")


Put = Callable[..., None]


@pytest.fixture
def put(database: Database, mails: Mails, clock: FrozenClock) -> Put:
    """Gives a function that writes a mail and commits."""

    def write(recipient: str = "ada@example.org", subject: str = "A subject", body: str = f"Open:\n\n{LINK}\n") -> None:
        with database.writing() as session:
            outbox.put(
                session,
                purpose="test",
                recipient=recipient,
                subject=subject,
                body=body,
                user_id=7,
                host="courses.example.org",
                now=clock.now,
            )
            session.commit()

    return write


def test_a_mail_arrives_whole(put: Put, database: Database, settings: Settings, sink: Sink, clock: FrozenClock) -> None:
    put(subject="Grüße – ein neues Passwort", body=f"Zwölf Wörter\n\n{LINK}\n\nSchluss")
    assert tasks.send_due(database, settings, clock.now) == 1
    (mail,) = sink.taken
    assert mail["To"] == "ada@example.org"
    assert mail["From"] == "Steady Ground <no-reply@courses.example.org>"
    assert mail["Subject"] == "Grüße – ein neues Passwort"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Message-ID"].endswith("@courses.example.org>")
    assert mail.get_content_type() == "text/plain"
    assert LINK in mail.get_content().splitlines()
    assert "Zwölf Wörter" in mail.get_content()


def test_a_mail_is_sent_once(put: Put, database: Database, settings: Settings, sink: Sink, clock: FrozenClock) -> None:
    put()
    tasks.send_due(database, settings, clock.now)
    clock.tick(days=1)
    assert tasks.send_due(database, settings, clock.now) == 0
    assert len(sink.taken) == 1


def test_mail_waits_while_the_server_is_down_and_goes_when_it_is_back(
    put: Put, database: Database, settings: Settings, sink: Sink, clock: FrozenClock, mails: Mails
) -> None:
    sink.stop()
    for number in range(3):
        put(f"person{number}@example.org")
    for _ in range(60):
        assert tasks.send_due(database, settings, clock.now) == 0
        clock.tick(minutes=1)
    assert all("could not be used" in (mail.last_error or "could not be used") for mail in mails.all())
    sink.start()
    for _ in range(61):
        tasks.send_due(database, settings, clock.now)
        clock.tick(minutes=1)
    assert sorted(mail["To"] for mail in sink.taken) == [f"person{number}@example.org" for number in range(3)]


def test_the_pauses_grow_and_after_three_days_the_reason_is_kept(
    put: Put, database: Database, settings: Settings, sink: Sink, clock: FrozenClock, mails: Mails
) -> None:
    sink.refuse = "550 Mailbox unavailable"
    put()
    tries: list[datetime] = []
    while mails.newest().given_up_at is None:
        tasks.send_due(database, settings, clock.now)
        tries.append(clock.now)
        clock.now = mails.newest().due_at
    pauses = [round((later - earlier).total_seconds() / 60) for earlier, later in pairwise(tries)]
    assert pauses[:5] == [1, 5, 15, 60, 240]
    assert timedelta(days=3) <= tries[-1] - tries[0] < timedelta(days=3, hours=5)
    assert "550" in (mails.newest().last_error or "")
    clock.tick(days=1)
    sink.refuse = ""
    assert tasks.send_due(database, settings, clock.now) == 0


def test_one_refused_mail_does_not_keep_the_others_waiting(
    put: Put, database: Database, settings: Settings, sink: Sink, clock: FrozenClock
) -> None:
    put("no address at all")
    put()
    assert tasks.send_due(database, settings, clock.now) == 1


class Killed(BaseException):
    """The worker's process ends here, as if by kill -9."""


def test_a_worker_killed_after_the_servers_yes_sends_again_under_the_same_message_id(
    put: Put, database: Database, settings: Settings, sink: Sink, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    put()

    def die(*_args: object) -> None:
        raise Killed

    with monkeypatch.context() as broken:
        broken.setattr(queries, "mark_sent", die)
        with pytest.raises(Killed):
            tasks.send_due(database, settings, clock.now)
    assert tasks.send_due(database, settings, clock.now) == 0
    clock.tick(minutes=15)
    assert tasks.send_due(database, settings, clock.now) == 1
    assert len(sink.taken) == 2
    assert len({mail["Message-ID"] for mail in sink.taken}) == 1


def test_a_worker_killed_before_sending_loses_nothing(
    put: Put, database: Database, settings: Settings, sink: Sink, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    put()

    def die(*_args: object) -> None:
        raise Killed

    with monkeypatch.context() as broken:
        broken.setattr("coursesite.mail.sending.Post.send", die)
        with pytest.raises(Killed):
            tasks.send_due(database, settings, clock.now)
    clock.tick(minutes=15)
    assert tasks.send_due(database, settings, clock.now) == 1
    assert len(sink.taken) == 1


def test_four_workers_send_each_mail_once(
    put: Put, database: Database, settings: Settings, sink: Sink, clock: FrozenClock
) -> None:
    for number in range(12):
        put(f"person{number}@example.org")
    with ThreadPoolExecutor(4) as pool:
        sent = sum(pool.map(lambda _worker: tasks.send_due(database, settings, clock.now), range(4)))
    assert sent == 12
    assert len({mail["To"] for mail in sink.taken}) == len(sink.taken) == 12


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
def test_a_server_that_asks_for_a_password_gets_it(
    put: Put, database: Database, settings: Settings, clock: FrozenClock
) -> None:
    def check(_server: object, _session: object, _envelope: object, _mechanism: str, data: object) -> AuthResult:
        return AuthResult(success=data == LoginPassword(b"mailer", b"p@ss/word"), handled=False)

    locked = Sink(authenticator=check, auth_required=True, auth_require_tls=False)
    locked.start()
    try:
        put()
        wrong = replace(settings, smtp_url=f"smtp://mailer:wrong@127.0.0.1:{locked.port}")
        assert tasks.send_due(database, wrong, clock.now) == 0
        clock.tick(minutes=1)
        right = replace(settings, smtp_url=f"smtp://mailer:p%40ss%2Fword@127.0.0.1:{locked.port}")
        assert tasks.send_due(database, right, clock.now) == 1
    finally:
        locked.stop()


def test_a_development_site_without_a_server_sends_nothing_and_keeps_everything(
    put: Put, database: Database, settings: Settings, clock: FrozenClock, mails: Mails
) -> None:
    put()
    assert tasks.send_due(database, replace(settings, smtp_url=""), clock.now) == 0
    clock.tick(days=30)
    tasks.tidy(database, clock.now)
    assert LINK in mails.newest().body


def test_the_text_goes_after_a_week_and_the_row_after_a_month(
    put: Put, database: Database, settings: Settings, clock: FrozenClock, mails: Mails
) -> None:
    put()
    tasks.send_due(database, settings, clock.now)
    put("waiting@example.org")
    clock.tick(days=6, hours=23)
    tasks.tidy(database, clock.now)
    assert LINK in mails.to("ada@example.org")[0].body
    clock.tick(hours=2)
    tasks.tidy(database, clock.now)
    assert mails.to("ada@example.org")[0].body == ""
    clock.tick(days=23)
    tasks.tidy(database, clock.now)
    assert [mail.recipient for mail in mails.all()] == ["waiting@example.org"]


def test_a_server_that_says_nothing_is_left_in_time(
    put: Put, database: Database, settings: Settings, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coursesite.mail.sending.TIMEOUT_S", 0.2)
    put()
    with socket.create_server(("127.0.0.1", 0)) as silent:
        began = time.monotonic()
        mute = replace(settings, smtp_url=f"smtp://127.0.0.1:{silent.getsockname()[1]}")
        assert tasks.send_due(database, mute, clock.now) == 0
    assert time.monotonic() - began < 5
