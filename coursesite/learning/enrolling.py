"""Joining a course."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from coursesite.learning import completion
from coursesite.learning.models import Enrolment
from coursesite.learning.records import queries as records


def enrol(session: Session, user_id: int, course_id: int, order: Sequence[int], now: datetime) -> None:
    """Let a person take a course; a second time changes nothing.

    `order` is the ids of what completes the course. Somebody who finished it all before joining has completed it at
    once.
    """
    records.take_turn(session, user_id)
    records.insert_or_leave(
        session, Enrolment, user_id=user_id, course_id=course_id, enrolled_at=now, completed_at=None
    )
    completion.complete_if_due(session, user_id, course_id, order, now)
