"""Writings, their rounds and the passages marked in them, one at a time and by who wrote them."""

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, delete, func, or_, select
from sqlalchemy.orm import Session, aliased

from coursesite.accounts.models import User
from coursesite.learning.writing.models import Passage, Round, Writing
from coursesite.library.models import Kind, Piece
from coursesite.library.queries import storable


class Placed(NamedTuple):
    """A writing with where it was written, and by whom."""

    writing: Writing
    writer: str
    lesson_key: str
    lesson_title: str
    lesson_slug: str
    lesson_state: str
    course_title: str
    course_slug: str
    course_state: str


class RoundRow(NamedTuple):
    """A round, and who answered it."""

    round: Round
    coach: str | None


def placed() -> Select[Any]:
    """Writings with what `Placed` says of them."""
    course = aliased(Piece)
    return (
        select(Writing, User.name, Piece.key, Piece.title, Piece.slug, Piece.state)
        .add_columns(course.title, course.slug, course.state)
        .join(User, User.id == Writing.user_id)
        .join(Piece, Piece.id == Writing.lesson_id)
        .join(course, course.id == Writing.course_id)
    )


def writing_with_id(session: Session, writing_id: int) -> Placed | None:
    """One writing, whoever's it is."""
    row = session.execute(placed().where(Writing.id == writing_id)).one_or_none()
    return None if row is None else Placed._make(row)


def own_writing(session: Session, user_id: int, lesson_key: str, exercise: str) -> Placed | None:
    """Somebody's own writing under an exercise of the lesson with this key."""
    is_lesson = (Piece.kind == Kind.LESSON.value, Piece.key == storable(lesson_key))
    mine = (Writing.user_id == user_id, Writing.exercise == storable(exercise))
    row = session.execute(placed().where(*is_lesson, *mine)).one_or_none()
    return None if row is None else Placed._make(row)


def writings_of(session: Session, user_id: int, start: int, most: int) -> Sequence[Placed]:
    """A page of somebody's writings: what has an answer that they haven't read first, then the latest."""
    latest = placed().where(Writing.user_id == user_id)
    latest = latest.order_by(is_news().desc(), Writing.saved_at.desc(), Writing.id.desc())
    return [Placed._make(row) for row in session.execute(latest.offset(start).limit(most))]


def count_writings_of(session: Session, user_id: int) -> int:
    """How many writings somebody has."""
    return session.scalar(select(func.count()).select_from(Writing).where(Writing.user_id == user_id)) or 0


def is_news() -> ColumnElement[bool]:
    """The condition that a coach answered, and its writer has neither said that they read it nor sent more."""
    unseen = or_(Writing.seen_at.is_(None), Writing.seen_at < Writing.answered_at)
    return Writing.answered_at.is_not(None) & unseen


def rounds_of(session: Session, writing_id: int) -> Sequence[RoundRow]:
    """A writing's rounds, the first first."""
    rows = select(Round, User.name).outerjoin(User, User.id == Round.coach_id).where(Round.writing_id == writing_id)
    return [RoundRow._make(row) for row in session.execute(rows.order_by(Round.number))]


def passages_in(session: Session, round_ids: Collection[int]) -> Sequence[Passage]:
    """What was marked in these rounds, in the order of the texts."""
    found = select(Passage).where(Passage.round_id.in_(round_ids))
    return list(session.scalars(found.order_by(Passage.round_id, Passage.begin, Passage.end, Passage.id)))


def take_turn(session: Session, writing_id: int) -> Writing | None:
    """A writing for changing it: whoever else changes it waits until this transaction ends."""
    return session.execute(select(Writing).where(Writing.id == writing_id).with_for_update()).scalar_one_or_none()


def take_own_turn(session: Session, user_id: int, lesson_id: int, exercise: str) -> Writing | None:
    """Somebody's writing under an exercise, for changing it; None where there is none yet."""
    mine = (Writing.user_id == user_id, Writing.lesson_id == lesson_id, Writing.exercise == exercise)
    return session.execute(select(Writing).where(*mine).with_for_update()).scalar_one_or_none()


def add(session: Session, row: Writing | Round | Passage) -> int:
    """Write a row down; gives its id."""
    session.add(row)
    session.flush()
    return row.id


def last_round(session: Session, writing_id: int) -> Round | None:
    """A writing's newest round."""
    newest = select(Round).where(Round.writing_id == writing_id).order_by(Round.number.desc()).limit(1)
    return session.scalars(newest).one_or_none()


def remove_round(session: Session, round_id: int) -> None:
    """Delete a round that nobody answered."""
    session.execute(delete(Round).where(Round.id == round_id))


def remove(session: Session, writing_id: int) -> None:
    """Delete a writing with its rounds and all that was said to them."""
    rounds = select(Round.id).where(Round.writing_id == writing_id)
    session.execute(delete(Passage).where(Passage.round_id.in_(rounds)))
    session.execute(delete(Round).where(Round.writing_id == writing_id))
    session.execute(delete(Writing).where(Writing.id == writing_id))
