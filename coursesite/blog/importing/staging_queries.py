"""What an import writes: nobody sees any of it before it is shown."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session

from coursesite.blog.importing.models import ImportItem
from coursesite.blog.importing.queries import batches
from coursesite.blog.models import Comment, Discussion, Guest
from coursesite.library.models import Piece, PostTag, Revision, State

HIDDEN = "~"
"""Stands before the state of a comment that nobody may see yet; no query for comments of a state finds it."""


def add_pieces(session: Session, rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """Write pieces; gives their numbers in the same order."""
    return _added(session, Piece, rows)


def lessons(session: Session, paths: Iterable[str]) -> dict[str, int]:
    """The published pieces at these paths of the content folder."""
    found: dict[str, int] = {}
    for batch in batches({path for path in paths if path}):
        query = select(Piece.path, Piece.id).where(Piece.path.in_(batch), Piece.state == State.PUBLISHED.value)
        found |= {row.path: row.id for row in session.execute(query)}
    return found


def add_revisions(session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write each piece's only revision and let the piece point at it."""
    numbers = _added(session, Revision, rows)
    pointed = [{"piece": row["piece_id"], "to": number} for row, number in zip(rows, numbers, strict=True)]
    statement = update(Piece.__table__).where(Piece.__table__.c.id == bindparam("piece"))  # type: ignore[arg-type]  # a Table
    session.connection().execute(statement.values(published_revision_id=bindparam("to")), pointed)


def add_tags(session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write posts' tags."""
    if rows:
        session.execute(insert(PostTag), list(rows))


def add_items(session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    """Remember under which names things came."""
    if rows:
        session.execute(insert(ImportItem), list(rows))


def add_guests(session: Session, rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """Write guests; gives their numbers in the same order."""
    return _added(session, Guest, rows)


def guests_with(session: Session, addresses: Iterable[str]) -> dict[str, int]:
    """Who has these addresses."""
    found: dict[str, int] = {}
    for batch in batches(addresses):
        rows = session.execute(select(Guest.address, Guest.id).where(Guest.address.in_(batch)))
        found |= {row.address: row.id for row in rows}
    return found


def guests_called(session: Session, keys: Iterable[str]) -> dict[str, int | None]:
    """Who has these keys; None for one whose address was confirmed here, and whom no file can speak for."""
    found: dict[str, int | None] = {}
    for batch in batches(keys):
        rows = session.execute(select(Guest.key, Guest.id, Guest.confirmed_at).where(Guest.key.in_(batch)))
        found |= {row.key: row.id if row.confirmed_at is None else None for row in rows}
    return found


def add_comments(session: Session, rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """Write comments; gives their numbers in the same order."""
    return _added(session, Comment, rows)


def set_paths(session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    """Put comments (`comment`) into their places: `to` is the path, `on` the level."""
    if rows:
        table = Comment.__table__
        statement = update(table).where(table.c.id == bindparam("comment"))  # type: ignore[arg-type]  # a Table
        session.connection().execute(statement.values(path=bindparam("to"), level=bindparam("on")), list(rows))


def set_below(session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    """Note how many approved comments stand under a comment (`comment`): `to`."""
    if rows:
        table = Comment.__table__
        statement = update(table).where(table.c.id == bindparam("comment"))  # type: ignore[arg-type]  # a Table
        session.connection().execute(statement.values(below=bindparam("to")), list(rows))


def add_discussion(session: Session, post_id: int, comments: int, closed_at: datetime | None, now: datetime) -> None:
    """Write what is known of a post's comments together."""
    session.add(Discussion(post_id=post_id, comments=comments, closed_at=closed_at, changed_at=now))


def onces_taken(session: Session, onces: Iterable[str]) -> set[str]:
    """Which of these values a comment has already."""
    found: set[str] = set()
    for batch in batches(onces):
        found |= set(session.scalars(select(Comment.once).where(Comment.once.in_(batch))))
    return found


def _added(session: Session, table: Any, rows: Sequence[Mapping[str, Any]]) -> list[int]:
    if not rows:
        return []
    statement = insert(table).returning(table.id, sort_by_parameter_order=True)
    return list(session.scalars(statement, list(rows)))
