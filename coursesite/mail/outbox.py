"""Writing a mail: a row in the same commit as what caused it, so that both happen or neither."""

import secrets
from datetime import datetime

from sqlalchemy.orm import Session

from coursesite.mail.models import Mail

MARK = "mail_was_written"
LONGEST_SUBJECT = 300


def put(
    session: Session,
    *,
    purpose: str,
    recipient: str,
    subject: str,
    body: str,
    user_id: int | None,
    host: str,
    now: datetime,
    unsubscribe: str = "",
    due_at: datetime | None = None,
) -> None:
    """Put one mail into the outbox, in the caller's transaction; the worker is woken when that commits.

    `host` is the site's host name, the right half of the Message-ID, which stays the same however often the mail is
    tried. `user_id` is the person it concerns, None where there is no account yet. `unsubscribe` is the whole address
    at which one POST, without a cookie, ends mail of this sort (RFC 8058). `due_at` is when it is to go, `now`
    where none is given; the earliest goes first.
    """
    session.add(
        Mail(
            message_id=f"<{secrets.token_hex(16)}@{host.partition(':')[0]}>",
            purpose=purpose,
            user_id=user_id,
            recipient=recipient,
            subject=subject,
            body=body,
            unsubscribe=unsubscribe,
            created_at=now,
            due_at=due_at or now,
            tries=0,
        )
    )
    session.info[MARK] = True


def put_letter(
    session: Session,
    letter: str,
    *,
    purpose: str,
    recipient: str,
    user_id: int | None,
    host: str,
    now: datetime,
    unsubscribe: str = "",
) -> None:
    """Put one mail into the outbox whose text begins with its subject, as those of the rooms' templates do."""
    subject, _, body = letter.strip().partition("\n")
    put(
        session,
        purpose=purpose,
        recipient=recipient,
        subject=" ".join(subject.split())[:LONGEST_SUBJECT],
        body=body.strip() + "\n",
        user_id=user_id,
        host=host,
        now=now,
        unsubscribe=unsubscribe,
    )
