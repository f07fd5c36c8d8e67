"""Answers to earlier wordings, the results they are part of, decisions about them; read and written in batches."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete, exists, func, insert, or_, select, update
from sqlalchemy.orm import Session, aliased

from coursesite.accounts.models import User
from coursesite.learning.quizzes.models import Attempt, CorrectedResponse, Correction, Response, Standing
from coursesite.library.models import Kind, Piece, Revision, State

_TOTALS = update(Response).where(Response.attempt_id == bindparam("of")).values(total=bindparam("now"))
_STANDINGS = (
    update(Attempt).where(Attempt.id == bindparam("of")).values(standing=bindparam("now")),
    update(Response).where(Response.attempt_id == bindparam("of")).values(standing=bindparam("now")),
)


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
    statement = select(Correction).where(Correction.quiz_id.in_(quiz_ids), Correction.undone_at.is_(None))
    rows = session.scalars(statement.order_by(Correction.id))
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
    statement = select(Correction).where(*_about(Correction, question), Correction.undone_at.is_(None))
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


def people_asked(session: Session, question: Question, revision_ids: Collection[int]) -> list[int]:
    """The ids of everybody with a graded answer in one of these wordings, in order."""
    statement = select(Attempt.user_id).join(Response, Response.attempt_id == Attempt.id)
    statement = statement.where(*_answered(question, revision_ids)).distinct().order_by(Attempt.user_id)
    return list(session.scalars(statement))


def rows(session: Session, question: Question, revision_ids: Collection[int], user_ids: Collection[int]) -> list[Row]:
    """These people's graded answers to the question in these wordings, each person's in their order."""
    attempt = (Attempt.user_id, Attempt.id, Attempt.revision_id, Attempt.course_id, Attempt.number, Attempt.graded_at)
    result = (Attempt.score, Attempt.out_of, Attempt.share, Attempt.passed)
    answer = (Response.place, Response.revision_id, Response.given)
    worth = (Response.credit, Response.marks, Response.outcome, Response.graded_by)
    statement = select(*attempt, *result, *answer, *worth).join(Attempt, Attempt.id == Response.attempt_id)
    statement = statement.where(*_answered(question, revision_ids), Attempt.user_id.in_(user_ids))
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
    session.execute(select(User.id).where(User.id.in_(user_ids)).order_by(User.id).with_for_update()).all()


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
        .where(*_answered(question, revision_ids))
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
        .where(*_answered(question, revision_ids))
        .group_by(Response.revision_id, Response.chosen)
        .order_by(count.desc(), Response.revision_id, Response.chosen)
    )
    return [Chosen._make(row) for row in session.execute(statement)]


def count_answers(session: Session, question: Question, revision_ids: Collection[int]) -> int:
    """How many graded answers there are to the question in these wordings."""
    statement = select(func.count()).select_from(Response).join(Attempt, Attempt.id == Response.attempt_id)
    return session.execute(statement.where(*_answered(question, revision_ids))).scalar_one()


def names(session: Session, user_ids: Collection[int]) -> dict[int, str]:
    """These people's names; somebody who left has none."""
    return {row.id: row.name for row in session.execute(select(User.id, User.name).where(User.id.in_(user_ids)))}


def remove_changes(session: Session, attempt_ids: Any) -> None:
    """Delete what corrections changed in these attempts, which go."""
    session.execute(delete(CorrectedResponse).where(CorrectedResponse.attempt_id.in_(attempt_ids)))


def _about(table: Any, question: Question) -> tuple[Any, ...]:
    return (
        table.quiz_id == question.quiz_id,
        table.source_id == question.source_id,
        table.exercise == question.exercise,
    )


def _answered(question: Question, revision_ids: Collection[int]) -> tuple[Any, ...]:
    return (*_about(Response, question), Response.revision_id.in_(revision_ids), GRADED)
