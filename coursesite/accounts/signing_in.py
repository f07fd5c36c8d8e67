"""Sessions: beginning one, running on, ending it. The cookie holds a random token, the table its hash."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from coursesite.accounts import queries
from coursesite.accounts.models import Role, SignIn
from coursesite.accounts.people import Person
from coursesite.accounts.tokens import hashed

LASTS = timedelta(days=30)
PUSH_EVERY = timedelta(hours=1)


def person_with_token(session: Session, token: str, now: datetime) -> Person | None:
    """The person whose live session this token opens; None if it opens nothing (any more)."""
    row = queries.person_row(session, hashed(token), now)
    return Person(**row._mapping, token=token) if row is not None else None


def begin_sign_in(session: Session, user_id: int, device: str, now: datetime) -> str:
    """Begin a session for this person on this device and give its token."""
    token = secrets.token_urlsafe(32)
    session.add(
        SignIn(
            user_id=user_id,
            token_hash=hashed(token),
            device=device,
            created_at=now,
            last_posted_at=now,
            expires_at=now + LASTS,
        )
    )
    return token


def begin_visit(session: Session, device: str, now: datetime) -> tuple[int, str]:
    """Begin a session for somebody without an account, who has just answered; gives their id and the token."""
    user_id = queries.add_user(session, key=new_key(), role=Role.VISITOR, created_at=now)
    if user_id is None:
        raise RuntimeError("a visitor has no address that could be taken")
    return user_id, begin_sign_in(session, user_id, device, now)


def new_key() -> str:
    """A person's key: a random word that is safe to show."""
    return secrets.token_hex(8)


def run_on(session: Session, person: Person, now: datetime) -> None:
    """Let this person's session last thirty days from now."""
    queries.push_expiry(session, person.sign_in_id, now, now + LASTS)


def is_due(person: Person, now: datetime) -> bool:
    """Whether the session's end should move: at most once an hour."""
    return now - person.last_posted_at >= PUSH_EVERY


def end_one(session: Session, user_id: int, sign_in_id: int) -> bool:
    """End one session of this person; False if it isn't theirs or has ended already."""
    return queries.delete_sign_ins(session, user_id, only=sign_in_id) == 1


def end_others(session: Session, user_id: int, keep: int) -> int:
    """End all of this person's sessions but one, and give how many."""
    return queries.delete_sign_ins(session, user_id, all_but=keep)


def end_all(session: Session, user_id: int) -> int:
    """End all of this person's sessions, and give how many."""
    return queries.delete_sign_ins(session, user_id)
