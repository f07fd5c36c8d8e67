"""What the desk's first page asks beside what each room says of itself; each bounded, each one query."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, case, exists, func, literal, or_, select, true
from sqlalchemy.orm import Session, aliased

from coursesite.accounts.models import Role, User
from coursesite.learning.quizzes.models import Attempt
from coursesite.library.models import Kind, Part, Piece, Staff, State
from coursesite.library.staff_queries import Who, within_reach
from coursesite.studio.models import Draft, Proposal, Step

ROOT = func.coalesce(Piece.course_id, Piece.id)
KEPT = Piece.state.not_in((State.STAGED.value, State.TRASHED.value))


class Text(NamedTuple):
    """A wording that was handed in, or a draft (then `step` is empty). `is_mine`: by the coach who asks."""

    key: str
    kind: str
    title: str
    course_title: str | None
    step: str
    at: datetime
    publish_at: datetime | None
    by: str | None
    is_mine: bool
    may_approve: bool


class Quiz(NamedTuple):
    """A published quiz within reach."""

    id: int
    title: str
    slug: str
    course_slug: str
    course_title: str


class Course(NamedTuple):
    """A published course."""

    id: int
    key: str
    title: str


def handed_in(session: Session, who: Who, most: int) -> Sequence[Text]:
    """What was handed in, so many of each step: what is scheduled by its hour, the rest by when it came."""
    first = case((Proposal.step == Step.SCHEDULED.value, Proposal.publish_at), else_=Proposal.handed_in_at)
    nth = func.row_number().over(partition_by=Proposal.step, order_by=(first, Proposal.piece_id)).label("nth")
    found = _texts(who, Proposal.step, Proposal.handed_in_at, Proposal.publish_at, Proposal.handed_in_by, nth)
    ranked = found.join(Proposal, Proposal.piece_id == Piece.id).outerjoin(*_writer(Proposal.handed_in_by)).subquery()
    rows = select(ranked).where(ranked.c.nth <= most).order_by(ranked.c.step, ranked.c.nth)
    return [_text(row) for row in session.execute(rows)]


def drafts(session: Session, who: Who, most: int) -> Sequence[Text]:
    """Drafts of which nothing was handed in: one's own first, then saved last first."""
    nothing: Any = literal(None)
    found = _texts(who, literal(""), Draft.changed_at, nothing, Draft.changed_by, literal(0).label("nth"))
    found = found.join(Draft, Draft.piece_id == Piece.id).outerjoin(*_writer(Draft.changed_by))
    alone = ~exists().where(Proposal.piece_id == Piece.id)
    mine = case((Draft.changed_by == who.user_id, 0), else_=1)
    rows = found.where(alone).order_by(mine, Draft.changed_at.desc(), Piece.id).limit(most)
    return [_text(row) for row in session.execute(rows)]


def quizzes(session: Session, who: Who) -> Sequence[Quiz]:
    """Every published quiz within reach."""
    course = aliased(Piece)
    found = select(Piece.id, Piece.title, Piece.slug, course.slug, course.title)
    found = found.join(course, course.id == Piece.course_id).where(Piece.kind == Kind.QUIZ.value)
    shown = (Piece.state == State.PUBLISHED.value, within_reach(Piece.course_id, *who))
    return [Quiz._make(row) for row in session.execute(found.where(*shown))]


def begun(session: Session, attempt_ids: Collection[int]) -> dict[int, datetime]:
    """When these attempts began."""
    found = select(Attempt.id, Attempt.started_at).where(Attempt.id.in_(attempt_ids))
    return {row.id: row.started_at for row in session.execute(found)}


def courses(session: Session, who: Who, most: int) -> Sequence[Course]:
    """Published courses within reach, in their order."""
    found = select(Piece.id, Piece.key, Piece.title).where(Piece.kind == Kind.COURSE.value)
    shown = found.where(Piece.state == State.PUBLISHED.value, within_reach(Piece.id, *who))
    return [Course._make(row) for row in session.execute(shown.order_by(Piece.place, Piece.id).limit(most))]


_by = aliased(User)


def _writer(column: Any) -> tuple[Any, Any]:
    return _by, _by.id == column


def _texts(who: Who, step: Any, at: Any, publish_at: Any, by: Any, nth: Any) -> Any:
    course = aliased(Piece)
    mine = func.coalesce(by == who.user_id, False)
    return (
        select(Piece.key, Piece.kind, Piece.title, course.title.label("course_title"), step.label("step"))
        .add_columns(at.label("at"), publish_at.label("publish_at"), _by.name, mine.label("is_mine"))
        .add_columns(_may_approve(who).label("may_approve"), nth)
        .outerjoin(course, course.id == Piece.course_id)
        .where(KEPT, within_reach(ROOT, *who))
    )


def _may_approve(who: Who) -> ColumnElement[bool]:
    """The condition of `library.rights` for deciding what others handed in."""
    if who.role == Role.ADMIN:
        return true()
    decides = (Part.OWNER.value, Part.APPROVER.value)
    appointed = exists().where(Staff.piece_id == ROOT, Staff.user_id == who.user_id, Staff.part.in_(decides))
    nobodys = ~exists().where(Staff.piece_id == ROOT) & (Piece.kind != Kind.PAGE.value)
    return or_(appointed, nobodys)


def _text(row: Any) -> Text:
    return Text._make([*row[:8], bool(row[8]), bool(row[9])])
