"""What figures ask of the database: groups, never single answers, read once in the order of an index."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, cast

from sqlalchemy import Select, bindparam, func, select, tuple_
from sqlalchemy.orm import Session

from coursesite.learning.quizzes.figures.which import Which
from coursesite.learning.quizzes.models import Attempt, Response
from coursesite.library.models import Piece

BATCH = 2000
"""How many groups are read at a time."""

_response = Response.__table__.c
_attempt = Attempt.__table__.c


class AttemptGroup(NamedTuple):
    """So many graded attempts with the same result, of the same form of the quiz. `standing` adds up `Standing`."""

    revision_id: int
    out_of: str
    share: str
    standing: int
    times: int


class AnswerGroup(NamedTuple):
    """So many graded responses that are alike in all that figures look at; see `models.Response` for the columns."""

    source_id: int
    exercise: str
    chosen: str
    slot: int
    credit: str
    marks: str
    total: str
    times: int


# In the order of `ix_responses_figures`, so that SQLite groups while it reads the index and sorts nothing.
_BY = tuple(_response[name] for name in AnswerGroup._fields[:-1])
_ANSWERS = (
    select(*_BY, func.count())
    .where(_response.quiz_id == bindparam("quiz"), _response.total != "")
    .group_by(*_BY)
    .order_by(*_BY)
)
_ANSWERS_OF = _ANSWERS.where(_response.standing.op("&")(bindparam("standing")) != 0)
_ALIKE = tuple(_attempt[name] for name in AttemptGroup._fields[:-1])
_ATTEMPTS = (
    select(*_ALIKE, func.count())
    .where(_attempt.quiz_id == bindparam("quiz"), _attempt.graded_at.is_not(None))
    .group_by(*_ALIKE)
)


def attempt_groups(session: Session, quiz_id: int) -> list[AttemptGroup]:
    """All graded attempts at a quiz, those that are alike counted together."""
    return [AttemptGroup._make(row) for row in session.connection().execute(_ATTEMPTS, {"quiz": quiz_id})]


def answers_statement(which: Which) -> Select[tuple[object, ...]]:
    """The statement that `answer_groups` sends."""
    return _ANSWERS_OF if which.standing else _ANSWERS


def answer_groups(session: Session, quiz_id: int, which: Which) -> Iterator[Sequence[AnswerGroup]]:
    """The graded responses of a quiz in groups, ordered by question and, within it, by what was chosen, in batches.

    Streamed: a batch of groups is in memory at a time, however many there are. Other queries may run meanwhile.
    """
    asked = {"quiz": quiz_id, "standing": which.standing} if which.standing else {"quiz": quiz_id}
    options = {"yield_per": BATCH}
    result = session.connection().execute(answers_statement(which), asked, execution_options=options)
    for rows in result.partitions():
        # A hundred thousands of these: rows have the same fields in the same order, and making tuples of them costs.
        yield cast("Sequence[AnswerGroup]", rows)


def published_revisions(session: Session, piece_ids: Iterable[int]) -> dict[int, int]:
    """The published revision of each of these pieces that has one."""
    statement = select(Piece.id, Piece.published_revision_id).where(
        Piece.id.in_(list(piece_ids)), Piece.published_revision_id.is_not(None)
    )
    return {piece_id: revision_id for piece_id, revision_id in session.execute(statement) if revision_id is not None}


def last_asked(session: Session, quiz_id: int, questions: Iterable[tuple[int, str]]) -> dict[tuple[int, str], int]:
    """The newest revision in which this quiz asked each of these questions: piece and id."""
    wanted = list(questions)
    if not wanted:
        return {}
    statement = (
        select(_response.source_id, _response.exercise, func.max(_response.revision_id))
        .where(_response.quiz_id == quiz_id, tuple_(_response.source_id, _response.exercise).in_(wanted))
        .group_by(_response.source_id, _response.exercise)
    )
    return {(source_id, exercise): revision for source_id, exercise, revision in session.execute(statement)}
