"""A lesson or quiz that goes to another course: what people did in it goes along, and nobody loses their place."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from coursesite.learning import moving_queries as queries
from coursesite.learning.insights.queries import mark_moved


def follow(session: Session, changed: Iterable[tuple[int, int, int]], now: datetime) -> None:
    """Take along what people did, in the transaction that moves the pieces; the caller commits.

    `changed` holds the ids of each piece, its course before and its course after (`Plan.changed_courses`). Who had
    begun the piece takes its new course from then on; who by the move has finished all that a course needs has
    completed it. What was completed stays so.
    """
    changed = list(changed)
    for piece_id, old_course_id, course_id in changed:
        queries.enrol_along(session, piece_id, old_course_id, course_id)
        queries.name_new_course(session, piece_id, course_id)
    courses = sorted({one for _, old, new in changed for one in (old, new)})
    for course_id in courses:
        piece_ids = queries.needed(session, course_id)
        if piece_ids:
            queries.complete(session, course_id, piece_ids, now)
    if changed:
        mark_moved(session, [piece_id for piece_id, _, _ in changed], courses)
