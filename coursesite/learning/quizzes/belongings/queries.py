"""Exporting, emptying and removing one person's attempts, and what a coach decided."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from coursesite.learning.quizzes.models import Allowance, Attempt, CorrectedResponse, Correction, Response
from coursesite.library.models import Piece

BATCH = 500


def each_attempt(session: Session, user_id: int) -> Iterator[tuple[Attempt, str]]:
    """This person's attempts with their quizzes' titles, in the order in which they began."""
    statement = select(Attempt, Piece.title).join(Piece, Piece.id == Attempt.quiz_id).where(Attempt.user_id == user_id)
    for row in session.execute(statement.order_by(Attempt.started_at, Attempt.id)):
        yield row[0], row[1]


def each_response(session: Session, user_id: int) -> Iterator[tuple[Response, int, str]]:
    """This person's responses with the attempts' numbers and the quizzes' titles, in their order, a batch at a time."""
    statement = (
        select(Response, Attempt.number, Piece.title)
        .join(Attempt, Attempt.id == Response.attempt_id)
        .join(Piece, Piece.id == Attempt.quiz_id)
        .where(Attempt.user_id == user_id)
        .order_by(Attempt.started_at, Attempt.id, Response.place)
    )
    for row in session.execute(statement.execution_options(yield_per=BATCH)):
        yield row[0], row[1], row[2]


def each_correction(session: Session, user_id: int) -> Iterator[tuple[CorrectedResponse, Correction, int, str]]:
    """What corrections changed in this person's attempts, with the attempts' numbers and the quizzes' titles."""
    statement = (
        select(CorrectedResponse, Correction, Attempt.number, Piece.title)
        .join(Correction, Correction.id == CorrectedResponse.correction_id)
        .join(Attempt, Attempt.id == CorrectedResponse.attempt_id)
        .join(Piece, Piece.id == Attempt.quiz_id)
        .where(Attempt.user_id == user_id)
        .order_by(Correction.id, CorrectedResponse.attempt_id, CorrectedResponse.place)
    )
    for row in session.execute(statement):
        yield row[0], row[1], row[2], row[3]


def each_allowance(session: Session, user_id: int) -> Iterator[tuple[Allowance, str]]:
    """What this person was allowed, with the quizzes' titles."""
    statement = select(Allowance, Piece.title).join(Piece, Piece.id == Allowance.quiz_id)
    for row in session.execute(statement.where(Allowance.user_id == user_id).order_by(Allowance.granted_at)):
        yield row[0], row[1]


def each_decision(session: Session, user_id: int) -> Iterator[tuple[Correction, str]]:
    """The corrections that this person made or took back, with the quizzes' titles."""
    statement = select(Correction, Piece.title).join(Piece, Piece.id == Correction.quiz_id)
    by = or_(Correction.made_by == user_id, Correction.undone_by == user_id)
    for row in session.execute(statement.where(by).order_by(Correction.id)):
        yield row[0], row[1]


def count_granted(session: Session, user_id: int) -> Sequence[tuple[str, Any]]:
    """The quizzes in which this person granted somebody more, and when; not to whom."""
    statement = select(Piece.title, Allowance.granted_at).join(Piece, Piece.id == Allowance.quiz_id)
    rows = session.execute(statement.where(Allowance.granted_by == user_id).order_by(Allowance.granted_at))
    return [(row[0], row[1]) for row in rows]


def remove_under_way(session: Session, user_id: int) -> None:
    """Delete this person's attempts that nobody graded: they are in no figure."""
    _remove(session, select(Attempt.id).where(Attempt.user_id == user_id, Attempt.graded_at.is_(None)))


def remove_allowances(session: Session, user_ids: Sequence[int]) -> None:
    """Delete what these people were allowed: why somebody needs more time is nobody's business afterwards."""
    _run(session, delete(Allowance).where(Allowance.user_id.in_(user_ids)))


def remove_all(session: Session, user_ids: Sequence[int]) -> None:
    """Delete every attempt of these people."""
    _remove(session, select(Attempt.id).where(Attempt.user_id.in_(user_ids)))
    remove_allowances(session, user_ids)


def _remove(session: Session, ids: Any) -> None:
    _run(session, delete(CorrectedResponse).where(CorrectedResponse.attempt_id.in_(ids)))
    _run(session, delete(Response).where(Response.attempt_id.in_(ids)))
    _run(session, delete(Attempt).where(Attempt.id.in_(ids)))


def _run(session: Session, statement: Any) -> None:
    session.execute(statement.execution_options(synchronize_session=False))
