"""Attempts and responses, read and written."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import insert, or_, select, update
from sqlalchemy.orm import Session, aliased

from coursesite.learning.quizzes.models import Allowance, Attempt, Correction, Response, Standing
from coursesite.library.models import Kind, Piece, State


def attempts_of(session: Session, user_id: int, quiz_id: int) -> Sequence[Attempt]:
    """All of a person's attempts at a quiz, in their order."""
    statement = select(Attempt).where(Attempt.user_id == user_id, Attempt.quiz_id == quiz_id)
    return session.scalars(statement.order_by(Attempt.number)).all()


def attempt(session: Session, user_id: int, quiz_id: int, number: int) -> Attempt | None:
    """One of a person's attempts at a quiz, by its number."""
    statement = select(Attempt).where(Attempt.user_id == user_id, Attempt.quiz_id == quiz_id, Attempt.number == number)
    return session.scalars(statement).first()


def found(session: Session, attempt_id: int) -> Attempt:
    """The attempt with this id, which the caller knows to exist."""
    return session.get_one(Attempt, attempt_id)


def attempt_for_writing(session: Session, attempt_id: int) -> Attempt:
    """An attempt, held until this transaction ends, so that saving, handing in and closing take turns."""
    return session.scalars(
        select(Attempt).where(Attempt.id == attempt_id).with_for_update().execution_options(populate_existing=True)
    ).one()


def hold_decisions(session: Session, attempt_id: int) -> None:
    """Let no coach decide about this attempt's quiz until this transaction ends; others may grade meanwhile."""
    quiz_id = select(Attempt.quiz_id).where(Attempt.id == attempt_id).scalar_subquery()
    session.execute(select(Piece.id).where(Piece.id == quiz_id).with_for_update(read=True))


def take_decisions(session: Session, quiz_id: int) -> None:
    """Let nobody else grade or decide in this quiz until this transaction ends; attempts may be begun meanwhile."""
    # Not the key: a row that refers to the quiz may be written while we hold it.
    session.execute(select(Piece.id).where(Piece.id == quiz_id).with_for_update(key_share=True))


def attempt_begun_as(session: Session, user_id: int, once: str) -> Attempt | None:
    """The attempt, at whichever quiz, that this submission of a start form began, if it has come before."""
    return session.scalars(select(Attempt).where(Attempt.user_id == user_id, Attempt.once == once)).first()


def responses_of(session: Session, attempt_id: int) -> Sequence[Response]:
    """An attempt's responses, in their order."""
    return session.scalars(select(Response).where(Response.attempt_id == attempt_id).order_by(Response.place)).all()


def allowance(session: Session, user_id: int, quiz_id: int) -> Allowance | None:
    """What a coach allowed this person in this quiz."""
    return session.get(Allowance, (user_id, quiz_id))


def add_attempt(session: Session, attempt: Attempt, rows: Sequence[dict[str, Any]]) -> None:
    """Write an attempt with its questions; each of `rows` lacks only the attempt's id."""
    session.add(attempt)
    session.flush()
    session.execute(insert(Response), [{**row, "attempt_id": attempt.id} for row in rows])


def set_standing(session: Session, attempt_id: int, standing: int) -> None:
    """Write down with each of an attempt's responses how it stands."""
    session.execute(update(Response).where(Response.attempt_id == attempt_id).values(standing=standing))


def due_attempts(session: Session, now: datetime, most: int, after: int = 0) -> Sequence[tuple[int, int]]:
    """The attempts that nobody graded and whose time was up by then, each with its person.

    At most so many, in the order of their ids, from the first one `after` an id on.
    """
    statement = select(Attempt.id, Attempt.user_id).where(
        Attempt.graded_at.is_(None), Attempt.due_at <= now, Attempt.id > after
    )
    return [(row.id, row.user_id) for row in session.execute(statement.order_by(Attempt.id).limit(most))]


def corrections_in_force(session: Session, quiz_ids: Collection[int]) -> Sequence[Correction]:
    """The decisions that hold for answers in these quizzes, oldest first."""
    statement = select(Correction).where(Correction.quiz_id.in_(quiz_ids), Correction.undone_at.is_(None))
    return session.scalars(statement.order_by(Correction.id)).all()


def outline_version(session: Session, course_id: int) -> int:
    """The version of a course's outline, which keys its cache."""
    return session.execute(select(Piece.outline_version).where(Piece.id == course_id)).scalar_one()


def pools_beside(session: Session, course_id: int) -> dict[str, tuple[int, int]]:
    """A course's published pools by their files' names without ending: the pool's id and its published revision's."""
    statement = select(Piece.path, Piece.id, Piece.published_revision_id).where(
        Piece.course_id == course_id, Piece.kind == Kind.POOL.value, Piece.state == State.PUBLISHED.value
    )
    return {
        path.rpartition("/")[2].removesuffix(".md"): (piece_id, revision_id)
        for path, piece_id, revision_id in session.execute(statement)
        if revision_id is not None
    }


class Listed(NamedTuple):
    """An attempt in its person's list, with the quiz and the course it stands in. `pass_mark` is a percentage."""

    number: int
    started_at: datetime
    due_at: datetime | None
    submitted_at: datetime | None
    graded_at: datetime | None
    out_of: str
    share: str
    passed: bool
    title: str
    slug: str
    pass_mark: int | None
    course_slug: str
    course_title: str


def listed(session: Session, user_id: int, most: int) -> Sequence[Listed]:
    """A person's attempts under way and, of each quiz, the one that counts; those under way first, then the newest.

    Only of quizzes that are published now.
    """
    quiz, course = aliased(Piece), aliased(Piece)
    attempt = (Attempt.number, Attempt.started_at, Attempt.due_at, Attempt.submitted_at, Attempt.graded_at)
    statement = (
        select(*attempt, Attempt.out_of, Attempt.share, Attempt.passed)
        .add_columns(quiz.title, quiz.slug, quiz.pass_mark, course.slug, course.title)
        .join(quiz, quiz.id == Attempt.quiz_id)
        .join(course, course.id == Attempt.course_id)
        .where(Attempt.user_id == user_id, quiz.state == State.PUBLISHED.value, course.state == State.PUBLISHED.value)
        .where(or_(Attempt.submitted_at.is_(None), Attempt.standing.bitwise_and(int(Standing.COUNTS)) != 0))
        .order_by(Attempt.submitted_at.is_not(None), Attempt.submitted_at.desc(), Attempt.id.desc())
    )
    return [Listed._make(row) for row in session.execute(statement.limit(most))]
