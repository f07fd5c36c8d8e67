"""The outbox as the worker, the development page and a person's own export see it; and the worker's heartbeat."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, or_, select, update
from sqlalchemy.orm import Session

from coursesite.db import insert_into
from coursesite.mail.models import Heartbeat, Mail


def _is_waiting(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        Mail.sent_at.is_(None),
        Mail.given_up_at.is_(None),
        Mail.due_at <= now,
        or_(Mail.claimed_until.is_(None), Mail.claimed_until <= now),
    )


def next_waiting(session: Session, now: datetime) -> int | None:
    """The id of the mail that has been due longest and that nobody is sending; None when all is sent."""
    waiting = select(Mail.id).where(*_is_waiting(now))
    return session.execute(waiting.order_by(Mail.due_at, Mail.id).limit(1)).scalar_one_or_none()


def claim(session: Session, mail_id: int, until: datetime, now: datetime) -> Mail | None:
    """Take one waiting mail until a moment, or give None where another worker was faster."""
    taken = (
        update(Mail)
        .where(Mail.id == mail_id, *_is_waiting(now))
        .values(claimed_until=until, tries=Mail.tries + 1)
        .returning(Mail)
    )
    return session.execute(taken).scalar_one_or_none()


def mark_sent(session: Session, mail_id: int, now: datetime) -> None:
    """Write down that the mail server has taken this mail."""
    done = {"sent_at": now, "claimed_until": None, "last_error": None}
    session.execute(update(Mail).where(Mail.id == mail_id).values(done))


def mark_failed(session: Session, mail_id: int, reason: str, *, due_at: datetime, given_up_at: datetime | None) -> None:
    """Write down why this mail was not taken, and when it is tried again or that it is not."""
    values = {"last_error": reason, "due_at": due_at, "given_up_at": given_up_at, "claimed_until": None}
    session.execute(update(Mail).where(Mail.id == mail_id).values(values))


def latest(session: Session, most: int) -> Sequence[Mail]:
    """The newest mails, newest first."""
    return session.execute(select(Mail).order_by(Mail.id.desc()).limit(most)).scalars().all()


def mail_with_id(session: Session, mail_id: int) -> Mail | None:
    """One mail."""
    return session.get(Mail, mail_id)


def newest_of(session: Session, user_id: int, purpose: str) -> Mail | None:
    """The newest mail of this sort that concerns this person."""
    theirs = select(Mail).where(Mail.user_id == user_id, Mail.purpose == purpose)
    return session.execute(theirs.order_by(Mail.id.desc()).limit(1)).scalar_one_or_none()


def given_up(session: Session) -> int:
    """How many mails in the outbox were given up, after three days of trying."""
    return session.execute(select(func.count(Mail.id)).where(Mail.given_up_at.is_not(None))).scalar_one()


def late(session: Session, before: datetime) -> int:
    """How many mails wait that were written before a moment."""
    waiting = (Mail.sent_at.is_(None), Mail.given_up_at.is_(None), Mail.created_at < before)
    return session.execute(select(func.count(Mail.id)).where(*waiting)).scalar_one()


def mails_of(session: Session, user_id: int) -> Sequence[Mail]:
    """All mail that concerns this person, oldest first."""
    return session.execute(select(Mail).where(Mail.user_id == user_id).order_by(Mail.id)).scalars().all()


def written_since(session: Session, purpose: str, user_id: int, since: datetime) -> bool:
    """Whether a mail of this sort was written to this person since a moment."""
    written = select(Mail.id).where(Mail.user_id == user_id, Mail.purpose == purpose, Mail.created_at > since)
    return session.execute(written.limit(1)).first() is not None


def adopt(session: Session, recipient: str, user_id: int) -> None:
    """Note whose mail it was that went to this address before there was an account."""
    session.execute(update(Mail).where(Mail.recipient == recipient, Mail.user_id.is_(None)).values(user_id=user_id))


def delete_of(session: Session, user_id: int) -> None:
    """Remove all mail that concerns this person, sent or waiting."""
    session.execute(delete(Mail).where(Mail.user_id == user_id))


def drop_texts(session: Session, ended_before: datetime) -> None:
    """Empty the text of each mail that was sent or given up before a moment."""
    ended = or_(Mail.sent_at < ended_before, Mail.given_up_at < ended_before)
    session.execute(update(Mail).where(ended, Mail.body != "").values(body=""))


def delete_ended(session: Session, ended_before: datetime) -> None:
    """Remove each mail that was sent or given up before a moment, address and all."""
    session.execute(delete(Mail).where(or_(Mail.sent_at < ended_before, Mail.given_up_at < ended_before)))


def set_beat(session: Session, name: str, now: datetime) -> None:
    """Write down that this part of the site is at work."""
    row = insert_into(session, Heartbeat).values(name=name, at=now)
    session.execute(row.on_conflict_do_update(index_elements=["name"], set_={"at": now}))


def last_beat(session: Session, name: str) -> datetime | None:
    """When this part of the site was last at work; None if it never was."""
    return session.execute(select(Heartbeat.at).where(Heartbeat.name == name)).scalar_one_or_none()
