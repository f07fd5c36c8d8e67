"""Beginning and ending to write to somebody about comments."""

from datetime import datetime

from sqlalchemy.orm import Session

from coursesite.blog.comments import subscription_queries as queries
from coursesite.blog.models import Subscription


def subscribe(
    session: Session, post_id: int, comment_id: int | None, now: datetime, *, user_id: int | None, guest_id: int | None
) -> None:
    """Write to this account, or else this guest, from now on: about a post, or about what answers one comment."""
    row = queries.find(session, post_id, comment_id, user_id=user_id, guest_id=guest_id)
    if row is None:
        of_account = user_id is not None
        session.add(
            Subscription(
                post_id=post_id,
                comment_id=comment_id,
                user_id=user_id,
                guest_id=None if of_account else guest_id,
                begun_at=now,
            )
        )
    elif row.ended_at is not None:
        row.begun_at, row.ended_at = now, None


def end(
    session: Session, post_id: int, comment_id: int | None, now: datetime, *, user_id: int | None, guest_id: int | None
) -> None:
    """Write no more about this."""
    row = queries.find(session, post_id, comment_id, user_id=user_id, guest_id=guest_id)
    if row is not None and row.ended_at is None:
        row.ended_at = now
