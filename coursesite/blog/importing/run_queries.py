"""Runs of imports: begun, looked at, swept away where they were never finished."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from coursesite.blog.importing.models import ImportItem, ImportRun
from coursesite.blog.importing.queries import batches
from coursesite.blog.models import Comment, Discussion, Guest
from coursesite.library.models import Piece, PostTag, Revision


def add_run(session: Session, values: Mapping[str, Any]) -> int:
    """Write down that a file is being taken in; gives the run's number."""
    run = ImportRun(**values)
    session.add(run)
    session.flush()
    return run.id


def run(session: Session, run_id: int) -> ImportRun | None:
    """One run."""
    return session.get(ImportRun, run_id)


def locked_run(session: Session, run_id: int) -> ImportRun | None:
    """One run, which nobody else changes until this transaction ends."""
    query = select(ImportRun).where(ImportRun.id == run_id).with_for_update()
    return session.scalars(query, execution_options={"populate_existing": True}).first()


def runs(session: Session, most: int) -> Sequence[ImportRun]:
    """The newest runs, the last first."""
    return session.scalars(select(ImportRun).order_by(ImportRun.id.desc()).limit(most)).all()


def unfinished_runs(session: Session) -> Sequence[ImportRun]:
    """The runs of which nothing is shown, the first first."""
    return session.scalars(select(ImportRun).where(ImportRun.shown_at.is_(None)).order_by(ImportRun.id)).all()


def unsearched_runs(session: Session) -> list[int]:
    """The runs that are shown and not wholly known to search."""
    rows = session.execute(select(ImportRun.id, ImportRun.counts).where(ImportRun.shown_at.is_not(None)))
    return [row.id for row in rows if row.counts.get("unsearched")]


def remove_run(session: Session, run_id: int) -> None:
    """Forget a run that holds nothing any more."""
    session.execute(delete(ImportRun).where(ImportRun.id == run_id))


def staged_ids(session: Session, run_id: int, most: int) -> tuple[list[int], list[int]]:
    """Some pieces and comments of a run that isn't shown."""
    items = select(ImportItem.piece_id).where(ImportItem.run_id == run_id, ImportItem.piece_id.is_not(None))
    found = list(session.scalars(items.limit(most)))
    items = select(ImportItem.comment_id).where(ImportItem.run_id == run_id, ImportItem.comment_id.is_not(None))
    # Answers before what they answer, so that no row is left pointing at nothing.
    comments = list(session.scalars(items.order_by(ImportItem.comment_id.desc()).limit(most)))
    return [number for number in found if number], [number for number in comments if number]


def remove_comments(session: Session, comment_ids: Sequence[int]) -> None:
    """Delete comments that nobody has seen."""
    for batch in batches(comment_ids):
        session.execute(delete(ImportItem).where(ImportItem.comment_id.in_(batch)))
        session.execute(update(Comment).where(Comment.parent_id.in_(batch)).values(parent_id=None))
        session.execute(delete(Comment).where(Comment.id.in_(batch)))


def remove_pieces(session: Session, piece_ids: Sequence[int]) -> None:
    """Delete pieces that nobody has seen, with all that hangs on them."""
    for batch in batches(piece_ids):
        session.execute(delete(ImportItem).where(ImportItem.piece_id.in_(batch)))
        session.execute(delete(PostTag).where(PostTag.piece_id.in_(batch)))
        session.execute(delete(Discussion).where(Discussion.post_id.in_(batch)))
        session.execute(update(Piece).where(Piece.id.in_(batch)).values(published_revision_id=None))
        session.execute(delete(Revision).where(Revision.piece_id.in_(batch)))
        session.execute(delete(Piece).where(Piece.id.in_(batch)))


def remove_idle_guests(session: Session, guest_ids: Sequence[int]) -> None:
    """Delete guests that came with an unfinished import and below whose name nothing stands."""
    for batch in batches(guest_ids):
        busy = select(Comment.guest_id).where(Comment.guest_id.in_(batch))
        session.execute(delete(Guest).where(Guest.id.in_(batch), Guest.id.not_in(busy), Guest.confirmed_at.is_(None)))


def guests_of(session: Session, comment_ids: Sequence[int]) -> list[int]:
    """Who wrote these comments as a guest."""
    found: set[int] = set()
    for batch in batches(comment_ids):
        query = select(Comment.guest_id).where(Comment.id.in_(batch), Comment.guest_id.is_not(None))
        found |= {number for number in session.scalars(query) if number}
    return sorted(found)
