"""Joining a course."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from coursesite.learning import completion
from coursesite.learning.groups.models import Member
from coursesite.learning.models import Enrolment
from coursesite.learning.records import queries as records


def enrol(
    session: Session,
    user_id: int,
    course_id: int,
    order: Sequence[int],
    now: datetime,
    group_id: int | None = None,
    *,
    post_id: int | None = None,
) -> None:
    """Let a person take a course, in a group if one is named; a second time changes nothing.

    `order` is the ids of what completes the course, `post_id` the post that brought them. Somebody who finished it all
    before joining has completed it at once. Who comes into the course by this has the same moment in both rows, which
    says that they came with the group.
    """
    records.take_turn(session, user_id)
    records.insert_or_leave(
        session,
        Enrolment,
        user_id=user_id,
        course_id=course_id,
        enrolled_at=now,
        completed_at=None,
        post_id=post_id,
    )
    if group_id is not None:
        records.insert_or_leave(session, Member, group_id=group_id, user_id=user_id, joined_at=now)
    completion.complete_if_due(session, user_id, course_id, order, now)
