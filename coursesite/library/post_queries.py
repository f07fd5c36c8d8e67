"""What pages ask about single posts: Core rows, bounded, by index. Only what is published is found."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, aliased

from coursesite.library.addresses import SHOWN_IN_OUTLINE, address_of
from coursesite.library.models import Joining, Kind, Piece, State
from coursesite.library.queries import storable


class PostRow(NamedTuple):
    """A published post."""

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
    about_id: int | None
    published_revision_id: int
    changed_at: datetime


_piece = Piece.__table__.c
# Built once, as in `queries.py`.
_POST = select(*(_piece[name] for name in PostRow._fields)).where(
    _piece.kind == Kind.POST.value,
    _piece.slug == bindparam("slug"),
    _piece.course_id.is_(None),
    _piece.state == State.PUBLISHED.value,
)


def find_post(session: Session, slug: str) -> PostRow | None:
    """The published post at `/blog/<slug>/`."""
    row = session.connection().execute(_POST, {"slug": storable(slug)}).first()
    return None if row is None else PostRow._make(row)


def about(session: Session, about_id: int) -> tuple[str, str] | None:
    """Title and address of the lesson or quiz that a post names; None while it, or its course, isn't there for all."""
    course = aliased(Piece)
    query = (
        select(Piece.title, Piece.kind, Piece.slug, course.slug)
        .join(course, Piece.course_id == course.id)
        .where(Piece.id == about_id, Piece.kind.in_(sorted(SHOWN_IN_OUTLINE)))
        .where(Piece.state == State.PUBLISHED.value, course.state == State.PUBLISHED.value)
        .where(course.joining != Joining.LINK.value)
    )
    row = session.execute(query).first()
    return None if row is None else (row[0], address_of(row[1], row[2], row[3]))
