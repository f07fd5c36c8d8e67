"""Taking a post's turn, its comments one by one, and counting what is shown of them."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session, aliased

from coursesite.blog.comments.paths import END, bounds
from coursesite.blog.models import Comment, Decision, Discussion, Report, State
from coursesite.db import insert_into


def take_turn(session: Session, post_ids: Iterable[int], now: datetime) -> dict[int, Discussion]:
    """Let one request at a time change what stands below each of these posts; gives their discussions.

    SQLite's single writer does this by itself; PostgreSQL needs the rows' locks, taken in one order everywhere and
    before anything else is written.
    """
    found = {}
    for post_id in sorted(set(post_ids)):
        row = insert_into(session, Discussion).values(post_id=post_id, comments=0, changed_at=now)
        session.execute(row.on_conflict_do_nothing())
        locked = select(Discussion).where(Discussion.post_id == post_id).with_for_update(key_share=True)
        found[post_id] = session.scalars(locked, execution_options={"populate_existing": True}).one()
    return found


def posts_of(session: Session, comment_ids: Iterable[int]) -> set[int]:
    """The posts below which these comments stand."""
    return set(session.scalars(select(Comment.post_id).where(Comment.id.in_(list(comment_ids)))))


def comments_with_ids(session: Session, comment_ids: Iterable[int]) -> Sequence[Comment]:
    """These comments as the database has them now, oldest first."""
    chosen = select(Comment).where(Comment.id.in_(list(comment_ids))).order_by(Comment.created_at, Comment.id)
    return session.scalars(chosen, execution_options={"populate_existing": True}).all()


def comment_with_id(session: Session, comment_id: int) -> Comment | None:
    """One comment, whatever its state."""
    return session.get(Comment, comment_id)


def comment_sent_as(session: Session, once: str) -> Comment | None:
    """The comment that this showing of a form became, if it was sent before."""
    return session.scalars(select(Comment).where(Comment.once == once)).first()


def count_below(session: Session, post_id: int, path: str) -> None:
    """Count again how many approved comments stand under the one at this path."""
    low, high = bounds(path)
    under = aliased(Comment)
    shown = select(func.count()).select_from(under).where(under.post_id == post_id, under.path > low)
    shown = shown.where(under.path <= high, under.state == State.APPROVED.value)
    place = update(Comment).where(Comment.post_id == post_id, Comment.path == path)
    session.execute(place.values(below=shown.scalar_subquery()), execution_options={"synchronize_session": False})


def count_all_below(session: Session, post_id: int) -> None:
    """The same for every comment of a post at once, after many were written together."""
    under = aliased(Comment)
    shown = select(func.count()).select_from(under).where(under.post_id == Comment.post_id)
    shown = shown.where(under.state == State.APPROVED.value, under.path > Comment.path)
    shown = shown.where(under.path <= Comment.path + END)
    counted = update(Comment).where(Comment.post_id == post_id).values(below=shown.correlate(Comment).scalar_subquery())
    session.execute(counted, execution_options={"synchronize_session": False})


def count_shown(session: Session, post_id: int, now: datetime) -> None:
    """Count a post's approved comments again, and note that readers see others than before."""
    shown = select(func.count()).select_from(Comment)
    shown = shown.where(Comment.post_id == post_id, Comment.state == State.APPROVED.value)
    discussion = update(Discussion).where(Discussion.post_id == post_id)
    session.execute(discussion.values(comments=shown.scalar_subquery(), changed_at=now))


def settle_reports(session: Session, comment_id: int, now: datetime) -> None:
    """Note that a coach has looked at what readers reported of a comment."""
    open_ones = update(Report).where(Report.comment_id == comment_id, Report.settled_at.is_(None))
    session.execute(open_ones.values(settled_at=now))


def last_decision(session: Session, comment_id: int) -> Decision | None:
    """What was decided last about a comment."""
    found = select(Decision).where(Decision.comment_id == comment_id).order_by(Decision.id.desc()).limit(1)
    return session.scalars(found).first()


def forget_reasons(session: Session, comment_id: int) -> None:
    """Empty what was said about a comment when it was decided on: it may quote the text."""
    session.execute(update(Decision).where(Decision.comment_id == comment_id).values(reasons=[]))


def unpin_all(session: Session, post_id: int) -> None:
    """Let no comment of a post stand first."""
    pinned = update(Comment).where(Comment.post_id == post_id, Comment.pinned_at.is_not(None))
    session.execute(pinned.values(pinned_at=None), execution_options={"synchronize_session": "fetch"})
