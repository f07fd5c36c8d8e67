"""What waits for a learner beside their courses: arms for the query that says where they stand."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, exists, func, or_, select

from coursesite.learning.arm_queries import arm
from coursesite.learning.growth.models import SelfRating, When
from coursesite.learning.growth.offering import ASKED_LATER, UNTIL_LATER
from coursesite.learning.intending.models import Fate, Promise
from coursesite.learning.journal.models import EntryReply
from coursesite.learning.models import Enrolment
from coursesite.learning.review.models import About, CardReview, ReviewSettings
from coursesite.learning.review.queries import MINUTES, ids_due
from coursesite.learning.review.share import SECONDS
from coursesite.learning.writing.models import Writing
from coursesite.learning.writing.queries import is_news


@dataclass(frozen=True, slots=True)
class Instant:
    """A moment, and the day of the person's own calendar that it lies in."""

    now: datetime
    today: date
    day_began: datetime


@dataclass(slots=True)
class Waiting:
    """How many of each wait: cards to come back today, promises to be asked about, coaches' answers not read yet,
    courses finished a while ago in which they rated themselves.

    There are no cards to come back where somebody paused, or where the day's share is done.
    """

    cards: int = 0
    promises: int = 0
    writings: int = 0
    replies: int = 0
    ratings: int = 0

    @property
    def is_any(self) -> bool:
        """Whether anything does."""
        return bool(self.cards or self.promises or self.writings or self.replies or self.ratings)


def waiting_arms(user: Any) -> list[Any]:
    """The arms; they take what `waiting_values` gives."""
    now: Any = bindparam("now")
    paused = exists().where(
        ReviewSettings.user_id == user,
        ReviewSettings.paused_at.is_not(None),
        or_(ReviewSettings.paused_until.is_(None), ReviewSettings.paused_until > now),
    )
    asked: Any = select(func.count(CardReview.id)).where(
        CardReview.user_id == user, CardReview.asked_at >= bindparam("day_began")
    )
    minutes = select(ReviewSettings.minutes).where(ReviewSettings.user_id == user)
    share = func.coalesce(minutes.scalar_subquery(), MINUTES) * 60
    has_room = (asked.scalar_subquery() + 1) * SECONDS[About.QUESTION.value] <= share
    due = ids_due(user, bindparam("today")).where(~paused, has_room).subquery()
    promised = (Promise.fate == Fate.OPEN.value, Promise.ask_at <= now)
    return [
        arm("cards", figure=func.count(due.c.id)).select_from(due),
        arm("promises", figure=func.count(Promise.id)).where(Promise.user_id == user, *promised),
        arm("writings", figure=func.count(Writing.id)).where(Writing.user_id == user, is_news()),
        arm("replies", figure=func.count(EntryReply.id)).where(
            EntryReply.user_id == user, EntryReply.seen_at.is_(None)
        ),
        arm("ratings", figure=func.count(Enrolment.course_id)).where(
            Enrolment.user_id == user,
            Enrolment.completed_at <= bindparam("later_from"),
            Enrolment.completed_at > bindparam("later_until"),
            _rated(),
            ~_rated(SelfRating.moment == When.LATER.value),
        ),
    ]


def _rated(*conditions: Any) -> Any:
    theirs = (SelfRating.user_id == Enrolment.user_id, SelfRating.course_id == Enrolment.course_id)
    return exists().where(*theirs, *conditions)


def waiting_values(instant: Instant) -> dict[str, Any]:
    """What the arms are to be asked with."""
    later = instant.now - UNTIL_LATER
    return {
        "now": instant.now,
        "today": instant.today,
        "day_began": instant.day_began,
        "later_from": later,
        "later_until": later - ASKED_LATER,
    }
