"""Who wants mail about which comments, and who gets it."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.orm import Session, aliased

from coursesite.accounts.models import COACHES, Role, User
from coursesite.blog.models import Comment, Guest, Subscription
from coursesite.library.models import Kind, Piece, State


class Reader(NamedTuple):
    """Somebody who is to get mail about a comment. `is_answered`: because it answers their own."""

    subscription_id: int
    user_id: int | None
    guest_id: int | None
    address: str
    is_answered: bool


class Followed(NamedTuple):
    """What somebody gets mail about: a post, or answers to one comment below it."""

    id: int
    title: str
    slug: str
    comment_id: int | None
    begun_at: datetime
    ended_at: datetime | None


def find(
    session: Session, post_id: int, comment_id: int | None, *, user_id: int | None, guest_id: int | None
) -> Subscription | None:
    """The subscription of this person to this, whether it runs or has ended."""
    who = Subscription.user_id == user_id if user_id is not None else Subscription.guest_id == guest_id
    what = Subscription.comment_id.is_(None) if comment_id is None else Subscription.comment_id == comment_id
    found = select(Subscription).where(Subscription.post_id == post_id, who, what).order_by(Subscription.id).limit(1)
    return session.scalars(found).first()


def subscription_with_id(session: Session, subscription_id: int) -> Subscription | None:
    """One subscription."""
    return session.get(Subscription, subscription_id)


def end_for_comment(session: Session, comment_id: int, now: datetime) -> None:
    """End what was to be written about answers to a comment that its author has withdrawn."""
    running = update(Subscription).where(Subscription.comment_id == comment_id, Subscription.ended_at.is_(None))
    session.execute(running.values(ended_at=now))


def followed(session: Session, subscription_id: int) -> Followed | None:
    """What a subscription is about; None where it is gone."""
    row = session.execute(_followed(Subscription.id == subscription_id)).first()
    return None if row is None else Followed._make(row)


def followed_by(session: Session, user_id: int) -> Sequence[Followed]:
    """What this account gets mail about, the newest first."""
    running = _followed(and_(Subscription.user_id == user_id, Subscription.ended_at.is_(None)))
    return [Followed._make(row) for row in session.execute(running.order_by(Subscription.id.desc()).limit(500))]


def _followed(condition: ColumnElement[bool]):  # type: ignore[no-untyped-def]  # a select of Followed's columns
    columns = (Subscription.id, Piece.title, Piece.slug, Subscription.comment_id)
    query = select(*columns, Subscription.begun_at, Subscription.ended_at)
    return query.join(Piece, Piece.id == Subscription.post_id).where(condition)


def readers_of(session: Session, comment: Comment) -> Sequence[Reader]:
    """Whom to write to about a comment: those who follow the post, or the comment that it answers; not its author."""
    about: list[ColumnElement[bool]] = [Subscription.comment_id.is_(None)]
    if comment.parent_id is not None:
        about.append(Subscription.comment_id == comment.parent_id)
    account, guest = aliased(User), aliased(Guest)
    # A guest who has come to have an account gets mail as the guest; whoever is closed, erased or a visitor gets none.
    may_read = or_(
        and_(account.address.is_not(None), account.disabled_at.is_(None), account.role != Role.VISITOR.value),
        and_(guest.address.is_not(None), guest.confirmed_at.is_not(None)),
    )
    query = (
        select(Subscription.id, Subscription.user_id, Subscription.guest_id, account.address, guest.address)
        .add_columns(Subscription.comment_id, guest.user_id)
        .outerjoin(account, account.id == Subscription.user_id)
        .outerjoin(guest, guest.id == Subscription.guest_id)
        .where(Subscription.post_id == comment.post_id, Subscription.ended_at.is_(None), or_(*about), may_read)
        .order_by(Subscription.comment_id.is_(None), Subscription.id)
    )
    found = []
    for number, user_id, guest_id, own, guests, answered, guests_user in session.execute(query):
        is_author = comment.user_id is not None and comment.user_id in (user_id, guests_user)
        if not is_author and (guest_id is None or guest_id != comment.guest_id):
            found.append(Reader(number, user_id, guest_id, own or guests, answered is not None))
    return found


def coaches(session: Session) -> Sequence[tuple[int, str]]:
    """Number and address of everybody who decides about comments."""
    desk = select(User.id, User.address).where(User.role.in_(COACHES))
    desk = desk.where(User.address.is_not(None), User.disabled_at.is_(None), User.erased_at.is_(None))
    return [(number, address or "") for number, address in session.execute(desk.order_by(User.id))]


def post_of(session: Session, post_id: int) -> tuple[str, str] | None:
    """Title and slug of a published post."""
    post = select(Piece.title, Piece.slug).where(Piece.id == post_id, Piece.kind == Kind.POST.value)
    row = session.execute(post.where(Piece.state == State.PUBLISHED.value)).first()
    return None if row is None else (row[0], row[1])


def author_of(session: Session, comment: Comment) -> tuple[str, str]:
    """The name typed with a comment and its account's name."""
    name = select(User.name).where(User.id == comment.user_id)
    return comment.name, session.execute(name).scalar_one_or_none() or ""
