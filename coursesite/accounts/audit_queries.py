"""What the staff did, read and forgotten."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Select, delete, func, or_, select
from sqlalchemy.orm import Session, aliased

from coursesite.accounts.models import Audit, User

S = TypeVar("S", bound=Select[*tuple[Any, ...]])


class Noted(NamedTuple):
    """One line of the log. `by` and `about` are names: empty where somebody has left, `by` where the site did it."""

    id: int
    at: datetime
    user_id: int | None
    by: str
    deed: str
    subject: str
    about_id: int | None
    about: str


class Doer(NamedTuple):
    """Somebody whose deeds stand in the log."""

    key: str
    name: str


def count(session: Session, doer_key: str = "", deed: str = "") -> int:
    """How many deeds there are, of one person and of one sort where they are named."""
    return session.execute(_of(select(func.count(Audit.id)), doer_key, deed)).scalar_one()


def newest(session: Session, offset: int, most: int, doer_key: str = "", deed: str = "") -> Sequence[Noted]:
    """A page of the log, the newest deed first; of one person's deeds and of one sort where they are named."""
    doer, other = aliased(User), aliased(User)
    by, about = func.coalesce(doer.name, ""), func.coalesce(other.name, "")
    query = (
        select(Audit.id, Audit.at, Audit.user_id, by, Audit.deed, Audit.subject, Audit.about_id, about)
        .outerjoin(doer, doer.id == Audit.user_id)
        .outerjoin(other, other.id == Audit.about_id)
        .order_by(Audit.at.desc(), Audit.id.desc())
        .offset(offset)
        .limit(most)
    )
    return [Noted._make(row) for row in session.execute(_of(query, doer_key, deed))]


def doers(session: Session, most: int) -> Sequence[Doer]:
    """Whose deeds stand in the log, by name."""
    known = select(Audit.user_id).where(Audit.user_id.is_not(None)).distinct()
    query = select(User.key, User.name).where(User.id.in_(known), User.erased_at.is_(None))
    return [Doer._make(row) for row in session.execute(query.order_by(User.name, User.id).limit(most))]


def deeds(session: Session, most: int) -> Sequence[str]:
    """The sorts of deeds that stand in the log, in the order of the alphabet."""
    return session.execute(select(Audit.deed).distinct().order_by(Audit.deed).limit(most)).scalars().all()


def of_person(session: Session, user_id: int) -> Sequence[Audit]:
    """What somebody did as staff, and what staff did to them, in the order of time."""
    rows = select(Audit).where(or_(Audit.user_id == user_id, Audit.about_id == user_id))
    return session.execute(rows.order_by(Audit.at, Audit.id)).scalars().all()


def forget_before(session: Session, before: datetime) -> None:
    """Remove what was done before a moment."""
    session.execute(delete(Audit).where(Audit.at < before))


def _of(query: S, doer_key: str, deed: str) -> S:
    if doer_key:
        query = query.where(Audit.user_id == select(User.id).where(User.key == doer_key).scalar_subquery())
    return query.where(Audit.deed == deed) if deed else query
