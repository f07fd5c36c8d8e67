"""What a new piece must not take from another, and the rows that it begins with."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import insert, or_, select
from sqlalchemy.orm import Session

from coursesite.library.models import Kind, OldAddress, Piece, State
from coursesite.library.queries import storable
from coursesite.studio.models import Draft

HIDDEN = (State.STAGED.value, State.TRASHED.value)


class Course(NamedTuple):
    """A course that something is begun in."""

    id: int
    key: str
    slug: str
    path: str
    title: str
    state: str
    approval: bool

    @property
    def folder(self) -> str:
        """The name of its folder."""
        return self.path.split("/")[1]


class Name(NamedTuple):
    """What a piece takes up: its path and its slug, and its place among others."""

    path: str
    slug: str
    place: int


def course_with(session: Session, key: str) -> Course | None:
    """The course with this key, published or not."""
    found = select(*(getattr(Piece, name) for name in Course._fields)).where(Piece.key == storable(key))
    row = session.execute(found.where(Piece.kind == Kind.COURSE.value, Piece.state.not_in(HIDDEN))).one_or_none()
    return None if row is None else Course._make(row)


def is_key(session: Session, key: str) -> bool:
    """Whether a piece has this key."""
    return session.scalar(select(Piece.id).where(Piece.key == key)) is not None


def names_in(session: Session, course_id: int) -> Sequence[Name]:
    """What the pieces of a course take up, whatever their state."""
    found = select(Piece.path, Piece.slug, Piece.place).where(Piece.course_id == course_id)
    return [Name._make(row) for row in session.execute(found)]


def names_like(session: Session, kind: Kind, slug: str) -> Sequence[Name]:
    """What the courses, posts or pages take up whose names begin like this one."""
    found = select(Piece.path, Piece.slug, Piece.place).where(Piece.kind == kind.value)
    begins = or_(Piece.slug.startswith(slug, autoescape=True), Piece.path.contains(slug, autoescape=True))
    return [Name._make(row) for row in session.execute(found.where(begins))]


def old_paths(session: Session, like: str) -> set[str]:
    """The addresses beginning like this one at which something stood before."""
    return set(session.scalars(select(OldAddress.path).where(OldAddress.path.startswith(like, autoescape=True))))


def insert_draft(session: Session, piece: dict[str, Any], source: bytes, user_id: int, now: datetime) -> int:
    """Write a piece that nobody has published, and its draft; gives the piece's id."""
    new = {"state": State.DRAFT.value, "created_at": now, "changed_at": now, **piece}
    piece_id: int = session.execute(insert(Piece).values(**new).returning(Piece.id)).scalar_one()
    draft = {"piece_id": piece_id, "source": source, "version": 1, "base_revision_id": None}
    session.execute(insert(Draft).values(**draft, begun_at=now, changed_by=user_id, changed_at=now))
    return piece_id
