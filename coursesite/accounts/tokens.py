"""Links sent by mail: single use, expiring, only their hash kept. Reading one spends nothing."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from coursesite.accounts import queries
from coursesite.accounts.models import Token


class Purpose(StrEnum):
    """What a link is for."""

    SIGN_UP = "sign_up"
    RESET = "reset"
    CHANGE_ADDRESS = "change_address"
    FIRST_ADMIN = "first_admin"


@dataclass(frozen=True, slots=True)
class Link:
    """What a link does: for whom, with which address, and what else was decided when it was sent."""

    user_id: int | None
    address: str | None
    details: dict[str, Any]


LASTS = {
    Purpose.SIGN_UP: timedelta(hours=24),
    Purpose.RESET: timedelta(hours=1),
    Purpose.CHANGE_ADDRESS: timedelta(hours=24),
    Purpose.FIRST_ADMIN: timedelta(days=7),
}


def hashed(token: str) -> str:
    """What the database keeps of a token. It is random and long, so that a plain SHA-256 is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def new() -> str:
    """A token to put into a link."""
    return secrets.token_urlsafe(32)


def issue(
    session: Session,
    token: str,
    purpose: Purpose,
    now: datetime,
    *,
    user_id: int | None = None,
    address: str | None = None,
    details: dict[str, Any] | None = None,
    lasts: timedelta | None = None,
) -> None:
    """Let a new token work from now on. `lasts` overrides the purpose's own time."""
    session.add(
        Token(
            token_hash=hashed(token),
            purpose=purpose,
            user_id=user_id,
            address=address,
            details=details or {},
            created_at=now,
            expires_at=now + (lasts or LASTS[purpose]),
        )
    )


def look(session: Session, purpose: Purpose, token: str, now: datetime) -> Link | None:
    """What a token would do, without spending it; None if it is unknown, spent or too old."""
    row = queries.token_with_hash(session, purpose, hashed(token), now)
    return Link(**row._mapping) if row is not None else None


def spend(session: Session, purpose: Purpose, token: str, now: datetime) -> Link | None:
    """Use a token up and give what it does; None if it is unknown, spent or too old."""
    row = queries.take_token(session, purpose, hashed(token), now)
    return Link(**row._mapping) if row is not None else None
