"""Whether a course asks somebody now how they see themselves: for the course's page."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from coursesite.learning.growth import queries
from coursesite.learning.growth.course_pages import ASKED
from coursesite.learning.growth.offering import open_moment
from coursesite.learning.growth.statements import statements_of
from coursesite.learning.queries import Standing


def asked_of(
    session: Session, user_id: int | None, standing: Standing, values: Mapping[str, Any], now: datetime
) -> str:
    """The sentence that asks; empty where no self-rating waits. One query, and only while there is a time for one.

    `values` is the course's front matter.
    """
    moment = open_moment(standing.enrolled_at, standing.completed_at, len(standing.finished), now)
    if moment is None or user_id is None or not statements_of(values):
        return ""
    given = {row.moment for row in queries.ratings_of(session, user_id, standing.course_id)}
    return "" if moment.value in given else ASKED[moment]
