"""Self-ratings and feelings in the database, and what other rooms keep that shows how somebody changed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import and_, case, delete, func, select, union
from sqlalchemy.orm import Session

from coursesite.db import insert_into
from coursesite.learning.conversing.models import Run, RunStep
from coursesite.learning.growth.models import Feeling, SelfRating
from coursesite.learning.models import Enrolment, FinishedLesson
from coursesite.learning.review.models import About, Card, CardReview
from coursesite.library.models import Piece

REMEMBERED = 2
"""The lowest rating of a card that was not forgotten."""


class CourseRow(NamedTuple):
    """A course that somebody takes or has rated themselves in; `rating` is one of theirs, with a row for each."""

    id: int
    key: str
    slug: str
    title: str
    state: str
    revision_id: int | None
    enrolled_at: datetime | None
    completed_at: datetime | None
    finished: int
    rating: SelfRating | None


class RunRow(NamedTuple):
    """A run that has ended, with its conversation's title, address and state."""

    run: Run
    title: str
    slug: str
    state: str
    course_slug: str
    course_state: str


def courses(session: Session, user_id: int) -> list[CourseRow]:
    """Every course that somebody takes or has rated themselves in, by title; one query."""
    finished = select(FinishedLesson.course_id, func.count().label("number")).where(FinishedLesson.user_id == user_id)
    counted = finished.group_by(FinishedLesson.course_id).subquery()
    theirs = union(
        select(Enrolment.course_id).where(Enrolment.user_id == user_id),
        select(SelfRating.course_id).where(SelfRating.user_id == user_id),
    ).subquery()
    found = (
        select(Piece.id, Piece.key, Piece.slug, Piece.title, Piece.state, Piece.published_revision_id)
        .add_columns(Enrolment.enrolled_at, Enrolment.completed_at, func.coalesce(counted.c.number, 0), SelfRating)
        .join(theirs, theirs.c.course_id == Piece.id)
        .outerjoin(Enrolment, and_(Enrolment.course_id == Piece.id, Enrolment.user_id == user_id))
        .outerjoin(counted, counted.c.course_id == Piece.id)
        .outerjoin(SelfRating, and_(SelfRating.course_id == Piece.id, SelfRating.user_id == user_id))
        .order_by(Piece.title, Piece.id)
    )
    return [CourseRow._make(row) for row in session.execute(found)]


def ratings_of(session: Session, user_id: int, course_id: int) -> Sequence[SelfRating]:
    """How somebody rated themselves in one course."""
    mine = select(SelfRating).where(SelfRating.user_id == user_id, SelfRating.course_id == course_id)
    return list(session.scalars(mine))


def put_rating(session: Session, user_id: int, course_id: int, moment: str, values: dict[str, Any]) -> None:
    """Write a self-rating, over what stood there for this moment."""
    keys = {"user_id": user_id, "course_id": course_id, "moment": moment}
    statement = insert_into(session, SelfRating).values(**keys, **values)
    session.execute(statement.on_conflict_do_update(index_elements=list(keys), set_=values))


def remove_rating(session: Session, user_id: int, course_key: str, moment: str) -> None:
    """Delete one self-rating."""
    course = select(Piece.id).where(Piece.key == course_key).scalar_subquery()
    gone = delete(SelfRating).where(SelfRating.user_id == user_id, SelfRating.course_id == course)
    session.execute(gone.where(SelfRating.moment == moment))


def first_and_latest_runs(session: Session, user_id: int, most: int) -> list[RunRow]:
    """The first and the latest ended run of each of the conversations that ended last, in that order; one query."""
    ended = (Run.user_id == user_id, Run.ended_at.is_not(None))
    bounds = (
        select(Run.lesson_id, func.min(Run.number).label("first"), func.max(Run.number).label("latest"))
        .add_columns(func.max(Run.ended_at).label("last"))
        .where(*ended)
        .group_by(Run.lesson_id)
        .order_by(func.max(Run.ended_at).desc(), Run.lesson_id)
        .limit(most)
        .subquery()
    )
    course = select(Piece.id, Piece.slug, Piece.state).subquery()
    found = (
        select(Run, Piece.title, Piece.slug, Piece.state, course.c.slug, course.c.state)
        .join(bounds, and_(bounds.c.lesson_id == Run.lesson_id, Run.number.in_((bounds.c.first, bounds.c.latest))))
        .join(Piece, Piece.id == Run.lesson_id)
        .join(course, course.c.id == Piece.course_id)
        .where(*ended)
        .order_by(bounds.c.last.desc(), Run.lesson_id, Run.number)
    )
    return [RunRow._make(row) for row in session.execute(found)]


def meters_along(session: Session, run_ids: Sequence[int]) -> dict[int, list[dict[str, int]]]:
    """The meters after each step of these runs, in the steps' order."""
    if not run_ids:
        return {}
    along: dict[int, list[dict[str, int]]] = {run_id: [] for run_id in run_ids}
    steps = select(RunStep.run_id, RunStep.meters).where(RunStep.run_id.in_(run_ids))
    for run_id, meters in session.execute(steps.order_by(RunStep.run_id, RunStep.number)):
        along[run_id].append(meters)
    return along


def recall(session: Session, user_id: int, begins: Sequence[datetime]) -> dict[int, tuple[int, int]]:
    """How many questions came back in each week and how many were remembered; weeks by their place among `begins`.

    The last of them lasts until now. Conversations and plans come back too, and are no matter of remembering.
    """
    later = [(CardReview.asked_at < end, place) for place, end in enumerate(begins[1:])]
    week = case(*later, else_=len(begins) - 1).label("week")
    kept = func.sum(case((CardReview.rating >= REMEMBERED, 1), else_=0))
    counted = (
        select(week, func.count(), kept)
        .join(Card, Card.id == CardReview.card_id)
        .where(CardReview.user_id == user_id, CardReview.asked_at >= begins[0], Card.about == About.QUESTION.value)
        .group_by(week)
    )
    return {int(row[0]): (int(row[1]), int(row[2])) for row in session.execute(counted)}


def feelings_by_place(session: Session, user_id: int, since: datetime) -> dict[tuple[int, int], int]:
    """How many feelings were noted at each place of the grid since then."""
    place = (Feeling.pleasant, Feeling.energetic)
    counted = select(*place, func.count()).where(Feeling.user_id == user_id, Feeling.felt_at >= since)
    return {(row[0], row[1]): row[2] for row in session.execute(counted.group_by(*place))}


def feelings(session: Session, user_id: int, skip: int, most: int) -> Sequence[Feeling]:
    """The feelings that somebody noted, the latest first."""
    mine = select(Feeling).where(Feeling.user_id == user_id).order_by(Feeling.felt_at.desc(), Feeling.id.desc())
    return list(session.scalars(mine.offset(skip).limit(most)))


def count_feelings(session: Session, user_id: int) -> int:
    """How many feelings somebody has noted."""
    return int(session.execute(select(func.count()).where(Feeling.user_id == user_id)).scalar_one())


def remove_feeling(session: Session, user_id: int, feeling_id: int) -> None:
    """Delete one note of a feeling."""
    session.execute(delete(Feeling).where(Feeling.user_id == user_id, Feeling.id == feeling_id))
