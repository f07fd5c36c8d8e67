"""Who writes: guests by their address, what earns trust, and whether the same text has just come."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from coursesite.accounts.models import Role, User
from coursesite.blog.models import Comment, Decision, Guest, State
from coursesite.db import insert_into
from coursesite.web.errors import NotHere


class Standing(NamedTuple):
    """What is known of a writer: whether something of theirs stands approved, and whose and what the guest is."""

    has_approved: bool
    role: str
    guest_user_id: int | None
    guest_confirmed: bool


def guest_with_address(session: Session, address: str, key: str, now: datetime) -> Guest:
    """The guest of this (normal) address, who wrote just now; made with this key where there is none."""
    row = insert_into(session, Guest).values(
        key=key, address=address, picture="drawn", picture_fetch="", created_at=now, last_wrote_at=now
    )
    session.execute(row.on_conflict_do_update(index_elements=["address"], set_={"last_wrote_at": now}))
    found = select(Guest).where(Guest.address == address)
    return session.scalars(found, execution_options={"populate_existing": True}).one()


def guest_with_id(session: Session, guest_id: int) -> Guest | None:
    """One guest."""
    return session.get(Guest, guest_id)


def guest_with_key(session: Session, key: str) -> Guest | None:
    """The guest with this key."""
    return session.scalars(select(Guest).where(Guest.key == key)).first()


def confirmed_guest_of(session: Session, user_id: int) -> Guest | None:
    """The guest whose address this person confirmed in their browser; of several the one who wrote last."""
    own = select(Guest).where(Guest.user_id == user_id, Guest.confirmed_at.is_not(None), Guest.address.is_not(None))
    return session.scalars(own.order_by(Guest.last_wrote_at.desc()).limit(1)).first()


def standing(session: Session, user_id: int, guest_id: int | None, but: int | None) -> Standing:
    """What speaks for a writer: an account's own comments, or those of a guest's address; `but` is left out."""
    of_writer = Comment.user_id == user_id if guest_id is None else Comment.guest_id == guest_id
    approved = select(Comment.id).where(of_writer, Comment.state == State.APPROVED.value)
    if but is not None:
        approved = approved.where(Comment.id != but)
    has_approved = session.execute(approved.limit(1)).first() is not None
    role = session.execute(select(User.role).where(User.id == user_id)).scalar_one_or_none() or Role.VISITOR.value
    guest = session.get(Guest, guest_id) if guest_id is not None else None
    confirmed = guest is not None and guest.confirmed_at is not None
    return Standing(has_approved, role, guest.user_id if guest is not None else None, confirmed)


def has_just_come(session: Session, post_id: int, text: str, text_hash: str, since: datetime, *, user_id: int) -> bool:
    """Whether this account or visitor has put the same text below this post since a moment.

    Of an address that was typed it isn't asked: the answer would tell anybody whose address a comment came from.
    """
    same = select(Comment.id).where(Comment.text_hash == text_hash, Comment.post_id == post_id)
    same = same.where(Comment.user_id == user_id, Comment.source == text, Comment.created_at > since)
    return session.execute(same.limit(1)).first() is not None


def coach_decided_last(session: Session, comment_id: int) -> bool:
    """Whether a comment stands where it stands because a coach put it there."""
    last = select(Decision.user_id).where(Decision.comment_id == comment_id).order_by(Decision.id.desc()).limit(1)
    return session.execute(last).scalar_one_or_none() is not None


def is_visitor(session: Session, user_id: int) -> bool:
    """Whether this person has no account (any more, or yet), and can be let back in by what they alone know."""
    found = select(User.id).where(User.id == user_id, User.role == Role.VISITOR.value, User.erased_at.is_(None))
    return session.execute(found).first() is not None


def be_here(session: Session, user_id: int) -> None:
    """See that a person is still here, and will be until the transaction ends.

    Comes after the post's turn, as in `belonging_queries.lock_person`. Raises `NotHere` for one who has been erased
    while the request was under way, so that nothing is written about them afterwards.
    """
    person = select(User.id).where(User.id == user_id, User.erased_at.is_(None))
    if session.execute(person.with_for_update(read=True, key_share=True)).first() is None:
        raise NotHere
