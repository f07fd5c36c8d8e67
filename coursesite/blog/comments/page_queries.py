"""A page of comments: whole threads, in one query whatever their number, fetching only the page's own rows."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, bindparam, case, func, or_, select, union_all
from sqlalchemy.orm import Session, aliased

from coursesite.accounts.models import User
from coursesite.blog.comments.room_queries import OF_POST, PAGE, page_ids, thread_ids
from coursesite.blog.models import Comment, Discussion, Guest, State, Subscription
from coursesite.library.models import Piece

MOST_OWN = 50
UNKNOWN = "visitor-"
"""Begins the key from which a face is drawn for a guest of whom only a typed address is known: one for each browser."""


class Row(NamedTuple):
    """A comment with who wrote it and whom it answers. `html` is empty where readers are told only that it is gone.

    `reach` is the room before what stands last, by which the last page is known.
    """

    id: int
    path: str
    level: int
    below: int
    user_id: int | None
    name: str
    site: str
    by_coach: bool
    html: str
    state: str
    apart: bool
    pinned_at: datetime | None
    created_at: datetime
    edited_at: datetime | None
    account_name: str | None
    account_key: str | None
    account_file: str | None
    account_erased_at: datetime | None
    guest_key: str | None
    guest_file: str | None
    parent_id: int | None
    parent_name: str | None
    parent_state: str | None
    parent_account_name: str | None
    reach: int


class Talk(NamedTuple):
    """The discussion below a post, and whether the person asking gets mail about all of it."""

    comments: int
    closed_at: datetime | None
    subscribed: int | None


_parent, _parent_user = aliased(Comment, name="parent"), aliased(User, name="parent_user")
# A guest's face is theirs alone: shown with what anybody writes under their address, it would tell whose that is.
_IS_GUESTS = or_(Comment.user_id.is_(None), Guest.user_id == Comment.user_id)
_GUEST_KEY = case((_IS_GUESTS, Guest.key), (Guest.id.is_not(None), UNKNOWN + User.key))
_GUEST_FILE = case((_IS_GUESTS, Guest.picture_file))
_HTML = case((Comment.state == State.APPROVED.value, Comment.html), else_="")


def _row(html: Any, reach: Any) -> Select[Any]:
    """Everything that a `Row` says, of comments yet to be chosen."""
    return (
        select(Comment.id, Comment.path, Comment.level, Comment.below, Comment.user_id, Comment.name, Comment.site)
        .add_columns(Comment.by_coach, html, Comment.state, Comment.apart, Comment.pinned_at, Comment.created_at)
        .add_columns(Comment.edited_at, User.name, User.key, User.picture_file, User.erased_at)
        .add_columns(_GUEST_KEY, _GUEST_FILE, Comment.parent_id)
        .add_columns(_parent.name, _parent.state, _parent_user.name, reach)
        .select_from(Comment)
        .outerjoin(User, User.id == Comment.user_id)
        .outerjoin(Guest, Guest.id == Comment.guest_id)
        .outerjoin(_parent, _parent.id == Comment.parent_id)
        .outerjoin(_parent_user, _parent_user.id == _parent.user_id)
    )


def _chosen(ids: Select[Any]) -> Select[Any]:
    chosen = ids.subquery("chosen")
    rows = _row(_HTML, chosen.c.last).join(chosen, chosen.c.id == Comment.id)
    return rows.order_by(Comment.path)


def _apart() -> Select[Any]:
    # Each by its own index: joined by `or`, they'd have the database look at every comment of the post.
    pinned = select(Comment.id).where(OF_POST, Comment.pinned_at.is_not(None), Comment.state == State.APPROVED.value)
    own = select(Comment.id).where(OF_POST, Comment.user_id == bindparam("user_id"))
    own = own.where(Comment.state.in_((State.HELD.value, State.SPAM.value)))
    return _row(Comment.html, 0).where(Comment.id.in_(union_all(pinned, own))).order_by(Comment.path).limit(MOST_OWN)


def _talk() -> Select[Any]:
    wanted = and_(
        Subscription.post_id == Piece.id,
        Subscription.user_id == bindparam("user_id"),
        Subscription.comment_id.is_(None),
        Subscription.ended_at.is_(None),
    )
    subscribed = select(func.max(Subscription.id)).where(wanted).scalar_subquery()
    return (
        select(func.coalesce(Discussion.comments, 0), Discussion.closed_at, subscribed)
        .select_from(Piece)
        .outerjoin(Discussion, Discussion.post_id == Piece.id)
        .where(Piece.id == bindparam("post_id"))
    )


# Built once: putting a statement together costs several times what the database needs to answer it.
_PAGE, _THREAD, _APART, _TALK = _chosen(page_ids()), _chosen(thread_ids()), _apart(), _talk()


def _first(number: int) -> int:
    """The room before a page; what comes after the last that the database can count to is empty anyway."""
    return min((number - 1) * PAGE, 2**31 - 1 - PAGE)


def page_rows(session: Session, post_id: int, number: int) -> Sequence[Row]:
    """The comments of one page of threads, in reading order. The last page is `reach // PAGE + 1` of each of them."""
    asked = {"post_id": post_id, "first": _first(number)}
    return [Row._make(row) for row in session.connection().execute(_PAGE, asked)]


def thread_rows(session: Session, post_id: int, root: str, number: int) -> Sequence[Row]:
    """One page of one thread; the last one follows from `reach` in the same way."""
    asked = {"post_id": post_id, "root": root, "first": _first(number)}
    return [Row._make(row) for row in session.connection().execute(_THREAD, asked)]


def rows_apart(session: Session, post_id: int, user_id: int | None) -> Sequence[Row]:
    """What stands apart from a page's threads: the pinned answer, and this person's own comments that wait."""
    return [Row._make(row) for row in session.connection().execute(_APART, {"post_id": post_id, "user_id": user_id})]


def talk_of(session: Session, post_id: int, user_id: int | None) -> Talk:
    """The discussion below a post; an empty one where nobody has said anything yet."""
    row = session.connection().execute(_TALK, {"post_id": post_id, "user_id": user_id}).first()
    return Talk(0, None, None) if row is None else Talk._make(row)


def root_path(session: Session, post_id: int, comment_id: int) -> str | None:
    """The path of the comment that begins a thread of this post; None if none with this id does."""
    root = select(Comment.path).where(Comment.id == comment_id, Comment.post_id == post_id, Comment.level == 1)
    return session.execute(root).scalar_one_or_none()
