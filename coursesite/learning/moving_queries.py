"""What people did in a lesson or quiz that goes to another course: the rows that name its course."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, update
from sqlalchemy.orm import Session

from coursesite.db import insert_into
from coursesite.learning.asking.models import Ask
from coursesite.learning.conversing.models import Run
from coursesite.learning.intending.models import Plan, Promise
from coursesite.learning.models import Answer, Enrolment, FinishedLesson
from coursesite.learning.quizzes.models import Attempt
from coursesite.learning.review.models import Card
from coursesite.learning.writing.models import Writing
from coursesite.library.models import Kind, Piece, State

# Each table that says of a row about a lesson or quiz in which course that stands, with the column that names it.
FOLLOWING: tuple[tuple[Any, Any], ...] = (
    (FinishedLesson, FinishedLesson.lesson_id),
    (Answer, Answer.lesson_id),
    (Attempt, Attempt.quiz_id),
    (Ask, Ask.lesson_id),
    (Card, Card.lesson_id),
    (Writing, Writing.lesson_id),
    (Promise, Promise.lesson_id),
    (Plan, Plan.lesson_id),
    (Run, Run.lesson_id),
)


def name_new_course(session: Session, piece_id: int, course_id: int) -> None:
    """Say in every row about this lesson or quiz that it stands in this course."""
    for table, about in FOLLOWING:
        changed = update(table).where(about == piece_id, table.course_id != course_id).values(course_id=course_id)
        session.execute(changed.execution_options(synchronize_session=False))


def enrol_along(session: Session, piece_id: int, old_course_id: int, course_id: int) -> None:
    """Let those take the new course who took the old one and did something in this piece, as long as they have.

    Without it they would find what they did in a course that is closed to them.
    """
    columns = ("user_id", "course_id", "enrolled_at")
    theirs = select(Enrolment.user_id, _number(course_id), Enrolment.enrolled_at).where(
        Enrolment.course_id == old_course_id,
        or_(*(exists().where(about == piece_id, table.user_id == Enrolment.user_id) for table, about in FOLLOWING)),
    )
    put = insert_into(session, Enrolment).from_select(columns, theirs)
    session.execute(put.on_conflict_do_nothing(index_elements=["user_id", "course_id"]))


def needed(session: Session, course_id: int) -> Sequence[int]:
    """The ids of what completes a course (as `Outline.needed`): all but a quiz that doesn't count."""
    always = (Kind.LESSON.value, Kind.CONVERSATION.value)
    counts = or_(Piece.kind.in_(always), and_(Piece.kind == Kind.QUIZ.value, Piece.counts))
    found = select(Piece.id).where(Piece.course_id == course_id, Piece.state == State.PUBLISHED.value, counts)
    return list(session.scalars(found))


def complete(session: Session, course_id: int, piece_ids: Sequence[int], now: datetime) -> None:
    """Note that everybody has completed the course who takes it and has finished all of these."""
    finished = (
        select(func.count())
        .select_from(FinishedLesson)
        .where(FinishedLesson.user_id == Enrolment.user_id, FinishedLesson.lesson_id.in_(piece_ids))
        .correlate(Enrolment)
        .scalar_subquery()
    )
    due = update(Enrolment).where(Enrolment.course_id == course_id, Enrolment.completed_at.is_(None))
    due = due.where(finished == len(piece_ids)).values(completed_at=now)
    session.execute(due.execution_options(synchronize_session=False))


def _number(value: int) -> ColumnElement[int]:
    return func.coalesce(value, 0)
