"""What the blog's tables hold of one person: to be taken along, moved to an account, or emptied."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, or_, select, update
from sqlalchemy.orm import Session

from coursesite.accounts.models import User
from coursesite.blog.importing.models import ImportItem, ImportRun
from coursesite.blog.models import (
    Block,
    Comment,
    Decision,
    Guest,
    Report,
    Sketch,
    Subscription,
)
from coursesite.library.models import Piece


def guests_of(session: Session, user_id: int) -> Sequence[Guest]:
    """The addresses that this person confirmed."""
    return session.scalars(select(Guest).where(Guest.user_id == user_id).order_by(Guest.id)).all()


def _own(user_id: int) -> ColumnElement[bool]:
    """Comments that a person wrote: with the account, and under an address that they confirmed."""
    guests = select(Guest.id).where(Guest.user_id == user_id)
    return or_(Comment.user_id == user_id, Comment.guest_id.in_(guests))


def comments_of(session: Session, user_id: int) -> list[tuple[Comment, str]]:
    """Each comment of a person with the title of its post."""
    found = select(Comment, Piece.title).join(Piece, Piece.id == Comment.post_id).where(_own(user_id))
    return [(row[0], row[1]) for row in session.execute(found.order_by(Comment.id))]


def comment_ids_of(session: Session, user_id: int) -> list[int]:
    """The same as numbers."""
    return list(session.scalars(select(Comment.id).where(_own(user_id)).order_by(Comment.id)))


def origins_of(session: Session, user_id: int) -> Sequence[ImportItem]:
    """Where those of them came from that another blog brought along."""
    found = select(ImportItem).join(Comment, Comment.id == ImportItem.comment_id).where(_own(user_id))
    return session.scalars(found.order_by(ImportItem.identity)).all()


def reports_of(session: Session, user_id: int) -> list[tuple[Report, str]]:
    """Each report by a person with the title of its post."""
    found = select(Report, Piece.title).join(Comment, Comment.id == Report.comment_id)
    found = found.join(Piece, Piece.id == Comment.post_id).where(Report.user_id == user_id)
    return [(row[0], row[1]) for row in session.execute(found.order_by(Report.id))]


def _subscribed(user_id: int) -> ColumnElement[bool]:
    guests = select(Guest.id).where(Guest.user_id == user_id)
    return or_(Subscription.user_id == user_id, Subscription.guest_id.in_(guests))


def subscriptions_of(session: Session, user_id: int) -> list[tuple[Subscription, str]]:
    """Each subscription of a person with the title of its post."""
    found = select(Subscription, Piece.title).join(Piece, Piece.id == Subscription.post_id).where(_subscribed(user_id))
    return [(row[0], row[1]) for row in session.execute(found.order_by(Subscription.id))]


def decisions_by(session: Session, user_id: int) -> Sequence[Decision]:
    """What a coach decided about comments."""
    return session.scalars(select(Decision).where(Decision.user_id == user_id).order_by(Decision.id)).all()


def blocks_by(session: Session, user_id: int) -> Sequence[Block]:
    """Whom a coach shut out, as far as it can be said without naming anybody."""
    return session.scalars(select(Block).where(Block.made_by_id == user_id).order_by(Block.id)).all()


def imports_by(session: Session, user_id: int) -> Sequence[ImportRun]:
    """The files of other blogs that a coach took in."""
    return session.scalars(select(ImportRun).where(ImportRun.user_id == user_id).order_by(ImportRun.id)).all()


def lock_person(session: Session, user_id: int) -> None:
    """Let no row that names this person be written until the transaction ends.

    Comes after the posts' turns and before the shelf's, since whoever comments takes them in this order.
    """
    session.execute(select(User.id).where(User.id == user_id).with_for_update())


def empty_comments(session: Session, comment_ids: Sequence[int]) -> None:
    """Take everything typed out of comments, and what was worked out from it; the rows and their places stay."""
    for comment in session.scalars(select(Comment).where(Comment.id.in_(comment_ids))):
        comment.source = comment.html = comment.name = comment.site = comment.text_hash = ""
        comment.reasons, comment.score, comment.apart, comment.likely_spam = [], 0, False, None
        comment.network = comment.pinned_at = comment.guest_id = None
        # The value came from a form: nothing that somebody could have chosen beforehand may stand in its place.
        comment.once = secrets.token_urlsafe(16)
    session.flush()
    session.execute(delete(Sketch).where(Sketch.comment_id.in_(comment_ids)))
    session.execute(update(Decision).where(Decision.comment_id.in_(comment_ids)).values(reasons=[]))
    session.execute(update(ImportItem).where(ImportItem.comment_id.in_(comment_ids)).values(details={}))


def empty_the_rest(session: Session, user_id: int, new_key: str) -> list[str]:
    """Remove subscriptions and blocks, empty reports and imports, let go of addresses; gives the pictures' files."""
    guests = guests_of(session, user_id)
    ids = [guest.id for guest in guests]
    session.execute(delete(Subscription).where(_subscribed(user_id)))
    session.execute(delete(Block).where(or_(Block.user_id == user_id, Block.guest_id.in_(ids))))
    session.execute(update(Report).where(Report.user_id == user_id).values(words=""))
    session.execute(update(ImportRun).where(ImportRun.user_id == user_id).values(name="", doubts=[]))
    return [name for number, guest in enumerate(guests) if (name := _let_go(guest, f"{new_key}{number:x}"[-16:]))]


def _let_go(guest: Guest, key: str) -> str | None:
    file = guest.picture_file
    guest.address = guest.user_id = guest.confirmed_at = guest.picture_file = None
    guest.key, guest.picture, guest.picture_fetch = key, "drawn", ""
    return file


def posts_of(session: Session, user_id: int) -> set[int]:
    """The posts below which a person wrote."""
    return set(session.scalars(select(Comment.post_id).where(Comment.user_id == user_id)))


def move(session: Session, visitor_id: int, user_id: int) -> None:
    """Give an account what a visitor wrote, confirmed and reported."""
    twice = select(Report.comment_id).where(Report.user_id == user_id)
    session.execute(delete(Report).where(Report.user_id == visitor_id, Report.comment_id.in_(twice)))
    for table in (Comment, Guest, Report, Block):
        session.execute(update(table).where(table.user_id == visitor_id).values(user_id=user_id))


def let_go_of_visitor(session: Session, visitor_id: int) -> None:
    """Take a visitor off what they wrote in public, which stays: nobody can come back to them."""
    for table in (Comment, Guest, Report, Block):
        session.execute(update(table).where(table.user_id == visitor_id).values(user_id=None))


def drop_networks(session: Session, before: datetime) -> None:
    """Forget which networks comments from before a moment came from.

    Comments that somebody decides about just now are left for the next time: to wait for one while holding others
    would let both wait for ever.
    """
    old = select(Comment.id).where(Comment.network.is_not(None), Comment.created_at < before)
    free = old.with_for_update(skip_locked=True).cte("free")
    chosen = update(Comment).where(Comment.id.in_(select(free.c.id))).values(network=None)
    session.execute(chosen, execution_options={"synchronize_session": False})


def guests_to_forget(session: Session, before: datetime, most: int) -> Sequence[Guest]:
    """Guests who wrote last before a moment and still have an address that no subscription needs."""
    needed = select(Subscription.id).where(Subscription.guest_id == Guest.id, Subscription.ended_at.is_(None))
    is_needed = and_(Guest.confirmed_at.is_not(None), needed.exists())
    old = select(Guest).where(Guest.last_wrote_at < before, Guest.address.is_not(None), ~is_needed)
    return session.scalars(old.order_by(Guest.id).limit(most).with_for_update()).all()


def forget_guest(session: Session, guest: Guest) -> str | None:
    """Let go of a guest's address and of all that hangs on it; the comments stay. Gives the picture's file."""
    session.execute(delete(Subscription).where(Subscription.guest_id == guest.id))
    file = guest.picture_file
    guest.address = guest.user_id = guest.confirmed_at = guest.picture_file = None
    guest.picture, guest.picture_fetch = "drawn", ""
    return file


def picture_files(session: Session) -> set[str]:
    """The names of all guests' picture files in use."""
    return {name for name in session.scalars(select(Guest.picture_file)) if name is not None}


def pictures_wanted(session: Session, most: int) -> Sequence[Guest]:
    """Guests whose picture is to be fetched."""
    wanted = select(Guest).where(Guest.picture_fetch == "wanted", Guest.address.is_not(None))
    return session.scalars(wanted.order_by(Guest.id).limit(most)).all()


def set_fetched(session: Session, guest_id: int, **values: Any) -> bool:
    """Set columns of a guest who still wants their picture fetched; False if that has changed meanwhile."""
    wanting = update(Guest).where(Guest.id == guest_id, Guest.picture_fetch == "wanted")
    return session.execute(wanting.values(**values).returning(Guest.id)).first() is not None
