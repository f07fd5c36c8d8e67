"""What the worker does for quizzes: attempts whose time is up are graded from what was saved."""

import logging
from collections.abc import Sequence
from datetime import datetime

from coursesite.db import Database
from coursesite.learning.quizzes import grading, queries
from coursesite.learning.quizzes.states import GRACE
from coursesite.web.errors import NotHere

log = logging.getLogger(__name__)
BATCH = 500


def close_overdue(database: Database, now: datetime) -> int:
    """Grade the attempts whose time, and the grace after it, is over; each in a transaction of its own.

    Gives how many. One that fails is written down and tried again in the next run; it never holds up the others.
    """
    closed = last = 0
    while due := _due(database, now, last):
        closed += sum(_tried(database, attempt_id, user_id, now) for attempt_id, user_id in due)
        last = due[-1][0]
    return closed


def _due(database: Database, now: datetime, after: int) -> Sequence[tuple[int, int]]:
    with database.reading() as session:
        return queries.due_attempts(session, now - GRACE, BATCH, after)


def _tried(database: Database, attempt_id: int, user_id: int, now: datetime) -> bool:
    try:
        _close(database, attempt_id, user_id, now)
    except NotHere:
        # The person left in the meantime, and took the attempt along.
        return False
    except Exception:
        log.exception("attempt %s could not be graded", attempt_id)
        return False
    return True


def _close(database: Database, attempt_id: int, user_id: int, now: datetime) -> None:
    with database.writing() as session:
        grading.submit(session, user_id, attempt_id, grading.rules_of(session, queries.found(session, attempt_id)), now)
        session.commit()
