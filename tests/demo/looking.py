"""What a month's database says, read past the site's own code."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from functools import cache
from typing import Any

from sqlalchemy import Row, select

from coursesite.accounts.models import User
from coursesite.demo.people import Learner
from coursesite.learning.conversing.models import Run
from coursesite.learning.models import Answer, FinishedLesson
from coursesite.library.models import Piece
from tests.demo.conftest import Month


@dataclass(frozen=True, slots=True)
class Told:
    """One answer as its row tells it; `address` is None for who has no account (any more)."""

    key: str
    address: str | None
    course_id: int
    lesson_id: int
    lesson: str
    exercise: str
    try_number: int
    given: dict[str, Any]
    credit: str
    outcome: str
    at: datetime


@cache
def answers(month: Month) -> tuple[Told, ...]:
    """All answers in the course that the story is about, in the order of time."""
    return tuple(answer for answer in answers_everywhere(month) if answer.course_id == month.course.id)


@cache
def answers_everywhere(month: Month) -> tuple[Told, ...]:
    """All answers in whichever course, in the order of time. A month doesn't change, so it is read once."""
    place = (Answer.course_id, Answer.lesson_id, Piece.key)
    columns = (User.key, User.address, *place, Answer.exercise, Answer.try_number, Answer.given, Answer.credit)
    query = select(*columns, Answer.outcome, Answer.answered_at).join(User, User.id == Answer.user_id)
    query = query.join(Piece, Piece.id == Answer.lesson_id).order_by(Answer.answered_at, Answer.id)
    with month.database.reading() as session:
        return tuple(Told(*row) for row in session.execute(query))


def first_tries(month: Month) -> list[Told]:
    """Everybody's first answer to each exercise of that course."""
    return [answer for answer in answers(month) if answer.try_number == 1]


def finished(month: Month) -> dict[str, set[str]]:
    """By lesson, the keys of those who finished it."""
    query = select(Piece.key, User.key).join(FinishedLesson, FinishedLesson.lesson_id == Piece.id)
    found: dict[str, set[str]] = defaultdict(set)
    with month.database.reading() as session:
        for lesson, person in session.execute(query.join(User, User.id == FinishedLesson.user_id)):
            found[lesson].add(person)
    return found


def users(month: Month) -> Sequence[User]:
    """Everybody."""
    with month.database.reading() as session:
        return session.execute(select(User).order_by(User.id)).scalars().all()


def mean_credit(told: Sequence[Told]) -> float:
    """The share of marks of those answers that are marked."""
    credits = [Fraction(answer.credit) for answer in told if answer.credit]
    return float(sum(credits, Fraction(0)) / len(credits))


def at_stage(month: Month, stage: str) -> list[Learner]:
    """Those with an account at this stage."""
    return [person for person in month.everyone if person.stage == stage and person.has_account and person.stays]


def rows(month: Month, table: Any, leave_out: Sequence[str] = ()) -> list[Row[Any]]:
    """A table's rows, without these columns, in the order of its key."""
    columns = [column for column in table.columns if column.name not in leave_out]
    with month.database.reading() as session:
        return list(session.execute(select(*columns).order_by(*table.primary_key.columns)).all())


def ended_runs(month: Month) -> list[Row[Any]]:
    """Everybody's runs of the course's conversation that came to an ending, first ones first."""
    runs = (row for row in rows(month, Run.__table__) if row.course_id == month.course.id)
    return [row for row in runs if row.ended_at is not None]
