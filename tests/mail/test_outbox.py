"""A mail is a row in the commit that causes it: both happen or neither; and the worker hears of it."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from coursesite import clock
from coursesite.config import Settings
from coursesite.db import Database
from coursesite.mail import heartbeat, outbox, personal, queries, queue, tasks
from tests.mailbox import Mails


def put(session: Session, user_id: int | None = 7, recipient: str = "ada@example.org", body: str = "text") -> None:
    outbox.put(
        session,
        purpose="test",
        recipient=recipient,
        subject="A subject",
        body=body,
        user_id=user_id,
        host="localhost:8000",
        now=clock.now(),
    )


@pytest.fixture
def bell(settings: Settings, database: Database) -> queue.Bell:
    made = queue.Bell(settings)
    made.listen(database)
    return made


def waiting(settings: Settings) -> int:
    count: int = queue.open_queue(settings).pending_count()
    return count


def test_what_is_rolled_back_wrote_no_mail_and_wakes_nobody(
    session: Session, settings: Settings, mails: Mails, bell: queue.Bell
) -> None:
    put(session)
    session.rollback()
    assert len(mails) == 0
    assert waiting(settings) == 0


def test_a_commit_with_mail_wakes_the_worker_once(
    session: Session, settings: Settings, mails: Mails, bell: queue.Bell
) -> None:
    put(session)
    put(session)
    session.commit()
    assert len(mails) == 2
    assert waiting(settings) == 1


def test_a_commit_without_mail_wakes_nobody(session: Session, settings: Settings, bell: queue.Bell) -> None:
    queries.set_beat(session, "test", clock.now())
    session.commit()
    assert waiting(settings) == 0


def test_a_broken_queue_does_not_break_what_was_committed(
    session: Session, settings: Settings, mails: Mails, bell: queue.Bell, caplog: pytest.LogCaptureFixture
) -> None:
    (settings.data_dir / "queue.db").mkdir(parents=True)
    put(session)
    session.commit()
    assert len(mails) == 1
    assert "could not be woken" in caplog.text


def test_the_message_id_names_the_host_without_its_port(session: Session, mails: Mails) -> None:
    put(session)
    session.commit()
    assert mails.newest().message_id.endswith("@localhost>")


def test_the_export_holds_her_mail_without_its_links_and_nobody_elses(session: Session, mails: Mails) -> None:
    put(session, body="mark-a\nhttp://localhost/reset/secret\n")
    put(session, 8, "bob@example.org", "mark-b")
    session.commit()
    found = repr(personal.export(session, 7))
    assert "mark-a" in found
    assert "secret" not in found
    assert "mark-b" not in found


def test_erasing_removes_her_mail_sent_or_not_and_nobody_elses(session: Session, mails: Mails) -> None:
    put(session)
    put(session, 8, "bob@example.org")
    session.commit()
    assert personal.erase(session, 7, clock.now()) == []
    session.commit()
    assert [mail.recipient for mail in mails.all()] == ["bob@example.org"]


def test_mail_from_before_the_account_becomes_its_owners(session: Session, mails: Mails) -> None:
    put(session, None)
    put(session, None, "other@example.org")
    session.commit()
    queries.adopt(session, "ada@example.org", 7)
    session.commit()
    assert [mail.user_id for mail in mails.all()] == [7, None]


def test_the_worker_is_alive_for_a_minute_after_each_beat(database: Database, session: Session) -> None:
    now = clock.now()
    assert not heartbeat.worker_alive(session, now)
    session.rollback()
    tasks.beat(database, now - timedelta(seconds=30))
    tasks.beat(database, now)
    assert heartbeat.worker_alive(session, now + timedelta(seconds=60))
    assert not heartbeat.worker_alive(session, now + timedelta(seconds=61))
