"""Readers say that a comment should be looked at.

Strangers hide nothing: a report by itself only puts the comment before a coach. Three open ones by people whose own
comments were approved here hold a comment back until then, if whoever wrote it has earned no such trust.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from coursesite.blog.comments import report_queries as queries
from coursesite.blog.comments import settling
from coursesite.blog.comments.settling import Settled
from coursesite.blog.models import Comment, State

ENOUGH = 3
HIDDEN = "Three people whose comments were approved here reported it, and its author has no other approved comment."


def report(session: Session, comment: Comment, user_id: int, words: str, now: datetime) -> Settled | None:
    """Note a report by this person of a comment that `settling.taken` gave; None for a second one, which changes
    nothing."""
    if not queries.add_report(session, comment.id, user_id, words, now):
        return None
    enough = comment.state == State.APPROVED and queries.trusted_reports(session, comment.id) >= ENOUGH
    if enough and not queries.is_trusted_author(session, comment):
        return settling.settle(session, comment, State.HELD, now, by=None, reasons=[HIDDEN])
    return Settled(comment, None)
