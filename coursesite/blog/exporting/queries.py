"""What an export reads: a batch at a time, so that a blog of any size goes out in the same memory."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, func, select, true
from sqlalchemy.orm import Session

from coursesite.accounts.models import User
from coursesite.blog.models import Comment, Discussion, Guest, State
from coursesite.library.models import Image, Kind, OldAddress, Piece, PostTag, Revision
from coursesite.library.models import State as Standing
from coursesite.library.staff_queries import Who, within_reach

PIECES, COMMENTS = 50, 500
"""How many are held at a time."""
TALK = (State.APPROVED.value, State.HELD.value)
"""The comments that go out; of others only the place is kept where one of these answers them."""
PICTURES = "blog/images/"
_KINDS = (Kind.POST.value, Kind.PAGE.value)
_IN_FILES = tuple(state.value for state in Standing if state.stands_in_files)
_KEPT = (*_IN_FILES, Standing.ARCHIVED.value)


class PieceRow(NamedTuple):
    """A post or page with its bytes, what was made of them, and when a coach closed its discussion."""

    id: int
    key: str
    kind: str
    slug: str
    state: str
    title: str
    summary: str
    path: str
    author: str
    comments_open: bool
    published_at: datetime | None
    created_at: datetime
    source: bytes
    compiled: dict[str, Any]
    closed_at: datetime | None


class FileRow(NamedTuple):
    """A post or page as a file."""

    path: str
    source: bytes
    changed_at: datetime


class PictureRow(NamedTuple):
    """A picture of the blog: its path in a content folder, its original's name, and what is served of it."""

    path: str
    original_hash: str
    served_name: str
    taken_in_at: datetime


class PlaceRow(NamedTuple):
    """Where and when a comment stands. `once` is its own on every site that it is brought to."""

    id: int
    post_id: int
    parent_id: int | None
    state: str
    created_at: datetime
    once: str


class CommentRow(NamedTuple):
    """A comment with who wrote it: a guest, an account, or nobody any more."""

    id: int
    name: str
    site: str
    by_coach: bool
    source: str
    html: str
    state: str
    pinned_at: datetime | None
    created_at: datetime
    edited_at: datetime | None
    once: str
    guest_key: str | None
    address: str | None
    account_name: str | None
    account_key: str | None
    account_erased_at: datetime | None


class Counted(NamedTuple):
    """How much there is to take along. `archived` are among the posts and pages."""

    posts: int
    pages: int
    archived: int
    approved: int
    held: int
    pictures: int


def _is_kept(states: Sequence[str], who: Who | None) -> ColumnElement[bool]:
    """What goes out: for a coach what is within their reach, else everything."""
    reach = true() if who is None else within_reach(Piece.id, *who)
    return and_(Piece.kind.in_(_KINDS), Piece.state.in_(states), Piece.published_revision_id.is_not(None), reach)


def piece_ids(session: Session, who: Who | None = None) -> Sequence[int]:
    """The posts by their day, then the pages; in an order that is the same on every site that holds them."""
    query = select(Piece.id).where(_is_kept(_KEPT, who))
    return session.scalars(query.order_by(Piece.kind.desc(), Piece.published_at, Piece.key)).all()


def pieces(session: Session, ids: Sequence[int]) -> Sequence[PieceRow]:
    """These posts and pages, in this order."""
    columns = [getattr(Piece, name) for name in PieceRow._fields[:12]]
    query = (
        select(*columns, Revision.source, Revision.compiled, Discussion.closed_at)
        .join(Revision, Revision.id == Piece.published_revision_id)
        .outerjoin(Discussion, Discussion.post_id == Piece.id)
        .where(Piece.id.in_(ids))
    )
    found = {row.id: PieceRow._make(row) for row in session.execute(query)}
    return [found[piece_id] for piece_id in ids]


def files(session: Session, who: Who | None = None) -> Iterator[FileRow]:
    """The posts and pages that a content folder has a file of."""
    query = select(Piece.id).where(_is_kept(_IN_FILES, who)).order_by(Piece.path, Piece.id)
    ids = session.scalars(query).all()
    for start in range(0, len(ids), PIECES):
        rows = (
            select(Piece.path, Revision.source, Piece.changed_at)
            .join(Revision, Revision.id == Piece.published_revision_id)
            .where(Piece.id.in_(ids[start : start + PIECES]))
            .order_by(Piece.path, Piece.id)
        )
        yield from (FileRow._make(row) for row in session.execute(rows).all())


def pictures(session: Session) -> Sequence[PictureRow]:
    """The blog's pictures by their paths."""
    columns = [getattr(Image, name) for name in PictureRow._fields]
    query = select(*columns).where(Image.path.startswith(PICTURES, autoescape=True)).order_by(Image.path)
    return [PictureRow._make(row) for row in session.execute(query)]


def authors(session: Session, who: Who | None = None) -> Sequence[tuple[str, str]]:
    """The names that posts are signed with, and each as an address has it."""
    query = select(Piece.author, Piece.author_slug).where(_is_kept(_KEPT, who), Piece.author != "").distinct()
    return [(name, slug) for name, slug in session.execute(query.order_by(Piece.author_slug, Piece.author))]


def tags(session: Session, who: Who | None = None) -> Sequence[tuple[str, str]]:
    """The tags, as an address has each and as it is written."""
    query = select(PostTag.slug, func.min(PostTag.name)).join(Piece, Piece.id == PostTag.piece_id)
    query = query.where(_is_kept(_KEPT, who)).group_by(PostTag.slug).order_by(PostTag.slug)
    return [(slug, name) for slug, name in session.execute(query)]


def old_addresses(session: Session, ids: Sequence[int]) -> Mapping[int, Sequence[str]]:
    """The paths at which these pieces stood before."""
    query = select(OldAddress.piece_id, OldAddress.path).where(OldAddress.piece_id.in_(ids)).order_by(OldAddress.path)
    found: dict[int, list[str]] = {}
    for piece_id, path in session.execute(query):
        found.setdefault(piece_id, []).append(path)
    return found


def places(session: Session, post_ids: Sequence[int]) -> Sequence[PlaceRow]:
    """All comments below these posts, whatever their state."""
    query = select(*(getattr(Comment, name) for name in PlaceRow._fields)).where(Comment.post_id.in_(post_ids))
    return [PlaceRow._make(row) for row in session.execute(query)]


def comments(session: Session, ids: Sequence[int]) -> Iterator[CommentRow]:
    """These comments, in this order."""
    columns = [getattr(Comment, name) for name in CommentRow._fields[:11]]
    query = (
        select(*columns, Guest.key, Guest.address, User.name, User.key, User.erased_at)
        .outerjoin(Guest, Guest.id == Comment.guest_id)
        .outerjoin(User, User.id == Comment.user_id)
    )
    for start in range(0, len(ids), COMMENTS):
        batch = ids[start : start + COMMENTS]
        found = {row.id: CommentRow._make(row) for row in session.execute(query.where(Comment.id.in_(batch)))}
        yield from (found[comment_id] for comment_id in batch)


def counted(session: Session, who: Who | None = None) -> Counted:
    """How much there is, in three queries."""
    kinds = select(Piece.kind, Piece.state, func.count()).where(_is_kept(_KEPT, who)).group_by(Piece.kind, Piece.state)
    found = {(kind, state): number for kind, state, number in session.execute(kinds)}
    talk = select(Comment.state, func.count()).join(Piece, Piece.id == Comment.post_id)
    talk = talk.where(_is_kept(_KEPT, who), Comment.state.in_(TALK)).group_by(Comment.state)
    said: dict[str, int] = dict(session.execute(talk).all())
    return Counted(
        posts=sum(number for (kind, _state), number in found.items() if kind == Kind.POST),
        pages=sum(number for (kind, _state), number in found.items() if kind == Kind.PAGE),
        archived=sum(number for (_kind, state), number in found.items() if state == Standing.ARCHIVED),
        approved=said.get(State.APPROVED.value, 0),
        held=said.get(State.HELD.value, 0),
        pictures=len(pictures(session)),
    )
