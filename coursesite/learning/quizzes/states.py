"""Where an attempt stands, and whether another may begin: by the server's clock alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from math import ceil

from coursesite.learning.quizzes.models import Allowance, Attempt
from coursesite.learning.quizzes.policy import Policy

GRACE = timedelta(seconds=5)
"""How long after the end of its time an answer may still arrive: what was sent in the last second is on its way."""


class State(StrEnum):
    """Where an attempt stands."""

    IN_PROGRESS = "in progress"
    OVERDUE = "overdue"
    SUBMITTED = "submitted"
    GRADED = "graded"


def state_of(attempt: Attempt, now: datetime) -> State:
    """The attempt's state at this moment; overdue is derived, so that nothing has to run for it to be true."""
    if attempt.graded_at is not None:
        return State.GRADED
    if attempt.submitted_at is not None:
        return State.SUBMITTED
    if attempt.due_at is not None and now >= attempt.due_at:
        return State.OVERDUE
    return State.IN_PROGRESS


def takes_answers(attempt: Attempt, now: datetime) -> bool:
    """Whether an answer that arrives now is still saved."""
    if attempt.submitted_at is not None:
        return False
    return attempt.due_at is None or now < attempt.due_at + GRACE


def seconds_left(attempt: Attempt, now: datetime) -> int | None:
    """Whole seconds until the attempt's time is up, never below 0; None without a limit.

    Rounded up, so that no page hands in before the time is up.
    """
    return None if attempt.due_at is None else max(0, ceil((attempt.due_at - now).total_seconds()))


def due_at(policy: Policy, allowance: Allowance | None, started_at: datetime) -> datetime | None:
    """When an attempt's time is up, with the minutes that a coach allowed this person; None without a limit."""
    if policy.minutes is None:
        return None
    return started_at + timedelta(minutes=policy.minutes + (allowance.extra_minutes if allowance else 0))


@dataclass(frozen=True, slots=True)
class MayStart:
    """Whether another attempt may begin.

    `open` is the attempt to go on with instead; `left` how many may still be begun (None: any number), and `from_` the
    moment from which, where a pause has to pass first.
    """

    open: Attempt | None
    left: int | None
    from_: datetime | None

    @property
    def now(self) -> bool:
        """Whether one may begin at this moment."""
        return self.open is None and self.left != 0 and self.from_ is None

    @property
    def more_attempts(self) -> bool:
        """Whether one could still be begun, now or later, or is under way."""
        return self.open is not None or self.left != 0


def may_start(policy: Policy, attempts: Sequence[Attempt], allowance: Allowance | None, now: datetime) -> MayStart:
    """Whether this person may begin another attempt; `attempts` are all of theirs, in order."""
    open_ = next((attempt for attempt in attempts if attempt.submitted_at is None), None)
    extra = allowance.extra_attempts if allowance else 0
    left = None if policy.attempts is None else max(0, policy.attempts + extra - len(attempts))
    ended = max((attempt.submitted_at for attempt in attempts if attempt.submitted_at is not None), default=None)
    begins = None if ended is None or open_ is not None else ended + policy.wait
    return MayStart(open_, left, begins if begins is not None and begins > now and left != 0 else None)
