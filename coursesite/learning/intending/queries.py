"""Promises and plans in the database."""

from collections.abc import Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from sqlalchemy import Select, case, delete, func, select
from sqlalchemy.orm import Session, aliased

from coursesite.learning.intending.models import Fate, Plan, Promise
from coursesite.library.models import Piece

Row = TypeVar("Row", Promise, Plan)


class Placed(NamedTuple, Generic[Row]):
    """A promise or plan with the lesson that it was made in; words are empty for one without a lesson."""

    row: Row
    lesson_title: str = ""
    lesson_slug: str = ""
    lesson_state: str = ""
    course_title: str = ""
    course_slug: str = ""
    course_state: str = ""


class Many(NamedTuple):
    """How many of somebody's there are."""

    running: int
    total: int


def promise_of(session: Session, user_id: int, promise_id: int) -> Placed[Promise] | None:
    """One of this person's promises."""
    found = _placed(Promise).where(Promise.user_id == user_id, Promise.id == promise_id)
    return next((_row(row) for row in session.execute(found)), None)


def plan_of(session: Session, user_id: int, plan_id: int) -> Placed[Plan] | None:
    """One of this person's plans."""
    found = _placed(Plan).where(Plan.user_id == user_id, Plan.id == plan_id)
    return next((_row(row) for row in session.execute(found)), None)


def promises_of(session: Session, user_id: int, offset: int, most: int) -> Sequence[Placed[Promise]]:
    """This person's promises: open ones by the day on which they are asked, then those told, the latest first."""
    is_open = Promise.fate == Fate.OPEN.value
    found = _placed(Promise).where(Promise.user_id == user_id)
    found = found.order_by(
        case((is_open, 0), else_=1),
        case((is_open, Promise.ask_at)),
        Promise.told_at.desc(),
        Promise.id.desc(),
    )
    return [_row(row) for row in session.execute(found.offset(offset).limit(most))]


def plans_of(session: Session, user_id: int, offset: int, most: int, *, away: bool) -> Sequence[Placed[Plan]]:
    """This person's plans, the latest first; or those that were put away."""
    kept = Plan.retired_at.is_not(None) if away else Plan.retired_at.is_(None)
    found = _placed(Plan).where(Plan.user_id == user_id, kept)
    found = found.order_by(Plan.changed_at.desc(), Plan.id.desc())
    return [_row(row) for row in session.execute(found.offset(offset).limit(most))]


def count_promises(session: Session, user_id: int) -> Many:
    """How many are open, and how many there are."""
    running = func.coalesce(func.sum(case((Promise.fate == Fate.OPEN.value, 1), else_=0)), 0)
    row = session.execute(select(running, func.count()).where(Promise.user_id == user_id)).one()
    return Many(int(row[0]), int(row[1]))


def count_plans(session: Session, user_id: int) -> Many:
    """How many are in use, and how many there are."""
    running = func.coalesce(func.sum(case((Plan.retired_at.is_(None), 1), else_=0)), 0)
    row = session.execute(select(running, func.count()).where(Plan.user_id == user_id)).one()
    return Many(int(row[0]), int(row[1]))


def find_promise(session: Session, user_id: int, promise_id: int) -> Promise | None:
    """One of this person's promises, to be changed."""
    return session.scalars(select(Promise).where(Promise.user_id == user_id, Promise.id == promise_id)).first()


def find_plan(session: Session, user_id: int, plan_id: int) -> Plan | None:
    """One of this person's plans, to be changed."""
    return session.scalars(select(Plan).where(Plan.user_id == user_id, Plan.id == plan_id)).first()


def open_under(session: Session, user_id: int, lesson_id: int, exercise: str) -> Promise | None:
    """The open promise under a Try, if there is one."""
    there = select(Promise).where(Promise.user_id == user_id, Promise.lesson_id == lesson_id)
    there = there.where(Promise.exercise == exercise, Promise.fate == Fate.OPEN.value)
    return session.scalars(there.order_by(Promise.id.desc()).limit(1)).first()


def same_plan(session: Session, user_id: int, lesson_id: int | None, cue: str, response: str) -> Plan | None:
    """The same plan from the same lesson (or from none), in use."""
    there = select(Plan).where(Plan.user_id == user_id, Plan.lesson_id.is_not_distinct_from(lesson_id))
    there = there.where(Plan.cue == cue, Plan.response == response, Plan.retired_at.is_(None))
    return session.scalars(there.limit(1)).first()


def sent_as(session: Session, table: type[Row], user_id: int, once: str) -> Row | None:
    """What this submission became, if it has come before."""
    mapped: Any = table
    found: Row | None = session.scalars(select(mapped).where(mapped.user_id == user_id, mapped.once == once)).first()
    return found


def remove(session: Session, table: type[Row], user_id: int, row_id: int) -> None:
    """Delete one promise or plan of this person."""
    mapped: Any = table
    session.execute(delete(mapped).where(mapped.user_id == user_id, mapped.id == row_id))


def _placed(table: type[Row]) -> Select[Any]:
    mapped: Any = table
    course = aliased(Piece)
    columns = (mapped, Piece.title, Piece.slug, Piece.state, course.title, course.slug, course.state)
    joined = select(*columns).outerjoin(Piece, Piece.id == mapped.lesson_id)
    return joined.outerjoin(course, course.id == mapped.course_id)


def _row(row: Any) -> Placed[Any]:
    return Placed(row[0], *(word or "" for word in row[1:]))
