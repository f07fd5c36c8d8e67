"""Questions that were asked in earlier wordings, where they stand now, and the decisions about them."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from coursesite.accounts.models import User
from coursesite.learning.quizzes.models import Correction, Response
from coursesite.learning.quizzes.queries import corrections_in_force
from coursesite.library.models import Kind, Piece, Revision, State


class Question(NamedTuple):
    """One question of one quiz: the quiz's id, the id of the piece that holds the question, the question's own id."""

    quiz_id: int
    source_id: int
    exercise: str


class OldSource(NamedTuple):
    """A quiz or pool that was answered in a revision that is no longer the published one."""

    source_id: int
    revision_id: int
    published_id: int


class Asked(NamedTuple):
    """How many graded answers a question has in one earlier wording; `oldest` is the first attempt's id."""

    quiz_id: int
    source_id: int
    exercise: str
    revision_id: int
    answers: int
    oldest: int


GRADED = Response.total != ""
"""The condition that a response belongs to a graded attempt: grading writes the attempt's share beside it."""


def published_at(session: Session, revision_ids: Collection[int]) -> dict[int, datetime]:
    """When these revisions were written."""
    statement = select(Revision.id, Revision.created_at).where(Revision.id.in_(revision_ids))
    return {row.id: row.created_at for row in session.execute(statement)}


def old_sources(session: Session, quiz_ids: Collection[int]) -> Sequence[OldSource]:
    """The published pieces whose earlier revisions somebody answered in these quizzes."""
    answered = exists().where(Response.revision_id == Revision.id, Response.quiz_id.in_(quiz_ids))
    statement = (
        select(Piece.id, Revision.id, Piece.published_revision_id)
        .join(Revision, Revision.piece_id == Piece.id)
        .where(Piece.kind.in_((Kind.QUIZ.value, Kind.POOL.value)), Piece.state == State.PUBLISHED.value)
        .where(Revision.id < Piece.published_revision_id, answered)
    )
    return [OldSource._make(row) for row in session.execute(statement.order_by(Piece.id, Revision.id))]


def asked(
    session: Session, quiz_ids: Collection[int], exercises: Collection[str], revision_ids: Collection[int]
) -> Sequence[Asked]:
    """The graded answers in these quizzes to these exercises of these revisions, counted by question and revision."""
    of = (Response.quiz_id, Response.source_id, Response.exercise, Response.revision_id)
    statement = (
        select(*of, func.count(), func.min(Response.attempt_id))
        .where(Response.quiz_id.in_(quiz_ids), Response.exercise.in_(exercises))
        .where(Response.revision_id.in_(revision_ids), GRADED)
        .group_by(*of)
        .order_by(*of)
    )
    return [Asked._make(row) for row in session.execute(statement)]


def in_force(session: Session, quiz_ids: Collection[int]) -> dict[Question, Correction]:
    """The newest decision that holds for each question of these quizzes."""
    rows = corrections_in_force(session, quiz_ids)
    return {Question(row.quiz_id, row.source_id, row.exercise): row for row in rows}


def decisions(session: Session, quiz_id: int) -> Sequence[Correction]:
    """All decisions ever made in a quiz, newest first."""
    return session.scalars(select(Correction).where(Correction.quiz_id == quiz_id).order_by(Correction.id.desc())).all()


def decision(session: Session, quiz_id: int, correction_id: int) -> Correction | None:
    """One decision of a quiz."""
    found = session.get(Correction, correction_id, populate_existing=True)
    return found if found is not None and found.quiz_id == quiz_id else None


def decisions_about(session: Session, question: Question) -> Sequence[Correction]:
    """The decisions that hold for a question, oldest first."""
    statement = select(Correction).where(*of_question(Correction, question), Correction.undone_at.is_(None))
    return session.scalars(statement.order_by(Correction.id)).all()


def sources_named(session: Session, piece_ids: Collection[int]) -> dict[int, Piece]:
    """Quizzes and pools by their ids."""
    return {piece.id: piece for piece in session.scalars(select(Piece).where(Piece.id.in_(piece_ids)))}


def source_with_key(session: Session, key: str) -> Piece | None:
    """The published quiz or pool with this key."""
    kinds = (Kind.QUIZ.value, Kind.POOL.value)
    statement = select(Piece).where(Piece.key == key, Piece.kind.in_(kinds), Piece.state == State.PUBLISHED.value)
    return session.scalars(statement).first()


def published_revision(session: Session, piece_id: int) -> int | None:
    """The published revision of a piece as it is now."""
    return session.execute(select(Piece.published_revision_id).where(Piece.id == piece_id)).scalar_one_or_none()


def revisions_before(session: Session, piece_id: int, revision_id: int, most: int) -> list[int]:
    """The newest of a piece's revisions before this one, newest first."""
    statement = select(Revision.id).where(Revision.piece_id == piece_id, Revision.id < revision_id)
    return list(session.scalars(statement.order_by(Revision.id.desc()).limit(most)))


def names(session: Session, user_ids: Collection[int]) -> dict[int, str]:
    """These people's names; somebody who left has none."""
    return {row.id: row.name for row in session.execute(select(User.id, User.name).where(User.id.in_(user_ids)))}


def of_question(table: Any, question: Question) -> tuple[Any, ...]:
    """The conditions that a row of this table is about the question."""
    return (
        table.quiz_id == question.quiz_id,
        table.source_id == question.source_id,
        table.exercise == question.exercise,
    )


def answered(question: Question, revision_ids: Collection[int]) -> tuple[Any, ...]:
    """The conditions that a response is a graded answer to the question in one of these wordings."""
    return (*of_question(Response, question), Response.revision_id.in_(revision_ids), GRADED)
