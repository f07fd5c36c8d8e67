"""The results that a question is part of: read to be worked out anew, and written; in batches of people."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session

from coursesite.accounts.models import User
from coursesite.learning.quizzes.corrections.queries import Question, answered
from coursesite.learning.quizzes.models import Attempt, CorrectedResponse, Response

_TOTALS = update(Response).where(Response.attempt_id == bindparam("of")).values(total=bindparam("now"))
_STANDINGS = (
    update(Attempt).where(Attempt.id == bindparam("of")).values(standing=bindparam("now")),
    update(Response).where(Response.attempt_id == bindparam("of")).values(standing=bindparam("now")),
)


class Row(NamedTuple):
    """One graded answer to a question, with the result it is part of. `attempt_revision_id` holds the quiz's rules."""

    user_id: int
    attempt_id: int
    attempt_revision_id: int
    course_id: int
    number: int
    graded_at: datetime
    score: str
    out_of: str
    share: str
    passed: bool
    place: int
    revision_id: int
    given: dict[str, Any] | None
    credit: str
    marks: str
    outcome: str
    graded_by: int | None


class Result(NamedTuple):
    """One graded attempt of a person at the quiz."""

    user_id: int
    attempt_id: int
    number: int
    revision_id: int
    share: str
    passed: bool
    standing: int


def people_asked(session: Session, question: Question, revision_ids: Collection[int]) -> list[int]:
    """The ids of everybody with a graded answer in one of these wordings, in order."""
    statement = select(Attempt.user_id).join(Response, Response.attempt_id == Attempt.id)
    statement = statement.where(*answered(question, revision_ids)).distinct().order_by(Attempt.user_id)
    return list(session.scalars(statement))


def rows(session: Session, question: Question, revision_ids: Collection[int], user_ids: Collection[int]) -> list[Row]:
    """These people's graded answers to the question in these wordings, each person's in their order."""
    attempt = (Attempt.user_id, Attempt.id, Attempt.revision_id, Attempt.course_id, Attempt.number, Attempt.graded_at)
    result = (Attempt.score, Attempt.out_of, Attempt.share, Attempt.passed)
    answer = (Response.place, Response.revision_id, Response.given)
    worth = (Response.credit, Response.marks, Response.outcome, Response.graded_by)
    statement = select(*attempt, *result, *answer, *worth).join(Attempt, Attempt.id == Response.attempt_id)
    statement = statement.where(*answered(question, revision_ids), Attempt.user_id.in_(user_ids))
    return [Row._make(row) for row in session.execute(statement.order_by(Attempt.user_id, Attempt.number))]


def results(session: Session, quiz_id: int, user_ids: Collection[int]) -> dict[int, list[Result]]:
    """All graded attempts of these people at a quiz, by person, in their order."""
    statement = select(
        Attempt.user_id,
        Attempt.id,
        Attempt.number,
        Attempt.revision_id,
        Attempt.share,
        Attempt.passed,
        Attempt.standing,
    ).where(Attempt.quiz_id == quiz_id, Attempt.user_id.in_(user_ids), Attempt.graded_at.is_not(None))
    found: dict[int, list[Result]] = {}
    for row in session.execute(statement.order_by(Attempt.user_id, Attempt.number)):
        found.setdefault(row.user_id, []).append(Result._make(row))
    return found


def take_turns(session: Session, user_ids: Collection[int]) -> None:
    """Let nobody else write for these people until this transaction ends; always in the order of their ids."""
    people = select(User.id).where(User.id.in_(user_ids)).order_by(User.id)
    # As `take_turn` does: whoever points at one of these people's rows need not wait.
    session.execute(people.with_for_update(key_share=True)).all()


def write_responses(session: Session, changed: Sequence[dict[str, Any]]) -> None:
    """Put new worths into responses; each names its attempt and place."""
    if changed:
        session.execute(update(Response), changed)


def write_attempts(session: Session, changed: Sequence[dict[str, Any]]) -> None:
    """Put new sums into attempts, and their share beside each of their responses."""
    if changed:
        session.execute(update(Attempt), changed)
        session.connection().execute(_TOTALS, [{"of": row["id"], "now": row["share"]} for row in changed])


def write_standings(session: Session, standings: Sequence[tuple[int, int]]) -> None:
    """Write down how attempts stand now, with the attempt and with its responses."""
    if standings:
        rows = [{"of": attempt_id, "now": standing} for attempt_id, standing in standings]
        for statement in _STANDINGS:
            session.connection().execute(statement, rows)


def note_changes(session: Session, changed: Sequence[dict[str, Any]]) -> None:
    """Write down what a correction changed."""
    if changed:
        session.execute(insert(CorrectedResponse), changed)


def changed_by(session: Session, correction_id: int, user_ids: Collection[int]) -> dict[int, CorrectedResponse]:
    """What a correction changed in these people's attempts, by attempt: a question stands in each attempt once."""
    statement = select(CorrectedResponse).join(Attempt, Attempt.id == CorrectedResponse.attempt_id)
    statement = statement.where(CorrectedResponse.correction_id == correction_id, Attempt.user_id.in_(user_ids))
    return {row.attempt_id: row for row in session.scalars(statement)}
