"""What the staff did, written down in the same transaction as the deed itself."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from coursesite.accounts.models import Audit

LONGEST_SUBJECT = 300
KEPT_FOR = timedelta(days=2 * 365)
"""How long a deed stands in the log; docs/operations.md says it."""


def note(
    session: Session, user_id: int | None, deed: str, subject: str, now: datetime, *, about_id: int | None = None
) -> None:
    """Write down that somebody did something: `deed` in the past tense ("published"), `subject` the thing's name.

    `about_id` is the person it was done to. Never pass what a learner wrote.
    """
    session.add(Audit(at=now, user_id=user_id, deed=deed, subject=subject[:LONGEST_SUBJECT], about_id=about_id))
