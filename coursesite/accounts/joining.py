"""Becoming somebody here: an account from a confirmed address, and what a visitor brings along."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from coursesite.accounts import queries, signing_in, tokens
from coursesite.accounts.models import Role
from coursesite.accounts.tokens import Link, Purpose

Arrival = Callable[[Session, int, int, datetime], None]
"""Called with (session, visitor's id, account's id, now): moves what the visitor did to the account."""

INVITATION_LASTS = timedelta(days=7)


def confirm(session: Session, link: Link, now: datetime, **chosen: str) -> int | None:
    """Make the account that a spent sign-up token stands for and give its id; None if the address has one by now.

    `chosen` (name, password_hash, time_zone) comes from whoever opened the link, never from whoever asked for it:
    anyone can type anyone's address. If that was a visitor, the visitor's row becomes the account, with all its
    answers, and the visitor's sessions end.
    """
    address = link.address or ""
    if queries.user_with_address(session, address) is not None:
        return None
    values = {**chosen, "role": Role.LEARNER, "address": address, "created_at": now}
    visitor_id = link.details.get("visitor_id")
    if visitor_id is not None and queries.make_account(session, visitor_id, **values):
        signing_in.end_all(session, visitor_id)
        user_id: int | None = visitor_id
    else:
        user_id = queries.add_user(session, key=signing_in.new_key(), **values)
    queries.delete_tokens(session, purpose=Purpose.SIGN_UP, address=address)
    return user_id


def arrive(session: Session, visitor_id: int, user_id: int, now: datetime, hooks: Iterable[Arrival]) -> None:
    """Give an account what its person did as a visitor, and let the visitor go; nothing where that has happened."""
    if visitor_id == user_id or not queries.still_visitor(session, visitor_id):
        return
    for hook in hooks:
        hook(session, visitor_id, user_id, now)
    signing_in.end_all(session, visitor_id)
    queries.change_user(session, visitor_id, erased_at=now)


def add_by_hand(session: Session, address: str, name: str, role: Role, now: datetime, **more: Any) -> int | None:
    """Make an account for a confirmed address and give its id; None if the address has one already."""
    key = signing_in.new_key()
    return queries.add_user(session, key=key, address=address, name=name, role=role, created_at=now, **more)


def invite(session: Session, user_id: int, now: datetime) -> str:
    """A token with which this person sets their password, good for seven days."""
    token = tokens.new()
    let_in(session, token, user_id, now)
    return token


def let_in(session: Session, token: str, user_id: int, now: datetime) -> None:
    """Let a new token be the one with which this person sets their password, for seven days."""
    tokens.issue(session, token, Purpose.RESET, now, user_id=user_id, lasts=INVITATION_LASTS)


def set_password(session: Session, user_id: int, password_hash: str, *, keep: int | None = None) -> None:
    """Give a person a new password: it ends their sessions (but `keep`) and every link sent for the account."""
    queries.change_user(session, user_id, password_hash=password_hash)
    queries.delete_tokens(session, user_id=user_id)
    queries.delete_sign_ins(session, user_id, all_but=keep)


def change_address(session: Session, user_id: int, address: str) -> bool:
    """Give a person a new, confirmed address; False if it belongs to somebody else by now.

    Links that went to the old address stop working.
    """
    if queries.user_with_address(session, address) is not None:
        return False
    queries.change_user(session, user_id, address=address)
    queries.delete_tokens(session, user_id=user_id)
    return True


def disable(session: Session, user_id: int, now: datetime) -> None:
    """Close an account: nobody can sign in to it, and every session of it ends now."""
    queries.change_user(session, user_id, disabled_at=now)
    queries.delete_tokens(session, user_id=user_id)
    signing_in.end_all(session, user_id)
