"""People, their sessions and their tokens in the database."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, bindparam, delete, exists, select, update
from sqlalchemy.orm import Session

from coursesite.accounts.models import COACHES, Role, SignIn, Token, User
from coursesite.db import Moment, insert_into

PERSON_COLUMNS = (
    User.id,
    User.key,
    User.role,
    User.name,
    User.address,
    User.time_zone,
    User.picture,
    User.picture_file,
    User.leads,
    SignIn.id.label("sign_in_id"),
    SignIn.last_posted_at,
    SignIn.expires_at,
)


# Built once: putting a statement together costs several times what the database needs to answer it.
_PERSON = (
    select(*PERSON_COLUMNS)
    .join(SignIn, SignIn.user_id == User.id)
    .where(SignIn.token_hash == bindparam("token_hash"), SignIn.expires_at > bindparam("now", type_=Moment()))
    .where(User.disabled_at.is_(None), User.erased_at.is_(None))
)


def person_row(session: Session, token_hash: str, now: datetime) -> Row[Any] | None:
    """The person whose live session has this token hash, in one select; None if there is none."""
    asked = {"token_hash": token_hash, "now": now}
    # Which columns the row has is said by Person.
    row: Row[Any] | None = session.connection().execute(_PERSON, asked).one_or_none()  # type: ignore[assignment]
    return row


# People


def user_with_id(session: Session, user_id: int) -> User | None:
    """One person, whoever they are."""
    return session.get(User, user_id)


def user_with_address(session: Session, address: str) -> User | None:
    """The account with this (normal) address."""
    return session.execute(select(User).where(User.address == address)).scalar_one_or_none()


def coach_named(session: Session, name: str) -> User | None:
    """The coach or admin of this name; the first of several."""
    coaches = select(User).where(User.role.in_(COACHES), User.name == name)
    known = coaches.where(User.disabled_at.is_(None), User.erased_at.is_(None)).order_by(User.id).limit(1)
    return session.execute(known).scalar_one_or_none()


def user_with_key(session: Session, key: str) -> User | None:
    """The person with this key."""
    return session.execute(select(User).where(User.key == key)).scalar_one_or_none()


def all_accounts(session: Session) -> Sequence[User]:
    """Everyone with an account, in the order in which they came."""
    accounts = select(User).where(User.role != Role.VISITOR, User.erased_at.is_(None))
    return session.execute(accounts.order_by(User.id)).scalars().all()


def has_admin(session: Session) -> bool:
    """Whether there is an admin who could sign in."""
    admin = exists().where(User.role == Role.ADMIN, User.disabled_at.is_(None), User.erased_at.is_(None))
    return bool(session.execute(select(admin)).scalar_one())


def add_user(session: Session, **values: Any) -> int | None:
    """Add a person and give the id; None if somebody has this address already."""
    row = insert_into(session, User).values(**values).on_conflict_do_nothing(index_elements=["address"])
    return session.execute(row.returning(User.id)).scalar_one_or_none()


def make_account(session: Session, visitor_id: int, **values: Any) -> bool:
    """Turn a visitor into an account, rows and all; False if that person is no visitor (any more)."""
    visitor = update(User).where(User.id == visitor_id, User.role == Role.VISITOR, User.erased_at.is_(None))
    return session.execute(visitor.values(**values).returning(User.id)).first() is not None


def still_visitor(session: Session, user_id: int) -> bool:
    """Whether this person is a visitor now; the row is locked until the transaction ends."""
    visitor = select(User.id).where(User.id == user_id, User.role == Role.VISITOR, User.erased_at.is_(None))
    return session.execute(visitor.with_for_update()).first() is not None


def change_user(session: Session, user_id: int, **values: Any) -> None:
    """Set columns of one person."""
    session.execute(update(User).where(User.id == user_id).values(**values))


def idle_visitors(session: Session, most: int) -> Sequence[int]:
    """Visitors without any session left, so that nobody can come back to them."""
    has_session = exists().where(SignIn.user_id == User.id)
    idle = select(User.id).where(User.role == Role.VISITOR, User.erased_at.is_(None), ~has_session)
    return session.execute(idle.order_by(User.id).limit(most)).scalars().all()


def pictures_wanted(session: Session, most: int) -> Sequence[User]:
    """People whose picture is to be fetched."""
    wanted = select(User).where(User.picture_fetch == "wanted", User.address.is_not(None))
    return session.execute(wanted.order_by(User.id).limit(most)).scalars().all()


def set_fetched(session: Session, user_id: int, **values: Any) -> bool:
    """Set columns of a person who still wants their picture fetched; False if they changed their mind meanwhile."""
    wanting = update(User).where(User.id == user_id, User.picture_fetch == "wanted")
    return session.execute(wanting.values(**values).returning(User.id)).first() is not None


def picture_files(session: Session) -> set[str]:
    """The names of all picture files in use."""
    return set(session.execute(select(User.picture_file).where(User.picture_file.is_not(None))).scalars()) - {None}  # type: ignore[return-value]  # None is taken out


# Sessions


def push_expiry(session: Session, sign_in_id: int, now: datetime, expires_at: datetime) -> None:
    """Let a session run on from a POST just made."""
    session.execute(update(SignIn).where(SignIn.id == sign_in_id).values(last_posted_at=now, expires_at=expires_at))


def sign_ins_of(session: Session, user_id: int, now: datetime) -> Sequence[SignIn]:
    """A person's live sessions, the last used first."""
    live = select(SignIn).where(SignIn.user_id == user_id, SignIn.expires_at > now)
    return session.execute(live.order_by(SignIn.last_posted_at.desc(), SignIn.id.desc())).scalars().all()


def all_sign_ins_of(session: Session, user_id: int) -> Sequence[SignIn]:
    """A person's sessions, those that have run out too, in the order in which they began."""
    return session.execute(select(SignIn).where(SignIn.user_id == user_id).order_by(SignIn.id)).scalars().all()


def delete_sign_ins(session: Session, user_id: int, *, only: int | None = None, all_but: int | None = None) -> int:
    """End a person's sessions (one, all but one, or all) and give how many there were."""
    chosen: list[ColumnElement[bool]] = [SignIn.user_id == user_id]
    if only is not None:
        chosen.append(SignIn.id == only)
    if all_but is not None:
        chosen.append(SignIn.id != all_but)
    return len(session.execute(delete(SignIn).where(*chosen).returning(SignIn.id)).all())


def delete_ended_sign_ins(session: Session, now: datetime) -> None:
    """Remove sessions that have run out."""
    session.execute(delete(SignIn).where(SignIn.expires_at <= now))


# Tokens


TOKEN_COLUMNS = (Token.user_id, Token.address, Token.details)


def token_with_hash(session: Session, purpose: str, token_hash: str, now: datetime) -> Row[Any] | None:
    """What the token with this hash does, if it may still be used for this."""
    usable = select(*TOKEN_COLUMNS).where(Token.token_hash == token_hash, Token.purpose == purpose)
    row: Row[Any] | None = session.execute(usable.where(Token.expires_at > now)).one_or_none()
    return row


def take_token(session: Session, purpose: str, token_hash: str, now: datetime) -> Row[Any] | None:
    """Remove a token and give what it does; None if it can't be used (any more). Of two at once, one gets it."""
    usable = delete(Token).where(Token.token_hash == token_hash, Token.purpose == purpose, Token.expires_at > now)
    row: Row[Any] | None = session.execute(usable.returning(*TOKEN_COLUMNS)).one_or_none()
    return row


def delete_tokens(
    session: Session, *, purpose: str | None = None, user_id: int | None = None, address: str | None = None
) -> None:
    """Remove the tokens that meet every given condition. Raises `ValueError` when none is given."""
    conditions: list[ColumnElement[bool]] = []
    if purpose is not None:
        conditions.append(Token.purpose == purpose)
    if user_id is not None:
        conditions.append(Token.user_id == user_id)
    if address is not None:
        conditions.append(Token.address == address)
    if not conditions:
        raise ValueError("this would remove every token there is")
    session.execute(delete(Token).where(*conditions))


def delete_old_tokens(session: Session, before: datetime) -> None:
    """Remove tokens that ran out before a moment."""
    session.execute(delete(Token).where(Token.expires_at < before))


def tokens_of(session: Session, user_id: int) -> Sequence[Token]:
    """All tokens of a person."""
    return session.execute(select(Token).where(Token.user_id == user_id).order_by(Token.id)).scalars().all()


def other_admins(session: Session, user_id: int) -> bool:
    """Whether an admin besides this one has a password and may sign in.

    All admins' rows are locked until the transaction ends, so that of two who take each other's role away at once, one
    stays.
    """
    query = select(User.id, User.password_hash).where(User.role == Role.ADMIN, User.disabled_at.is_(None))
    rows = session.execute(query.where(User.erased_at.is_(None)).order_by(User.id).with_for_update()).all()
    return any(row.id != user_id and row.password_hash is not None for row in rows)
