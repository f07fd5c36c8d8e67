"""What a coach allows one person beyond a quiz's rules: minutes for each attempt, further attempts."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from coursesite.learning.quizzes import desk_queries, queries
from coursesite.learning.quizzes.models import Allowance
from coursesite.learning.quizzes.policy import policy_of
from coursesite.learning.quizzes.states import due_at
from coursesite.learning.records import queries as records
from coursesite.library import reading

MOST_MINUTES = 600
MOST_ATTEMPTS = 20


@dataclass(frozen=True, slots=True)
class Wish:
    """What was typed: minutes and attempts, and for each the sentence that says what is wrong with it."""

    minutes: str
    attempts: str

    @property
    def problems(self) -> dict[str, str]:
        """By field, what is wrong; empty where both are whole numbers within their limits."""
        found = {}
        if _number(self.minutes, MOST_MINUTES) is None:
            found["minutes"] = f"Extra minutes are a whole number from 0 to {MOST_MINUTES}, such as 15."
        if _number(self.attempts, MOST_ATTEMPTS) is None:
            found["attempts"] = f"Extra attempts are a whole number from 0 to {MOST_ATTEMPTS}, such as 1."
        return found

    @property
    def numbers(self) -> tuple[int, int]:
        """Minutes and attempts; ask only where there are no problems."""
        return _number(self.minutes, MOST_MINUTES) or 0, _number(self.attempts, MOST_ATTEMPTS) or 0


def allow(session: Session, user_id: int, quiz_id: int, wish: Wish, coach_id: int, now: datetime) -> datetime | None:
    """Grant what is wished; an attempt under way ends later (or earlier) from this moment on. Gives its new end.

    None where no attempt is under way, or none with a limit.
    """
    records.take_turn(session, user_id)
    minutes, attempts = wish.numbers
    row = Allowance(
        user_id=user_id,
        quiz_id=quiz_id,
        extra_minutes=minutes,
        extra_attempts=attempts,
        granted_by=coach_id,
        granted_at=now,
    )
    desk_queries.grant(session, row)
    begun = [one.id for one in queries.attempts_of(session, user_id, quiz_id) if one.submitted_at is None]
    if not begun:
        return None
    attempt = queries.attempt_for_writing(session, begun[-1])
    if attempt.submitted_at is None:
        policy = policy_of(reading.content(session, attempt.revision_id).values)
        attempt.due_at = due_at(policy, row, attempt.started_at)
        session.flush()
    return attempt.due_at


def _number(text: str, most: int) -> int | None:
    text = text.strip() or "0"
    if not text.isascii() or not text.isdigit() or len(text) > 4:
        return None
    number = int(text)
    return number if number <= most else None
