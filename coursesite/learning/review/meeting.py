"""What becomes a card: a question answered for the first time, a conversation played to its end, a plan.

All of these stand in the transaction of what they come with, after `records.take_turn`; the caller commits.
"""

from datetime import date, datetime

from sqlalchemy.orm import Session

from coursesite.accounts.queries import user_with_id
from coursesite.exercises import Outcome
from coursesite.learning.owndays import own_day
from coursesite.learning.records import queries as records
from coursesite.learning.review import queries
from coursesite.learning.review.memory import RATINGS, Memory, Rating, reviewed, unseen
from coursesite.learning.review.models import About, Card
from coursesite.learning.review.reviewing import come_back


def meet_question(
    session: Session, user_id: int, place: tuple[int, int], exercise: str, outcome: Outcome, now: datetime
) -> None:
    """Make a card of a question that was answered for the first time; that answer is its first review.

    `place` is the course's id and the lesson's. Nothing happens where there is a card already (an account that
    took over a visitor's answers) or where nothing is right or wrong.
    """
    rating = RATINGS.get(outcome)
    if rating is not None:
        values = {"about": About.QUESTION.value, "course_id": place[0], "lesson_id": place[1], "exercise": exercise}
        _add(session, user_id, rating, now, **values)


def meet_conversation(session: Session, user_id: int, course_id: int, lesson_id: int, now: datetime) -> None:
    """A run of a conversation has ended: the first makes a card, a later one is a review of it.

    However often somebody plays it on one day, that counts once.
    """
    found = queries.card_about(session, user_id, lesson_id, "", None)
    if found is None:
        values = {"about": About.CONVERSATION.value, "course_id": course_id, "lesson_id": lesson_id}
        _add(session, user_id, Rating.GOOD, now, **values)
    elif found.last_review != _today(session, user_id, now):
        come_back(session, found, Rating.GOOD, _today(session, user_id, now), now)


def meet_plan(session: Session, user_id: int, plan_id: int, now: datetime) -> bool:
    """Ask somebody after one of their plans from now on, or again; False where it isn't theirs or was put away."""
    if not queries.owns_plan(session, user_id, plan_id):
        return False
    found = queries.card_about(session, user_id, None, "", plan_id)
    if found is None:
        _add(session, user_id, Rating.GOOD, now, about=About.PLAN.value, plan_id=plan_id)
    else:
        found.left_out_at = None
    return True


def leave_plan(session: Session, user_id: int, plan_id: int, now: datetime) -> None:
    """Ask after this plan no more; nothing happens where it isn't asked after."""
    found = queries.card_about(session, user_id, None, "", plan_id)
    if found is not None and found.left_out_at is None:
        found.left_out_at = now


def _add(session: Session, user_id: int, rating: Rating, now: datetime, **values: object) -> None:
    today = _today(session, user_id, now)
    memory = reviewed(unseen(today), rating, today)
    known = {name: getattr(memory, name) for name in Memory.__slots__}
    records.insert_or_leave(session, Card, user_id=user_id, added_at=now, **known, **values)


def _today(session: Session, user_id: int, now: datetime) -> date:
    user = user_with_id(session, user_id)
    return own_day(now, user.time_zone if user is not None else "UTC")
