"""Comments as the queue shows them, a page at a time."""

from collections.abc import Collection, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, case, func, or_, select, update
from sqlalchemy.orm import Session, aliased

from coursesite.accounts.models import User
from coursesite.blog.models import Comment, Decision, Guest, Report, State
from coursesite.blog.moderation.filter import SPAM_FROM
from coursesite.library.models import Piece
from coursesite.library.queries import storable


class View(StrEnum):
    """Which comments the queue shows."""

    WAITING = "waiting"
    SPAM = "spam"
    DECIDED = "decided"
    SHOWN = "approved"
    REMOVED = "removed"


class Rank(StrEnum):
    """Under which heading a comment waits, the first first."""

    APART = "0"
    HELD = "1"
    LIKELY_SPAM = "2"
    REPORTED = "3"


class Row(NamedTuple):
    """One comment at the desk. `approved` counts what of its writer stands approved, `last_decision` is its id,
    `below` counts the shown comments under it.
    """

    id: int
    post_id: int
    parent_id: int | None
    user_id: int | None
    guest_id: int | None
    name: str
    site: str
    by_coach: bool
    html: str
    state: str
    apart: bool
    score: int
    reasons: list[str]
    likely_spam: int | None
    network: str | None
    created_at: datetime
    edited_at: datetime | None
    rank: str
    post_title: str
    post_slug: str
    post_state: str
    account_name: str | None
    account_role: str | None
    account_erased_at: datetime | None
    guest_confirmed_at: datetime | None
    guest_user_id: int | None
    approved: int
    last_decision: int | None
    below: int


_other = aliased(Comment)
_last = aliased(Decision)
_REPORTED = Comment.id.in_(select(Report.comment_id).where(Report.settled_at.is_(None)))
_WAITS = or_(Comment.state == State.HELD.value, and_(Comment.state == State.APPROVED.value, _REPORTED))
_LIKELY = func.coalesce(Comment.likely_spam, 0) >= SPAM_FROM
_RANK = case(
    (and_(Comment.state == State.HELD.value, Comment.apart), Rank.APART.value),
    (and_(Comment.state == State.HELD.value, _LIKELY), Rank.LIKELY_SPAM.value),
    (Comment.state == State.HELD.value, Rank.HELD.value),
    else_=Rank.REPORTED.value,
)


def _approved() -> ColumnElement[int]:
    """How many comments of the same guest, or else of the same account, stand approved."""
    counted = select(func.count()).select_from(_other).where(_other.state == State.APPROVED.value)
    of_guest = counted.where(_other.guest_id == Comment.guest_id).correlate(Comment).scalar_subquery()
    of_account = counted.where(_other.user_id == Comment.user_id).correlate(Comment).scalar_subquery()
    return case((Comment.guest_id.is_not(None), of_guest), else_=of_account)


def _last_decision() -> ScalarSelect[Any]:
    found = select(func.max(_last.id)).where(_last.comment_id == Comment.id)
    return found.correlate(Comment).scalar_subquery()


def _rows() -> Select[Any]:
    own = [getattr(Comment, name) for name in Row._fields[: Row._fields.index("rank")]]
    return (
        select(
            *own,
            _RANK.label("rank"),
            Piece.title,
            Piece.slug,
            Piece.state,
            User.name,
            User.role,
            User.erased_at,
            Guest.confirmed_at,
            Guest.user_id,
            _approved(),
            _last_decision(),
            Comment.below,
        )
        .join(Piece, Piece.id == Comment.post_id)
        .outerjoin(User, User.id == Comment.user_id)
        .outerjoin(Guest, Guest.id == Comment.guest_id)
    )


def _chosen(view: View, post: str) -> list[ColumnElement[bool]]:
    chosen: list[ColumnElement[bool]] = []
    if view is View.WAITING:
        chosen.append(_WAITS)
    elif view is not View.DECIDED:
        chosen.append(Comment.state == view.value)
    if post:
        chosen.append(Comment.post_id.in_(select(Piece.id).where(Piece.kind == "post", Piece.slug == storable(post))))
    return chosen


def _decided_last(statement: Select[Any]) -> Select[Any]:
    """Only comments whose last decision was a coach's."""
    later = aliased(Decision)
    after = select(later.id).where(later.comment_id == Decision.comment_id, later.id > Decision.id).exists()
    return statement.join(Decision, Decision.comment_id == Comment.id).where(Decision.user_id.is_not(None), ~after)


def count_comments(session: Session, view: View, post: str = "") -> int:
    """How many comments a view has."""
    counted = select(func.count()).select_from(Comment).where(*_chosen(view, post))
    return session.scalar(_decided_last(counted) if view is View.DECIDED else counted) or 0


def comments(session: Session, view: View, post: str, start: int, most: int) -> Sequence[Row]:
    """A page of a view: what waits oldest first within its heading, all else the latest first."""
    # First which, then what is known of them: of a long list, the pages before this one aren't worked out.
    chosen = select(Comment.id).where(*_chosen(view, post))
    if view is View.WAITING:
        chosen = chosen.order_by(_RANK, Comment.created_at, Comment.id)
    elif view is View.DECIDED:
        chosen = _decided_last(chosen).order_by(Decision.id.desc())
    else:
        chosen = chosen.order_by(Comment.created_at.desc(), Comment.id.desc())
    ids = session.scalars(chosen.offset(start).limit(most)).all()
    found = {row.id: Row._make(row) for row in session.execute(_rows().where(Comment.id.in_(ids)))}
    return [found[number] for number in ids if number in found]


def comment(session: Session, comment_id: int) -> Row | None:
    """One comment, whatever its state."""
    row = session.execute(_rows().where(Comment.id == comment_id)).first()
    return None if row is None else Row._make(row)


def posts_with_comments(session: Session, most: int) -> Sequence[tuple[str, str]]:
    """Slug and title of posts that have comments of any state, by title."""
    found = select(Piece.slug, Piece.title).where(Piece.kind == "post", Piece.id.in_(select(Comment.post_id)))
    rows = session.execute(found.order_by(Piece.title, Piece.id).limit(most))
    return [(slug, title) for slug, title in rows]


class ReportRow(NamedTuple):
    """What a reader wrote about a comment. Who it was is not asked."""

    comment_id: int
    words: str
    reported_at: datetime
    settled_at: datetime | None


def reports_of(session: Session, comment_ids: Collection[int]) -> Sequence[ReportRow]:
    """What readers reported of these comments, oldest first."""
    found = select(*(getattr(Report, name) for name in ReportRow._fields)).where(Report.comment_id.in_(comment_ids))
    return [ReportRow._make(row) for row in session.execute(found.order_by(Report.reported_at, Report.id))]


def reopen_reports(session: Session, comment_id: int, moments: Collection[datetime]) -> None:
    """Let reports that were settled at these moments wait again."""
    settled = update(Report).where(Report.comment_id == comment_id, Report.settled_at.in_(moments))
    session.execute(settled.values(settled_at=None))


class DecisionRow(NamedTuple):
    """One decision about a comment, and the name of who made it (None: the rule, the worker or the author)."""

    id: int
    comment_id: int
    user_id: int | None
    name: str | None
    before: str
    after: str
    reasons: list[str]
    undone_id: int | None
    decided_at: datetime


def decisions_of(session: Session, comment_ids: Collection[int]) -> dict[int, list[DecisionRow]]:
    """Every decision about each of these comments, in the order in which they were made."""
    columns = [getattr(User if name == "name" else Decision, name) for name in DecisionRow._fields]
    found = select(*columns).outerjoin(User, User.id == Decision.user_id).where(Decision.comment_id.in_(comment_ids))
    made: dict[int, list[DecisionRow]] = {}
    for row in session.execute(found.order_by(Decision.id)):
        made.setdefault(row.comment_id, []).append(DecisionRow._make(row))
    return made
