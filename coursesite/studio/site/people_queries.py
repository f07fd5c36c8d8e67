"""Everyone with an account, for whoever runs the site. What they write and earn is asked for nowhere here."""

from collections.abc import Sequence
from typing import Any, TypeVar

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from coursesite.accounts.models import Role, User

S = TypeVar("S", bound=Select[*tuple[Any, ...]])
CLOSED, INVITED = "closed", "invited"


def count(session: Session, words: str, sort: str) -> int:
    """How many there are of this sort with these words in their name or address."""
    return session.execute(_of(select(func.count(User.id)), words, sort)).scalar_one()


def page_of(session: Session, words: str, sort: str, offset: int, most: int) -> Sequence[User]:
    """So many of them, by name."""
    query = _of(select(User), words, sort).order_by(func.lower(User.name), User.id)
    return session.execute(query.offset(offset).limit(most)).scalars().all()


def account(session: Session, key: str) -> User | None:
    """One person with an account."""
    query = select(User).where(User.key == key, User.role != Role.VISITOR, User.erased_at.is_(None))
    return session.execute(query).scalar_one_or_none()


def _of(query: S, words: str, sort: str) -> S:
    query = query.where(User.role != Role.VISITOR, User.erased_at.is_(None))
    if sort == CLOSED:
        query = query.where(User.disabled_at.is_not(None))
    elif sort == INVITED:
        query = query.where(User.password_hash.is_(None), User.disabled_at.is_(None))
    elif sort:
        query = query.where(User.role == sort)
    if not words:
        return query
    found = [User.name.contains(words, autoescape=True), User.address.contains(words, autoescape=True)]
    found += [func.lower(column).contains(words.lower(), autoescape=True) for column in (User.name, User.address)]
    return query.where(or_(*found))
