"""What a group's lead is told is counted here, and nothing else is read: how many finished what, never who."""

from datetime import datetime
from typing import Any

from sqlalchemy import and_, exists, func, select
from sqlalchemy.orm import Session

from coursesite.learning.groups.models import Group, Lead, Member
from coursesite.learning.models import Enrolment, FinishedLesson


def _people(group_id: int, as_of: datetime) -> Any:
    """Who was in the group by then. Who leads it is left out: they know about themselves."""
    leads = exists().where(Lead.group_id == group_id, Lead.user_id == Member.user_id)
    return and_(Member.group_id == group_id, Member.joined_at < as_of, ~leads)


def size(session: Session, group_id: int, as_of: datetime) -> int:
    """How many people were in the group."""
    return session.execute(select(func.count()).where(_people(group_id, as_of))).scalar_one()


def completed(session: Session, group_id: int, as_of: datetime) -> int:
    """How many of them had finished the course."""
    query = (
        select(func.count())
        .select_from(Member)
        .join(Group, Group.id == Member.group_id)
        .join(Enrolment, and_(Enrolment.user_id == Member.user_id, Enrolment.course_id == Group.course_id))
        .where(_people(group_id, as_of), Enrolment.completed_at < as_of)
    )
    return session.execute(query).scalar_one()


def begun(session: Session, group_id: int, as_of: datetime) -> int:
    """How many of them had finished something of the course."""
    finished = exists().where(
        FinishedLesson.user_id == Member.user_id,
        FinishedLesson.course_id == Group.course_id,
        FinishedLesson.finished_at < as_of,
    )
    query = select(func.count()).select_from(Member).join(Group, Group.id == Member.group_id)
    return session.execute(query.where(_people(group_id, as_of), finished)).scalar_one()


def finished(session: Session, group_id: int, as_of: datetime) -> dict[int, int]:
    """By lesson or quiz, how many of them had finished it."""
    query = (
        select(FinishedLesson.lesson_id, func.count().label("people"))
        .join(Member, Member.user_id == FinishedLesson.user_id)
        .join(Group, and_(Group.id == Member.group_id, Group.course_id == FinishedLesson.course_id))
        .where(_people(group_id, as_of), FinishedLesson.finished_at < as_of)
        .group_by(FinishedLesson.lesson_id)
    )
    return {row.lesson_id: row.people for row in session.execute(query)}
