"""When a lesson and a course are finished. What was finished stays finished."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from coursesite.learning import queries
from coursesite.learning.models import FinishedLesson
from coursesite.learning.records import queries as records


def open_questions(asked: Sequence[str], answered: Collection[str]) -> tuple[str, ...]:
    """The questions of a lesson that still want an answer, right or wrong, in the lesson's order.

    A lesson can be finished when there are none.
    """
    return tuple(exercise for exercise in asked if exercise not in answered)


def all_finished(order: Sequence[int], finished: Collection[int]) -> bool:
    """Whether all that completes a course is finished (`Outline.needed`); an empty course never is."""
    return bool(order) and all(lesson in finished for lesson in order)


def finish(session: Session, user_id: int, lesson: tuple[int, int, int], order: Sequence[int], now: datetime) -> bool:
    """Note that a lesson is finished, and its course too if this was the last one; True if it is news.

    `lesson` is the course's id, the lesson's and the id of the revision that was read. Finishing twice changes
    nothing. A course is completed only for who is enrolled in it. `order` is what completes it.
    """
    course_id, lesson_id, revision_id = lesson
    # Two lessons finished at the same moment, in two windows, would each take the other for unfinished.
    records.take_turn(session, user_id)
    news = records.insert_or_leave(
        session,
        FinishedLesson,
        user_id=user_id,
        lesson_id=lesson_id,
        course_id=course_id,
        revision_id=revision_id,
        finished_at=now,
    )
    complete_if_due(session, user_id, course_id, order, now)
    return news


def complete_if_due(session: Session, user_id: int, course_id: int, order: Sequence[int], now: datetime) -> None:
    """Note that a course is completed, if all that it needs is finished and that was not noted before.

    `order` is `Outline.needed`: its lessons, and the quizzes that count.
    """
    standing = queries.standing(session, user_id, course_id)
    if standing is not None and standing.completed_at is None and all_finished(order, standing.finished):
        records.set_completed(session, user_id, course_id, now)
