"""What pages ask of posts: Core rows, bounded, by index."""

from collections.abc import Sequence
from datetime import MAXYEAR, UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select, true
from sqlalchemy.orm import Session, aliased

from coursesite.blog.models import Discussion
from coursesite.db import is_sqlite
from coursesite.library.models import Kind, Piece, PostTag, Shelf, State
from coursesite.library.queries import storable

MOST_MONTHS = 1200
MOST_TAGS = 60
MOST_RELATED = 3

_PUBLISHED = and_(Piece.kind == Kind.POST.value, Piece.state == State.PUBLISHED.value)
_NEWEST_FIRST = (Piece.published_at.desc(), Piece.id.desc())


class ListedRow(NamedTuple):
    """A post in a list. `responses` counts the comments that everyone sees."""

    id: int
    key: str
    slug: str
    title: str
    summary: str
    author: str
    author_slug: str
    published_at: datetime
    minutes: int
    comments_open: bool
    published_revision_id: int
    changed_at: datetime
    responses: int


class TagRow(NamedTuple):
    """A tag of a post."""

    post_id: int
    slug: str
    name: str


class MonthRow(NamedTuple):
    """A month and how many posts it has."""

    year: int
    month: int
    posts: int


class CountedTagRow(NamedTuple):
    """A tag and how many posts have it."""

    slug: str
    name: str
    posts: int


class LinkedRow(NamedTuple):
    """A post that another page leads to."""

    slug: str
    title: str
    summary: str
    published_at: datetime


_LISTED = (
    select(*(getattr(Piece, name) for name in ListedRow._fields[:-1]))
    .add_columns(func.coalesce(Discussion.comments, 0))
    .outerjoin(Discussion, Discussion.post_id == Piece.id)
    .where(_PUBLISHED)
    .order_by(*_NEWEST_FIRST)
)
_LINKED = select(*(getattr(Piece, name) for name in LinkedRow._fields)).where(_PUBLISHED)


def every_post() -> ColumnElement[bool]:
    """All that is published."""
    return true()


def with_tag(slug: str) -> ColumnElement[bool]:
    """What has this tag."""
    return Piece.id.in_(select(PostTag.piece_id).where(PostTag.slug == storable(slug)))


def by_author(slug: str) -> ColumnElement[bool]:
    """What is signed with the name that an address has so."""
    return Piece.author_slug == storable(slug)


def of_month(year: int, month: int) -> ColumnElement[bool]:
    """What is dated in this month, by UTC."""
    after = (year + 1, 1) if month == 12 else (year, month + 1)
    begin = datetime(year, month, 1, tzinfo=UTC)
    # The last month that there is has no end.
    end = datetime(*after, 1, tzinfo=UTC) if after[0] <= MAXYEAR else None
    return and_(Piece.published_at >= begin, true() if end is None else Piece.published_at < end)


def listed(session: Session, wanted: ColumnElement[bool], start: int, size: int) -> Sequence[ListedRow]:
    """Published posts, newest first."""
    return [ListedRow._make(row) for row in session.execute(_LISTED.where(wanted).limit(size).offset(start))]


def tags_of(session: Session, post_ids: Sequence[int]) -> Sequence[TagRow]:
    """The tags of these posts, each post's in the author's order."""
    if not post_ids:
        return []
    query = select(PostTag.piece_id, PostTag.slug, PostTag.name).where(PostTag.piece_id.in_(post_ids))
    return [TagRow._make(row) for row in session.execute(query.order_by(PostTag.piece_id, PostTag.place))]


def months(session: Session) -> Sequence[MonthRow]:
    """The months that have posts, newest first."""
    month: Any = func.to_char(Piece.published_at, "YYYY-MM")
    if is_sqlite(session):
        month = func.strftime("%Y-%m", Piece.published_at)
    label = month.label("label")
    query = select(label, func.count()).where(_PUBLISHED).group_by(label).order_by(label.desc()).limit(MOST_MONTHS)
    return [MonthRow(int(name[:4]), int(name[5:]), posts) for name, posts in session.execute(query)]


def tags(session: Session) -> Sequence[CountedTagRow]:
    """The tags that most posts have."""
    posts = func.count().label("posts")
    query = (
        select(PostTag.slug, func.min(PostTag.name), posts)
        .join(Piece, Piece.id == PostTag.piece_id)
        .where(_PUBLISHED)
        .group_by(PostTag.slug)
        .order_by(posts.desc(), PostTag.slug)
        .limit(MOST_TAGS)
    )
    return [CountedTagRow._make(row) for row in session.execute(query)]


def newest(session: Session, size: int) -> Sequence[LinkedRow]:
    """The newest posts, for a page that says little of each."""
    return _linked(session, _LINKED.order_by(*_NEWEST_FIRST).limit(size))


def neighbours(session: Session, post_id: int, moment: datetime) -> tuple[LinkedRow | None, LinkedRow | None]:
    """The posts before and after the one of this moment."""
    earlier = or_(Piece.published_at < moment, and_(Piece.published_at == moment, Piece.id < post_id))
    later = or_(Piece.published_at > moment, and_(Piece.published_at == moment, Piece.id > post_id))
    older = _linked(session, _LINKED.where(earlier).order_by(*_NEWEST_FIRST).limit(1))
    newer = _linked(session, _LINKED.where(later).order_by(Piece.published_at, Piece.id).limit(1))
    return (older[0] if older else None), (newer[0] if newer else None)


def related(session: Session, post_id: int) -> Sequence[LinkedRow]:
    """The posts that share most tags with this one, of equals the newest."""
    own, other = aliased(PostTag), aliased(PostTag)
    shared = (
        select(other.piece_id, func.count().label("tags"))
        .join(own, own.slug == other.slug)
        .where(own.piece_id == post_id, other.piece_id != post_id)
        .group_by(other.piece_id)
        .subquery()
    )
    query = _LINKED.join(shared, shared.c.piece_id == Piece.id).order_by(shared.c.tags.desc(), *_NEWEST_FIRST)
    return _linked(session, query.limit(MOST_RELATED))


def author_named(session: Session, slug: str) -> str | None:
    """The name with which posts are signed that an address has so; None where none is."""
    query = select(Piece.author).where(_PUBLISHED, by_author(slug)).order_by(*_NEWEST_FIRST).limit(1)
    return session.execute(query).scalar_one_or_none()


def shelf_changed_at(session: Session) -> datetime | None:
    """When something was published last, or taken down; None before anything was."""
    return session.execute(select(Shelf.changed_at).where(Shelf.id == 1)).scalar_one_or_none()


def _linked(session: Session, query: Select[Any]) -> Sequence[LinkedRow]:
    rows: Sequence[Row[Any]] = session.execute(query).all()
    return [LinkedRow._make(row) for row in rows]
