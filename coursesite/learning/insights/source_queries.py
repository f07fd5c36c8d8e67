"""What learners did, as far as figures count it: read for a few people at a time, each by an index."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import and_, case, select, union_all
from sqlalchemy.orm import Session

from coursesite.learning.conversing.models import Run, RunStep
from coursesite.learning.models import Answer, Enrolment, FinishedLesson
from coursesite.learning.quizzes.models import Attempt, Response


class Joined(NamedTuple):
    """Somebody joined a course, by which post, and when they completed it."""

    user_id: int
    course_id: int
    enrolled_at: datetime
    completed_at: datetime | None
    post_id: int | None


class Act(NamedTuple):
    """Somebody sent something from a lesson, a quiz or a conversation; `finish` says that it finished it."""

    user_id: int
    course_id: int
    lesson_id: int
    at: datetime
    finish: bool


class FirstTry(NamedTuple):
    """Somebody's first answer to a marked question in a lesson; `given` only where it was not right."""

    user_id: int
    course_id: int
    lesson_id: int
    exercise: str
    outcome: str
    given: dict[str, Any] | None


def joined(session: Session, user_ids: Sequence[int]) -> Iterator[Joined]:
    """These people's enrolments."""
    columns = (Enrolment.user_id, Enrolment.course_id, Enrolment.enrolled_at, Enrolment.completed_at, Enrolment.post_id)
    for row in session.execute(select(*columns).where(Enrolment.user_id.in_(user_ids))):
        yield Joined._make(row)


def acts(session: Session, user_ids: Sequence[int]) -> Iterator[Act]:
    """When these people answered, finished, began attempts, saved answers in those that are over, and handed in.

    Of conversations: when they began a run and chose a reply.
    """
    answer = (Answer.user_id, Answer.course_id, Answer.lesson_id, Answer.answered_at)
    finished = (FinishedLesson.user_id, FinishedLesson.course_id, FinishedLesson.lesson_id, FinishedLesson.finished_at)
    attempt = (Attempt.user_id, Attempt.course_id, Attempt.quiz_id)
    run = (Run.user_id, Run.course_id, Run.lesson_id)
    over = Attempt.submitted_at.is_not(None)
    plain = (
        select(*answer).where(Answer.user_id.in_(user_ids)),
        select(*attempt, Attempt.started_at).where(Attempt.user_id.in_(user_ids)),
        select(*attempt, Attempt.submitted_at).where(Attempt.user_id.in_(user_ids), over),
        select(*attempt, Response.saved_at)
        .join(Response, Response.attempt_id == Attempt.id)
        .where(Attempt.user_id.in_(user_ids), over, Response.saved_at.is_not(None)),
        select(*run, Run.started_at).where(Run.user_id.in_(user_ids)),
        select(*run, RunStep.taken_at)
        .join(RunStep, RunStep.run_id == Run.id)
        .where(Run.user_id.in_(user_ids), RunStep.number > Run.copied),
    )
    for statement, finish in (
        (union_all(*plain), False),
        (select(*finished).where(FinishedLesson.user_id.in_(user_ids)), True),
    ):
        for user_id, course_id, lesson_id, at in session.execute(statement):
            yield Act(user_id, course_id, lesson_id, at, finish)


def first_tries(session: Session, user_ids: Sequence[int]) -> Iterator[FirstTry]:
    """These people's first answers to marked questions. Polls and scales, which have no right answer, are none."""
    given = case((Answer.outcome != "right", Answer.given))
    columns = (Answer.user_id, Answer.course_id, Answer.lesson_id, Answer.exercise, Answer.outcome, given)
    marked = and_(Answer.user_id.in_(user_ids), Answer.try_number == 1, Answer.outcome != "noted")
    for row in session.execute(select(*columns).where(marked)):
        yield FirstTry._make(row)
