"""The coach's answer that stands first below a post: one, or none."""

from datetime import datetime

from sqlalchemy.orm import Session

from coursesite.blog.comments import queries
from coursesite.blog.comments.settling import Settled
from coursesite.blog.models import Comment


def pin(session: Session, comment: Comment, now: datetime, *, first: bool) -> Settled:
    """Put a comment, whose post's turn has been taken, first instead of the one so far; or back into its place."""
    queries.unpin_all(session, comment.post_id)
    comment.pinned_at = now if first else None
    session.flush()
    queries.count_shown(session, comment.post_id, now)
    return Settled(comment, None, is_seen=True)
