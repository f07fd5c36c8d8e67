"""Where people stand in their courses; `lesson_queries` has a lesson's page."""

from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import and_, bindparam, case, exists, func, union_all
from sqlalchemy.orm import Session, aliased

from coursesite.learning.arm_queries import arm
from coursesite.learning.asking.models import Ask, awaits_consent
from coursesite.learning.groups.models import Group, Member
from coursesite.learning.groups.starting import Membership
from coursesite.learning.models import Answer, Enrolment, FinishedLesson
from coursesite.learning.waiting_queries import Instant, Waiting, waiting_arms, waiting_values


@dataclass(slots=True)
class Standing:
    """Where a person stands in one course: `finished` and `answered` give each touched lesson's newest moment.

    `groups` are those that they learn the course in, as far as they have not ended.
    """

    course_id: int
    enrolled_at: datetime | None = None
    completed_at: datetime | None = None
    finished: dict[int, datetime] = field(default_factory=dict)
    answered: dict[int, datetime] = field(default_factory=dict)
    groups: list[Membership] = field(default_factory=list)

    def take(self, row: Any) -> None:
        """Take in one row of the query below."""
        if row.what == "enrolled":
            self.enrolled_at = row.at
        elif row.what == "completed":
            self.completed_at = row.at
        elif row.what == "finished":
            self.finished[row.figure] = row.at
        elif row.what == "group":
            self.groups.append(membership_of(row))
        else:
            self.answered[row.figure] = row.at


class News(NamedTuple):
    """What coaches have for a person: when they answered last what is answered now, and how many of the person's asks
    wait for their consent.
    """

    answered_at: datetime | None = None
    consents: int = 0

    def is_any_since(self, moment: datetime) -> bool:
        """Whether there is an answer since then, or anything to agree to."""
        return self.consents > 0 or (self.answered_at is not None and self.answered_at >= moment)


@dataclass(slots=True)
class Standings:
    """Where a person stands: in each course they began, by its id; what came of what they asked; what waits for them.

    `outcomes` counts by course how many exercises their last try at left right, partly, wrong or noted.
    """

    courses: dict[int, Standing] = field(default_factory=dict)
    news: News = field(default_factory=News)
    waiting: Waiting = field(default_factory=Waiting)
    outcomes: dict[int, dict[str, int]] = field(default_factory=dict)


def group_arm(user: Any) -> Any:
    """The arm for a person's groups that have not ended, each with whether they came into its course with it."""
    came_along = case((Member.joined_at <= Enrolment.enrolled_at, 1), else_=0)
    mine = and_(Enrolment.user_id == Member.user_id, Enrolment.course_id == Group.course_id)
    columns = {"number": Group.course_id, "figure": came_along, "at": Group.starts_at, "note": Group.name}
    rows = arm("group", **columns).select_from(Member).join(Group, Group.id == Member.group_id).join(Enrolment, mine)
    return rows.where(Member.user_id == user, Group.ended_at.is_(None))


def membership_of(row: Any) -> Membership:
    """The membership that a row of that arm tells of."""
    return Membership(row.note, row.at, bool(row.figure))


def is_last() -> Any:
    """The condition that an answer is its person's last try at its exercise."""
    later = aliased(Answer)
    return ~exists().where(
        later.user_id == Answer.user_id,
        later.lesson_id == Answer.lesson_id,
        later.exercise == Answer.exercise,
        later.try_number > Answer.try_number,
    )


def _statement_of_standings(*, one: bool = False, outcomes: bool = False) -> Any:
    user: Any = bindparam("user")
    course: Any = bindparam("course")
    finished = {
        "number": FinishedLesson.course_id,
        "figure": FinishedLesson.lesson_id,
        "at": FinishedLesson.finished_at,
    }
    answered = {"number": Answer.course_id, "figure": Answer.lesson_id, "at": func.max(Answer.answered_at)}
    arms = {
        Enrolment: arm("enrolled", number=Enrolment.course_id, at=Enrolment.enrolled_at),
        FinishedLesson: arm("finished", **finished),
        Answer: arm("answered", **answered).group_by(Answer.course_id, Answer.lesson_id),
    }
    completed = arm("completed", number=Enrolment.course_id, at=Enrolment.completed_at).where(
        Enrolment.completed_at.is_not(None)
    )
    pairs: list[tuple[Any, Any]] = [*arms.items(), (Enrolment, completed)]
    mine = [arm.where(table.user_id == user) for table, arm in pairs]
    groups = group_arm(user)
    if one:
        mine = [arm.where(table.course_id == course) for (table, _), arm in zip(pairs, mine, strict=True)]
        return union_all(*mine, groups.where(Group.course_id == course))
    arms_of_all = [*mine, groups, _news_arm(user), *waiting_arms(user)]
    return union_all(*arms_of_all, *([_outcome_arm(user)] if outcomes else []))


def _news_arm(user: Any) -> Any:
    consents = func.count(case((awaits_consent(), 1)))
    return arm("news", figure=consents, at=func.max(Ask.answered_at)).where(Ask.user_id == user)


def _outcome_arm(user: Any) -> Any:
    columns = {"number": Answer.course_id, "figure": func.count(), "outcome": Answer.outcome}
    rows = arm("outcome", **columns).where(Answer.user_id == user, is_last())
    return rows.group_by(Answer.course_id, Answer.outcome)


WAITING = frozenset(one.name for one in fields(Waiting))
STANDING = _statement_of_standings(one=True)
STANDINGS = _statement_of_standings()
STANDINGS_WITH_OUTCOMES = _statement_of_standings(outcomes=True)


def standing(session: Session, user_id: int, course_id: int) -> Standing | None:
    """Where a person stands in a course; None where they never enrolled in it or touched it. One query."""
    found: Standing | None = None
    for row in session.execute(STANDING, {"user": user_id, "course": course_id}):
        found = found or Standing(course_id)
        found.take(row)
    return found


def standings(session: Session, user_id: int, instant: Instant, *, outcomes: bool = False) -> Standings:
    """Where a person stands in each course they enrolled in or touched; one query, bounded by lessons.

    Its `outcomes` are empty unless they are asked for.
    """
    found = Standings()
    values = {"user": user_id, **waiting_values(instant)}
    for row in session.execute(STANDINGS_WITH_OUTCOMES if outcomes else STANDINGS, values):
        if row.what == "news":
            found.news = News(row.at, row.figure)
        elif row.what == "outcome":
            found.outcomes.setdefault(row.number, {})[row.outcome] = row.figure
        elif row.what in WAITING:
            setattr(found.waiting, row.what, row.figure)
        else:
            found.courses.setdefault(row.number, Standing(row.number)).take(row)
    return found
