"""Promises whose day has come and whose maker asked for a mail."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from coursesite.accounts.models import Role, User
from coursesite.learning.intending.models import Fate, Promise


class Due(NamedTuple):
    """A promise to write about."""

    promise_id: int
    user_id: int
    address: str


def zones_with_due(session: Session, now: datetime) -> list[str]:
    """The time zones of those who wait for such a mail."""
    found = select(User.time_zone).distinct().join(Promise, Promise.user_id == User.id)
    return list(session.scalars(found.where(*_wanted(now))))


def due(session: Session, zones: Sequence[str], now: datetime, most: int) -> list[Due]:
    """Promises to write about to people in these time zones, those that wait longest first."""
    found = select(Promise.id, Promise.user_id, User.address).join(User, User.id == Promise.user_id)
    found = found.where(*_wanted(now), User.time_zone.in_(zones)).order_by(Promise.ask_at, Promise.id)
    return [Due(row[0], row[1], row[2] or "") for row in session.execute(found.limit(most))]


def take(session: Session, promise_id: int, now: datetime) -> bool:
    """Mark one as written about; False where that has happened, or isn't wanted any more."""
    taken = update(Promise).where(Promise.id == promise_id, *_waiting(now)).values(mailed_at=now).returning(Promise.id)
    return session.execute(taken.execution_options(synchronize_session=False)).first() is not None


def stop(session: Session, user_id: int) -> None:
    """Ask for no mail about any promise of this person's."""
    wanted = update(Promise).where(Promise.user_id == user_id, Promise.by_mail.is_(True)).values(by_mail=False)
    session.execute(wanted.execution_options(synchronize_session=False))


def _waiting(now: datetime) -> tuple[Any, ...]:
    asked = (Promise.by_mail.is_(True), Promise.fate == Fate.OPEN.value)
    return (*asked, Promise.ask_at <= now, Promise.mailed_at.is_(None))


def _wanted(now: datetime) -> tuple[Any, ...]:
    alive = (User.erased_at.is_(None), User.disabled_at.is_(None), User.address.is_not(None))
    return (*_waiting(now), *alive, User.role != Role.VISITOR.value)
