"""What the worker does for this room: send what is due, forget what is old, show that it is alive."""

import logging
from datetime import datetime, timedelta

from coursesite.config import Settings
from coursesite.db import Database
from coursesite.mail import heartbeat, queries
from coursesite.mail.models import Mail
from coursesite.mail.sending import NoServer, NotTaken, Post

log = logging.getLogger(__name__)

CLAIM_FOR = timedelta(minutes=15)
MOST_A_RUN = 50
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240))
GIVE_UP_AFTER = timedelta(days=3)
KEEP_TEXTS = timedelta(days=7)
KEEP_ROWS = timedelta(days=30)
LONGEST_REASON = 500


def send_due(database: Database, settings: Settings, now: datetime) -> int:
    """Send the mail that is due, at most `MOST_A_RUN`, and give how many the mail server took.

    Each mail is claimed first, sent outside any transaction and marked afterwards. A worker that dies between the two
    leaves its claim to run out, and the mail goes out again under the same Message-ID. Without a mail server (a
    development site) everything stays where it is.
    """
    sent = 0
    if not settings.smtp_url:
        return sent
    with Post(settings) as post:
        for _ in range(MOST_A_RUN):
            mail = _claim_next(database, now)
            if mail is None:
                break
            try:
                post.send(mail)
            except NotTaken as error:
                _mark_failed(database, mail, error, now)
                if isinstance(error, NoServer):
                    break
            else:
                sent += 1
                _mark_sent(database, mail.id, now)
    return sent


def _claim_next(database: Database, now: datetime) -> Mail | None:
    while True:
        with database.reading() as session:
            mail_id = queries.next_waiting(session, now)
        if mail_id is None:
            return None
        with database.writing() as session:
            mail = queries.claim(session, mail_id, now + CLAIM_FOR, now)
            session.commit()
        if mail is not None:
            return mail


def _mark_sent(database: Database, mail_id: int, now: datetime) -> None:
    with database.writing() as session:
        queries.mark_sent(session, mail_id, now)
        session.commit()


def _mark_failed(database: Database, mail: Mail, error: NotTaken, now: datetime) -> None:
    due_at = now + PAUSES[min(mail.tries, len(PAUSES)) - 1]
    given_up_at = now if now - mail.created_at >= GIVE_UP_AFTER else None
    log.warning("mail %s (%s) was not taken, try %s: %s", mail.id, mail.purpose, mail.tries, error.in_short)
    with database.writing() as session:
        queries.mark_failed(session, mail.id, str(error)[:LONGEST_REASON], due_at=due_at, given_up_at=given_up_at)
        session.commit()


def tidy(database: Database, now: datetime) -> None:
    """Drop the texts of mail sent or given up a week ago, and the whole row after thirty days."""
    with database.writing() as session:
        queries.drop_texts(session, now - KEEP_TEXTS)
        queries.delete_ended(session, now - KEEP_ROWS)
        session.commit()


def beat(database: Database, now: datetime) -> None:
    """Write down that the worker is at work."""
    with database.writing() as session:
        queries.set_beat(session, heartbeat.WORKER, now)
        session.commit()
