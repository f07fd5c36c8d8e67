"""If-then plans: taking one up, changing it, putting it away and bringing it back."""

from datetime import datetime

from sqlalchemy.orm import Session

from coursesite.learning.intending import queries
from coursesite.learning.intending.bounds import MOST_PLANS
from coursesite.learning.intending.models import Plan
from coursesite.learning.intending.promising import Full, Gone, Under
from coursesite.learning.intending.wording import Halves


def plan(session: Session, user_id: int, halves: Halves, once: str, now: datetime, under: Under | None = None) -> Plan:
    """Keep a plan; the same one from the same lesson is kept once.

    The same submission sent again gives what it became the first time. The caller took the turn. Raises `Full`.
    """
    if (before := queries.sent_as(session, Plan, user_id, once)) is not None:
        return before
    lesson_id = under.place.lesson_id if under else None
    if (there := queries.same_plan(session, user_id, lesson_id, halves.cue, halves.response)) is not None:
        return there
    if queries.count_plans(session, user_id).total >= MOST_PLANS:
        raise Full(
            f"There are {MOST_PLANS} plans of yours here, which is as many as we keep. Delete one that you no "
            "longer need. This one wasn’t kept; what you wrote is still here."
        )
    row = Plan(
        user_id=user_id,
        course_id=under.place.course_id if under else None,
        lesson_id=lesson_id,
        revision_id=under.place.revision_id if under else None,
        exercise=under.exercise if under else "",
        cue=halves.cue,
        response=halves.response,
        made_at=now,
        changed_at=now,
        once=once,
    )
    session.add(row)
    session.flush()
    return row


def change(session: Session, user_id: int, plan_id: int, halves: Halves, now: datetime) -> None:
    """Say it in other words. Raises `Gone`."""
    row = _found(session, user_id, plan_id)
    if (row.cue, row.response) != halves:
        row.cue, row.response, row.changed_at = halves.cue, halves.response, now


def put_away(session: Session, user_id: int, plan_id: int, now: datetime) -> None:
    """Keep it and offer it no more. Raises `Gone`."""
    row = _found(session, user_id, plan_id)
    row.retired_at = row.retired_at or now


def bring_back(session: Session, user_id: int, plan_id: int) -> None:
    """Offer it again. Raises `Gone`."""
    _found(session, user_id, plan_id).retired_at = None


def _found(session: Session, user_id: int, plan_id: int) -> Plan:
    row = queries.find_plan(session, user_id, plan_id)
    if row is None:
        raise Gone
    return row
