"""Who is in a group, where each of them is in the course, and who has gone quiet: bounded by a page of a list."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, delete, exists, func, or_, select, union_all
from sqlalchemy.orm import Session

from coursesite.accounts.models import User
from coursesite.learning.groups.models import Group, Member
from coursesite.learning.models import Answer, Enrolment, FinishedLesson
from coursesite.learning.quizzes.models import Attempt
from coursesite.library.queries import storable
from coursesite.mail.models import Mail


class MemberRow(NamedTuple):
    """Somebody in a group. `completed_at` is when they finished the course."""

    id: int
    key: str
    name: str
    address: str | None
    joined_at: datetime
    completed_at: datetime | None


def _members(group_id: int) -> Any:
    enrolled = and_(Enrolment.user_id == User.id, Enrolment.course_id == Group.course_id)
    return (
        select(User.id, User.key, User.name, User.address, Member.joined_at, Enrolment.completed_at)
        .join(Member, Member.user_id == User.id)
        .join(Group, Group.id == Member.group_id)
        .outerjoin(Enrolment, enrolled)
        .where(Member.group_id == group_id)
    )


def count_members(session: Session, group_id: int) -> int:
    """How many people are in a group."""
    return session.execute(select(func.count()).where(Member.group_id == group_id)).scalar_one()


def members(session: Session, group_id: int, offset: int = 0, most: int | None = None) -> Sequence[MemberRow]:
    """A page of a group's people by name; without `most`, all of them."""
    ordered = _members(group_id).order_by(func.lower(User.name), User.id).offset(offset).limit(most)
    return [MemberRow._make(row) for row in session.execute(ordered)]


def member(session: Session, group_id: int, key: str) -> MemberRow | None:
    """One of them, by the key that addresses hold."""
    row = session.execute(_members(group_id).where(User.key == storable(key))).first()
    return None if row is None else MemberRow._make(row)


def is_member(session: Session, group_id: int, user_id: int) -> bool:
    """Whether somebody is in a group."""
    return session.get(Member, (group_id, user_id)) is not None


def quiet(session: Session, group_id: int, since: datetime, most: int) -> tuple[Sequence[MemberRow], int]:
    """Who came before a moment, has done nothing in the course since and has not finished it; and how many they are.

    In a group that had not started by then nobody is quiet.
    """
    course = Group.course_id
    done = [
        exists().where(Answer.user_id == User.id, Answer.course_id == course, Answer.answered_at >= since),
        exists().where(
            FinishedLesson.user_id == User.id, FinishedLesson.course_id == course, FinishedLesson.finished_at >= since
        ),
        exists().where(Attempt.user_id == User.id, Attempt.course_id == course, Attempt.started_at >= since),
    ]
    found = _members(group_id).where(
        Member.joined_at < since,
        Enrolment.completed_at.is_(None),
        User.disabled_at.is_(None),
        or_(Group.starts_at.is_(None), Group.starts_at < since),
        ~or_(*done),
    )
    total = session.execute(select(func.count()).select_from(found.subquery())).scalar_one()
    rows = session.execute(found.order_by(func.lower(User.name), User.id).limit(most))
    return [MemberRow._make(row) for row in rows], total


def everybody(group_id: int) -> Select[int]:
    """Who is in a group, for the questions below, however many they are."""
    return select(Member.user_id).where(Member.group_id == group_id)


def finished_by(session: Session, user_ids: Collection[int] | Select[int], course_id: int) -> dict[int, set[int]]:
    """By person, the lessons and quizzes of a course that they have finished."""
    query = select(FinishedLesson.user_id, FinishedLesson.lesson_id)
    found: dict[int, set[int]] = {}
    for user_id, lesson_id in session.execute(
        query.where(FinishedLesson.course_id == course_id, FinishedLesson.user_id.in_(user_ids))
    ):
        found.setdefault(user_id, set()).add(lesson_id)
    return found


def last_active(session: Session, user_ids: Collection[int] | Select[int], course_id: int) -> dict[int, datetime]:
    """By person, when they last answered, finished or began something in a course."""
    moments = union_all(
        *(
            select(table.user_id.label("person"), func.max(moment).label("at"))
            .where(table.course_id == course_id, table.user_id.in_(user_ids))
            .group_by(table.user_id)
            for table, moment in (
                (Answer, Answer.answered_at),
                (FinishedLesson, FinishedLesson.finished_at),
                (Attempt, Attempt.started_at),
            )
        )
    ).subquery()
    query = select(moments.c.person, func.max(moments.c.at).label("last")).group_by(moments.c.person)
    return {row.person: row.last for row in session.execute(query)}


def written_to(session: Session, user_ids: Collection[int], purpose: str, since: datetime) -> dict[int, datetime]:
    """By person, when a mail of this sort was last written to them since a moment."""
    query = select(Mail.user_id, func.max(Mail.created_at)).where(
        Mail.user_id.in_(user_ids), Mail.purpose == purpose, Mail.created_at > since
    )
    return {user_id: at for user_id, at in session.execute(query.group_by(Mail.user_id)) if user_id is not None}


def remove_member(session: Session, group_id: int, user_id: int) -> None:
    """Take somebody out of a group."""
    session.execute(delete(Member).where(Member.group_id == group_id, Member.user_id == user_id))


def leave_unbegun(session: Session, user_id: int, course_id: int, joined_at: datetime) -> None:
    """Take somebody out of a course that they came into with a group at this moment and have not begun.

    Somebody who is in another group of the course stays.
    """
    begun = [
        exists().where(table.user_id == user_id, table.course_id == course_id)
        for table in (Answer, FinishedLesson, Attempt)
    ]
    elsewhere = exists().where(Member.user_id == user_id, Member.group_id == Group.id, Group.course_id == course_id)
    session.execute(
        delete(Enrolment)
        .where(Enrolment.user_id == user_id, Enrolment.course_id == course_id, Enrolment.enrolled_at == joined_at)
        .where(~or_(*begun, elsewhere))
        .execution_options(synchronize_session=False)
    )


def members_among(session: Session, group_id: int, addresses: Collection[str]) -> set[str]:
    """Those of these addresses whose accounts are in a group."""
    query = select(User.address).join(Member, Member.user_id == User.id).where(Member.group_id == group_id)
    return {address for address in session.scalars(query.where(User.address.in_(addresses))) if address}
