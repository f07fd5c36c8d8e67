"""The posts as the desk lists them, with what is said below them."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, ScalarSelect, func, select, update
from sqlalchemy.orm import Session

from coursesite.blog.models import Comment, Discussion, State
from coursesite.library.models import Kind, Piece
from coursesite.library.models import State as PieceState
from coursesite.library.queries import storable
from coursesite.library.staff_queries import Who, within_reach


class PostLine(NamedTuple):
    """A post of any state. `held` counts the comments that wait for a coach."""

    id: int
    slug: str
    title: str
    state: str
    published_at: datetime | None
    comments_open: bool
    closed_at: datetime | None
    approved: int
    held: int


def _held() -> ScalarSelect[int]:
    held = select(func.count()).where(Comment.post_id == Piece.id, Comment.state == State.HELD.value)
    return held.correlate(Piece).scalar_subquery()


def count_posts(session: Session, who: Who) -> int:
    """How many posts are within a coach's reach, whatever their state."""
    return session.scalar(select(func.count()).select_from(Piece).where(*_listed(who))) or 0


def posts(session: Session, who: Who, start: int, most: int) -> Sequence[PostLine]:
    """A page of the posts within a coach's reach: those without a date first, then the latest."""
    columns = [getattr(Piece, name) for name in PostLine._fields[:6]]
    rows = (
        select(*columns, Discussion.closed_at, func.coalesce(Discussion.comments, 0), _held())
        .outerjoin(Discussion, Discussion.post_id == Piece.id)
        .where(*_listed(who))
        .order_by(Piece.published_at.is_(None).desc(), Piece.published_at.desc(), Piece.id.desc())
    )
    return [PostLine._make(row) for row in session.execute(rows.offset(start).limit(most))]


def _listed(who: Who) -> tuple[ColumnElement[bool], ...]:
    hidden = (PieceState.STAGED.value, PieceState.TRASHED.value)
    return (Piece.kind == Kind.POST.value, Piece.state.not_in(hidden), within_reach(Piece.id, *who))


def post_with_slug(session: Session, slug: str) -> int | None:
    """The id of the published post with this slug."""
    found = select(Piece.id).where(Piece.kind == Kind.POST.value, Piece.slug == storable(slug))
    return session.scalar(found.where(Piece.state == PieceState.PUBLISHED.value))


def set_closed(session: Session, post_id: int, closed_at: datetime | None, now: datetime) -> None:
    """Close a discussion whose turn has been taken, or open it again."""
    discussion = update(Discussion).where(Discussion.post_id == post_id)
    session.execute(discussion.values(closed_at=closed_at, changed_at=now))
