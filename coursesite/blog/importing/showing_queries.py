"""What was staged becomes seen."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, insert, select, update
from sqlalchemy.orm import Session

from coursesite.blog.importing.models import ImportItem
from coursesite.blog.importing.queries import batches
from coursesite.blog.importing.staging_queries import HIDDEN
from coursesite.blog.models import Comment, State
from coursesite.library.addresses import address_of
from coursesite.library.models import Image, OldAddress, Piece, Revision
from coursesite.library.models import State as PieceState
from coursesite.library.search.models import SearchEntry

SHOWN_TOGETHER = 400


def staged(session: Session, run_id: int) -> Iterator[tuple[int, dict[str, Any]]]:
    """The pieces of a run that wait to be shown, each with what it will be."""
    query = (
        select(Piece.id, ImportItem.details)
        .join(ImportItem, ImportItem.piece_id == Piece.id)
        .where(ImportItem.run_id == run_id, Piece.state == PieceState.STAGED.value)
        .order_by(Piece.id)
    )
    for row in session.execute(query):
        yield row.id, row.details


def taken_slugs(session: Session, kind: str, slugs: Iterable[str]) -> set[str]:
    """Which of these slugs a post or page has already."""
    found: set[str] = set()
    for batch in batches(slugs):
        query = select(Piece.slug).where(Piece.kind == kind, Piece.course_id.is_(None), Piece.slug.in_(batch))
        found |= set(session.scalars(query))
    return found


def show_pieces(session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    """Let pieces (`piece`) stand where they belong: `to_slug`, `to_path`, `to_state`."""
    if rows:
        table = Piece.__table__
        statement = update(table).where(table.c.id == bindparam("piece"))  # type: ignore[arg-type]  # a Table
        values: dict[str, Any] = {
            "slug": bindparam("to_slug"),
            "path": bindparam("to_path"),
            "state": bindparam("to_state"),
        }
        session.connection().execute(statement.values(**values), list(rows))


def unsearched(session: Session, run_id: int, most: int) -> list[int]:
    """Some pieces of a run that are published and that search doesn't know."""
    query = (
        select(Piece.id)
        .join(ImportItem, ImportItem.piece_id == Piece.id)
        .outerjoin(SearchEntry, SearchEntry.piece_id == Piece.id)
        .where(ImportItem.run_id == run_id, Piece.state == PieceState.PUBLISHED.value, SearchEntry.piece_id.is_(None))
        .order_by(Piece.id)
        .limit(most)
    )
    return list(session.scalars(query))


def add_search_entries(session: Session, piece_ids: Iterable[int]) -> None:
    """Let search see published posts and pages."""
    for batch in batches(piece_ids, 100):
        query = (
            select(Piece.id, Piece.kind, Piece.slug, Piece.title, Piece.summary, Revision.compiled)
            .join(Revision, Revision.id == Piece.published_revision_id)
            .where(Piece.id.in_(batch), Piece.state == PieceState.PUBLISHED.value)
        )
        rows = [
            {
                "piece_id": row.id,
                "kind": row.kind,
                "address": address_of(row.kind, row.slug, None),
                "title": row.title,
                "within": "",
                "body": f"{row.summary}\n{row.compiled['text']}" if row.summary else row.compiled["text"],
            }
            for row in session.execute(query)
        ]
        if rows:
            session.execute(insert(SearchEntry), rows)


def add_pictures(session: Session, rows: Iterable[Mapping[str, Any]]) -> None:
    """Write what is known of pictures beside posts; those that are here stay as they are."""
    found = {row["path"]: dict(row) for row in rows}
    for batch in batches(found):
        for path in session.scalars(select(Image.path).where(Image.path.in_(batch))):
            del found[path]
    if found:
        session.execute(insert(Image), list(found.values()))


def lead_on(session: Session, old: Mapping[str, int], now: datetime) -> None:
    """Let old addresses lead to their pieces; those that lead somewhere already stay."""
    led: set[str] = set()
    for batch in batches(old):
        led |= set(session.scalars(select(OldAddress.path).where(OldAddress.path.in_(batch))))
    rows = [{"path": path, "piece_id": piece, "since": now} for path, piece in old.items() if path not in led]
    if rows:
        session.execute(insert(OldAddress), rows)


def show_comments(session: Session, run_id: int) -> None:
    """Let the comments of a run be seen by whom each is for, some at a time: no statement may take long."""
    last = 0
    items = select(ImportItem.comment_id).where(ImportItem.run_id == run_id).order_by(ImportItem.comment_id)
    hidden = Comment.state.in_([HIDDEN + state.value for state in State])
    while numbers := session.scalars(items.where(ImportItem.comment_id > last).limit(SHOWN_TOGETHER)).all():
        last = numbers[-1] or 0
        opened = update(Comment).where(Comment.id.in_(numbers), hidden)
        opened = opened.values(state=func.substr(Comment.state, len(HIDDEN) + 1))
        session.execute(opened, execution_options={"synchronize_session": False})


def posts_of_run(session: Session, run_id: int) -> list[int]:
    """The posts below which a run brought comments."""
    query = select(Comment.post_id).join(ImportItem, ImportItem.comment_id == Comment.id)
    return sorted(set(session.scalars(query.where(ImportItem.run_id == run_id).distinct())))
