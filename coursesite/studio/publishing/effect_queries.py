"""Whom a new wording reaches: how many people have begun a piece, finished it, or answered one of its questions."""

from collections.abc import Collection
from typing import Any, NamedTuple

from sqlalchemy import distinct, exists, func, select
from sqlalchemy.orm import Session

from coursesite.learning.models import Answer, Enrolment, FinishedLesson
from coursesite.learning.quizzes.models import Attempt, Response
from coursesite.library.models import Kind, Piece, Revision, State


class Reach(NamedTuple):
    """How many people have answered in a lesson and not finished it, have finished it, take its course.

    `attempts` are in progress at a quiz; `graded` are over.
    """

    begun: int = 0
    finished: int = 0
    enrolled: int = 0
    completed: int = 0
    attempts: int = 0
    graded: int = 0


def reach(session: Session, piece_id: int, kind: str, course_id: int | None) -> Reach:
    """Whom a piece reaches; one query."""
    of_course = course_id or piece_id
    asked: list[Any] = [_people(Enrolment.user_id, Enrolment.course_id == of_course)]
    if kind == Kind.COURSE:
        done = _people(Enrolment.user_id, Enrolment.course_id == piece_id, Enrolment.completed_at.is_not(None))
        row = session.execute(select(*asked, done)).one()
        return Reach(enrolled=row[0], completed=row[1])
    if course_id is None or kind == Kind.POOL:
        return Reach()
    finished = _people(FinishedLesson.user_id, FinishedLesson.lesson_id == piece_id)
    done = exists().where(FinishedLesson.user_id == Answer.user_id, FinishedLesson.lesson_id == piece_id)
    begun = _people(Answer.user_id, Answer.lesson_id == piece_id, ~done)
    running = _count(Attempt.quiz_id == piece_id, Attempt.graded_at.is_(None))
    graded = _count(Attempt.quiz_id == piece_id, Attempt.graded_at.is_not(None))
    row = session.execute(select(*asked, finished, begun, running, graded)).one()
    return Reach(enrolled=row[0], finished=row[1], begun=row[2], attempts=row[3], graded=row[4])


def enrolled(session: Session, course_ids: Collection[int]) -> dict[int, int]:
    """How many people take each of these courses; one query."""
    query = select(Enrolment.course_id, func.count()).where(Enrolment.course_id.in_(course_ids))
    return dict(session.execute(query.group_by(Enrolment.course_id)).all()) if course_ids else {}


def answered(session: Session, piece_id: int, kind: str, exercises: Collection[str]) -> dict[str, int]:
    """By exercise of a lesson, quiz or pool, how many people have answered it; one query."""
    if not exercises:
        return {}
    if kind in (Kind.QUIZ, Kind.POOL):
        query = (
            select(Response.exercise, func.count(distinct(Attempt.user_id)))
            .join(Attempt, Attempt.id == Response.attempt_id)
            .where(Response.source_id == piece_id, Response.exercise.in_(exercises), Response.given.is_not(None))
            .group_by(Response.exercise)
        )
    else:
        query = (
            select(Answer.exercise, func.count(distinct(Answer.user_id)))
            .where(Answer.lesson_id == piece_id, Answer.exercise.in_(exercises))
            .group_by(Answer.exercise)
        )
    return dict(session.execute(query).all())


def drawing_from(session: Session, course_id: int, pool_path: str) -> list[str]:
    """The titles of the published quizzes that draw from a pool."""
    links: Any = Revision.compiled["links"]
    query = (
        select(Piece.title, links)
        .join(Revision, Revision.id == Piece.published_revision_id)
        .where(Piece.course_id == course_id, Piece.kind == Kind.QUIZ.value, Piece.state == State.PUBLISHED.value)
        .order_by(Piece.place)
    )
    return [title for title, found in session.execute(query) if pool_path in (found or {})]


def _people(column: Any, *where: Any) -> Any:
    return select(func.count(distinct(column))).where(*where).scalar_subquery()


def _count(*where: Any) -> Any:
    return select(func.count()).select_from(Attempt).where(*where).scalar_subquery()
