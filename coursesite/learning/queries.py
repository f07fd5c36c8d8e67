"""Where people stand in their courses, and what they wrote for themselves; `lesson_queries` has a lesson's page."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    Integer,
    String,
    Text,
    and_,
    bindparam,
    case,
    cast,
    exists,
    func,
    literal_column,
    null,
    select,
    union_all,
)
from sqlalchemy.orm import Session, aliased

from coursesite.db import Moment
from coursesite.learning.groups.models import Group, Member
from coursesite.learning.groups.starting import Membership
from coursesite.learning.models import LONGEST_FRACTION, Answer, Enrolment, Entry, FinishedLesson
from coursesite.library.models import Piece

ENTRIES_ON_A_PAGE = 20


@dataclass(slots=True)
class Standing:
    """Where a person stands in one course: `finished` and `answered` give each touched lesson's newest moment.

    `groups` are those that they learn the course in, as far as they have not ended.
    """

    course_id: int
    enrolled_at: datetime | None = None
    completed_at: datetime | None = None
    finished: dict[int, datetime] = field(default_factory=dict)
    answered: dict[int, datetime] = field(default_factory=dict)
    groups: list[Membership] = field(default_factory=list)


class EntryRow(NamedTuple):
    """A private entry with where it was written."""

    lesson_title: str
    lesson_kind: str
    lesson_slug: str
    course_slug: str
    exercise: str
    text: str
    written_at: datetime


COLUMNS: dict[str, Any] = {
    "word": Text(),
    "number": Integer(),
    "figure": Integer(),
    "given": Text(),
    "credit": String(LONGEST_FRACTION),
    "outcome": String(6),
    "at": Moment(),
    "note": Text(),
}


def arm(what: str, **columns: Any) -> Any:
    """One arm of a page's single query; every arm has the same columns, empty where it has nothing to say."""
    filled = (columns.get(name, cast(null(), kind)).label(name) for name, kind in COLUMNS.items())
    return select(literal_column(f"'{what}'").label("what"), *filled)


def group_arm(user: Any) -> Any:
    """The arm for a person's groups that have not ended, each with whether they came into its course with it."""
    came_along = case((Member.joined_at <= Enrolment.enrolled_at, 1), else_=0)
    mine = and_(Enrolment.user_id == Member.user_id, Enrolment.course_id == Group.course_id)
    columns = {"number": Group.course_id, "figure": came_along, "at": Group.starts_at, "note": Group.name}
    rows = arm("group", **columns).select_from(Member).join(Group, Group.id == Member.group_id).join(Enrolment, mine)
    return rows.where(Member.user_id == user, Group.ended_at.is_(None))


def membership_of(row: Any) -> Membership:
    """The membership that a row of that arm tells of."""
    return Membership(row.note, row.at, bool(row.figure))


def is_last() -> Any:
    """The condition that an answer is its person's last try at its exercise."""
    later = aliased(Answer)
    return ~exists().where(
        later.user_id == Answer.user_id,
        later.lesson_id == Answer.lesson_id,
        later.exercise == Answer.exercise,
        later.try_number > Answer.try_number,
    )


def _statement_of_standings(*, one: bool) -> Any:
    user: Any = bindparam("user")
    course: Any = bindparam("course")
    finished = {
        "number": FinishedLesson.course_id,
        "figure": FinishedLesson.lesson_id,
        "at": FinishedLesson.finished_at,
    }
    answered = {"number": Answer.course_id, "figure": Answer.lesson_id, "at": func.max(Answer.answered_at)}
    arms = {
        Enrolment: arm("enrolled", number=Enrolment.course_id, at=Enrolment.enrolled_at),
        FinishedLesson: arm("finished", **finished),
        Answer: arm("answered", **answered).group_by(Answer.course_id, Answer.lesson_id),
    }
    completed = arm("completed", number=Enrolment.course_id, at=Enrolment.completed_at).where(
        Enrolment.completed_at.is_not(None)
    )
    pairs: list[tuple[Any, Any]] = [*arms.items(), (Enrolment, completed)]
    mine = [arm.where(table.user_id == user) for table, arm in pairs]
    groups = group_arm(user)
    if one:
        mine = [arm.where(table.course_id == course) for (table, _), arm in zip(pairs, mine, strict=True)]
        groups = groups.where(Group.course_id == course)
    return union_all(*mine, groups)


STANDINGS = _statement_of_standings(one=False)
STANDING = _statement_of_standings(one=True)


def standings(session: Session, user_id: int, course_id: int | None = None) -> dict[int, Standing]:
    """Where a person stands in each course they enrolled in or touched, or in one; one query, bounded by lessons."""
    found: dict[int, Standing] = {}
    if course_id is None:
        rows = session.execute(STANDINGS, {"user": user_id})
    else:
        rows = session.execute(STANDING, {"user": user_id, "course": course_id})
    for row in rows:
        standing = found.setdefault(row.number, Standing(row.number))
        if row.what == "enrolled":
            standing.enrolled_at = row.at
        elif row.what == "completed":
            standing.completed_at = row.at
        elif row.what == "finished":
            standing.finished[row.figure] = row.at
        elif row.what == "group":
            standing.groups.append(membership_of(row))
        else:
            standing.answered[row.figure] = row.at
    return found


OUTCOMES = (
    select(Answer.course_id, Answer.outcome, func.count())
    .where(Answer.user_id == bindparam("user"), is_last())
    .group_by(Answer.course_id, Answer.outcome)
)


def outcomes(session: Session, user_id: int) -> dict[int, dict[str, int]]:
    """By course, how many exercises this person's last try at left right, partly, wrong or noted; one query."""
    found: dict[int, dict[str, int]] = {}
    for course_id, outcome, count in session.execute(OUTCOMES, {"user": user_id}):
        found.setdefault(course_id, {})[outcome] = count
    return found


def entries_of(session: Session, user_id: int, page: int) -> tuple[list[EntryRow], int]:
    """A page of this person's entries, newest first, and how many there are in all."""
    course = aliased(Piece)
    statement = (
        select(Piece.title, Piece.kind, Piece.slug, course.slug, Entry.exercise, Entry.text, Entry.written_at)
        .join(Piece, Piece.id == Entry.lesson_id)
        .join(course, course.id == Piece.course_id)
        .where(Entry.user_id == user_id)
        .order_by(Entry.written_at.desc(), Entry.lesson_id, Entry.exercise)
    )
    rows = session.execute(statement.limit(ENTRIES_ON_A_PAGE).offset((max(page, 1) - 1) * ENTRIES_ON_A_PAGE))
    total = session.execute(select(func.count()).select_from(Entry).where(Entry.user_id == user_id)).scalar_one()
    return [EntryRow(*row) for row in rows], total
