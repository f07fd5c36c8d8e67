"""What a coach finds in the list of everything written: bounded by a page of it, whatever there is."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, case, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from coursesite.accounts.models import User
from coursesite.library.models import Kind, Piece, Staff, State
from coursesite.library.queries import storable
from coursesite.library.staff_queries import Who, within_reach
from coursesite.studio.models import Draft, Proposal

HIDDEN = (State.STAGED.value, State.TRASHED.value)
ALONE = (Kind.COURSE.value, Kind.POST.value, Kind.PAGE.value)


class Row(NamedTuple):
    """A piece with what says where it stands.

    `course_…` are of the course it belongs to. `approval`, `part` and `has_staff` are of whatever has its staff, and
    decide what the coach who asks may do with it. `drafted_at` is when its draft was saved last, by `drafted_by`;
    `step` and `publish_at` are of the wording that was handed in.
    """

    id: int
    key: str
    kind: str
    state: str
    slug: str
    title: str
    published_at: datetime | None
    published_revision_id: int | None
    changed_at: datetime
    course_id: int | None
    course_key: str | None
    course_slug: str | None
    course_title: str | None
    approval: bool
    part: str | None
    has_staff: bool
    drafted_at: datetime | None
    drafted_by: str | None
    step: str | None
    publish_at: datetime | None


class Counts(NamedTuple):
    """How many there are of each within a coach's reach."""

    courses: int
    posts: int
    pages: int


def counts(session: Session, who: Who) -> Counts:
    """How much there is, in one query."""
    found = (
        select(Piece.kind, func.count())
        .where(Piece.kind.in_(ALONE), Piece.state.not_in(HIDDEN), within_reach(Piece.id, *who))
        .group_by(Piece.kind)
    )
    numbers = {row[0]: row[1] for row in session.execute(found)}
    return Counts(*(numbers.get(kind, 0) for kind in ALONE))


def left_open(session: Session, who: Who, most: int) -> Sequence[Row]:
    """What was begun or changed and isn't published, saved last first."""
    # Asked so, SQLite begins at the few drafts and not at every piece.
    begun = _rows(who).where(Piece.id.in_(select(Draft.piece_id)))
    return _fetched(session, begun.order_by(Draft.changed_at.desc(), Piece.id).limit(most))


def courses(session: Session, who: Who, start: int, most: int) -> Sequence[Row]:
    """A page of the courses, in the order of the list of courses; archived ones last."""
    ordered = _rows(who).where(Piece.kind == Kind.COURSE.value).order_by(_archived_last(), Piece.place, Piece.title)
    return _fetched(session, ordered.order_by(Piece.id).offset(start).limit(most))


def contents(session: Session, who: Who, course_ids: Collection[int], most: int) -> dict[int, list[tuple[Row, int]]]:
    """By course, the first so many of what is in it, in their order, each with how many there are in all."""
    room: dict[str, Any] = {"partition_by": Piece.course_id}
    inside = (
        select(
            Piece.id, func.row_number().over(order_by=(_archived_last(), Piece.place, Piece.id), **room).label("nth")
        )
        .add_columns(func.count().over(**room).label("total"))
        .where(Piece.course_id.in_(course_ids), Piece.state.not_in(HIDDEN))
        .subquery()
    )
    ordered = _rows(who).add_columns(inside.c.total).join(inside, inside.c.id == Piece.id)
    ordered = ordered.where(inside.c.nth <= most).order_by(Piece.course_id, inside.c.nth)
    found: dict[int, list[tuple[Row, int]]] = {}
    for *values, total in session.execute(ordered):
        row = Row._make(values)
        found.setdefault(row.course_id or 0, []).append((row, total))
    return found


def alone(session: Session, who: Who, kind: Kind, start: int, most: int) -> Sequence[Row]:
    """A page of the posts or of the pages: what was never published first, then the latest."""
    unpublished = case((Piece.published_revision_id.is_(None), 0), else_=1)
    ordered = _rows(who).where(Piece.kind == kind.value)
    ordered = ordered.order_by(unpublished, Piece.published_at.desc().nulls_last(), Piece.changed_at.desc(), Piece.id)
    return _fetched(session, ordered.offset(start).limit(most))


def count_named(session: Session, who: Who, words: str) -> int:
    """How many pieces of any kind have these words in their titles."""
    root = func.coalesce(Piece.course_id, Piece.id)
    found = select(func.count()).select_from(Piece)
    return session.scalar(found.where(Piece.state.not_in(HIDDEN), within_reach(root, *who), _named(words))) or 0


def named(session: Session, who: Who, words: str, start: int, most: int) -> Sequence[Row]:
    """A page of the pieces with these words in their titles, changed last first."""
    ordered = _rows(who).where(_named(words)).order_by(Piece.changed_at.desc(), Piece.id)
    return _fetched(session, ordered.offset(start).limit(most))


def _rows(who: Who) -> Select[Any]:
    course, drafter = aliased(Piece), aliased(User)
    root = func.coalesce(Piece.course_id, Piece.id)
    part = select(Staff.part).where(Staff.piece_id == root, Staff.user_id == who.user_id).correlate(Piece)
    return (
        select(Piece.id, Piece.key, Piece.kind, Piece.state, Piece.slug, Piece.title, Piece.published_at)
        .add_columns(Piece.published_revision_id, Piece.changed_at)
        .add_columns(Piece.course_id, course.key, course.slug, course.title)
        .add_columns(func.coalesce(course.approval, Piece.approval), part.scalar_subquery())
        .add_columns(exists().where(Staff.piece_id == root).correlate(Piece))
        .add_columns(Draft.changed_at, drafter.name, Proposal.step, Proposal.publish_at)
        .outerjoin(course, course.id == Piece.course_id)
        .outerjoin(Draft, Draft.piece_id == Piece.id)
        .outerjoin(drafter, drafter.id == Draft.changed_by)
        .outerjoin(Proposal, Proposal.piece_id == Piece.id)
        .where(Piece.state.not_in(HIDDEN), within_reach(root, *who))
    )


def _fetched(session: Session, query: Select[Any]) -> Sequence[Row]:
    return [Row._make(row) for row in session.execute(query)]


def _archived_last() -> ColumnElement[int]:
    return case((Piece.state == State.ARCHIVED.value, 1), else_=0)


def _named(words: str) -> ColumnElement[bool]:
    words = storable(words)
    # SQLite lowers A to Z only: as typed besides.
    as_typed = Piece.title.contains(words, autoescape=True)
    return or_(as_typed, func.lower(Piece.title).contains(words.lower(), autoescape=True))
