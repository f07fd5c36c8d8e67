"""What pages and mail say of corrections: who answered what, what became of whose result, and whom to write to."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, aliased

from coursesite.accounts.models import User
from coursesite.learning.quizzes.corrections.queries import Question, answered
from coursesite.learning.quizzes.models import Attempt, CorrectedResponse, Correction, Response, Standing
from coursesite.library.models import Piece


class Addressee(NamedTuple):
    """Whom to write to."""

    address: str
    time_zone: str


def addressees(session: Session, user_ids: Collection[int]) -> dict[int, Addressee]:
    """Those of these people who can be written to."""
    can = (User.address.is_not(None), User.erased_at.is_(None), User.disabled_at.is_(None))
    statement = select(User.id, User.address, User.time_zone).where(User.id.in_(user_ids), *can)
    return {row.id: Addressee(row.address, row.time_zone) for row in session.execute(statement)}


class Told(NamedTuple):
    """What one correction did to one attempt, for its person. `undone_at` is filled where it was taken back."""

    place: int
    old_share: str
    new_share: str
    old_credit: str
    new_credit: str
    choice: str
    made_at: datetime
    undone_at: datetime | None
    number: int
    title: str
    slug: str
    course_slug: str


def told(session: Session, attempt_id: int) -> list[Told]:
    """What corrections did to one attempt, in their order."""
    return _told(session, CorrectedResponse.attempt_id == attempt_id)


def told_lately(session: Session, user_id: int, since: datetime, most: int) -> list[Told]:
    """What corrections made or taken back since a moment did to the attempts of a person that count, newest last."""
    lately = or_(Correction.made_at >= since, Correction.undone_at >= since)
    counts = Attempt.standing.in_([one for one in range(8) if one & Standing.COUNTS])
    changed = CorrectedResponse.old_share != CorrectedResponse.new_share
    return _told(session, Attempt.user_id == user_id, lately, counts, changed)[-most:]


def _told(session: Session, *conditions: Any) -> list[Told]:
    quiz, course = aliased(Piece), aliased(Piece)
    row = CorrectedResponse
    statement = (
        select(row.place, row.old_share, row.new_share, row.old_credit, row.new_credit)
        .add_columns(Correction.choice, Correction.made_at, Correction.undone_at)
        .add_columns(Attempt.number, quiz.title, quiz.slug, course.slug)
        .join(Correction, Correction.id == row.correction_id)
        .join(Attempt, Attempt.id == row.attempt_id)
        .join(quiz, quiz.id == Attempt.quiz_id)
        .join(course, course.id == Attempt.course_id)
        .where(*conditions)
        .order_by(Correction.id, row.place)
    )
    return [Told._make(found) for found in session.execute(statement)]


class Given(NamedTuple):
    """One person's answer to the question. An erased person has no name."""

    user_key: str
    name: str
    erased: bool
    number: int
    revision_id: int
    given: dict[str, Any] | None
    outcome: str
    share: str


def answers(session: Session, question: Question, revision_ids: Collection[int], offset: int, most: int) -> list[Given]:
    """A page of graded answers to the question in these wordings, by person."""
    statement = (
        select(User.key, User.name, User.erased_at.is_not(None), Attempt.number, Response.revision_id, Response.given)
        .add_columns(Response.outcome, Attempt.share)
        .join(Attempt, Attempt.id == Response.attempt_id)
        .join(User, User.id == Attempt.user_id)
        .where(*answered(question, revision_ids))
        .order_by(User.name, User.id, Attempt.number)
    )
    return [Given._make(row) for row in session.execute(statement.offset(offset).limit(most))]


class Chosen(NamedTuple):
    """How many gave the same answer to the same wording, and an instance of it."""

    revision_id: int
    chosen: str
    answers: int


def chosen(session: Session, question: Question, revision_ids: Collection[int]) -> list[Chosen]:
    """Equal answers to the question in these wordings, the commonest first."""
    count = func.count()
    statement = (
        select(Response.revision_id, Response.chosen, count)
        .join(Attempt, Attempt.id == Response.attempt_id)
        .where(*answered(question, revision_ids))
        .group_by(Response.revision_id, Response.chosen)
        .order_by(count.desc(), Response.revision_id, Response.chosen)
    )
    return [Chosen._make(row) for row in session.execute(statement)]


def count_answers(session: Session, question: Question, revision_ids: Collection[int]) -> int:
    """How many graded answers there are to the question in these wordings."""
    statement = select(func.count()).select_from(Response).join(Attempt, Attempt.id == Response.attempt_id)
    return session.execute(statement.where(*answered(question, revision_ids))).scalar_one()
