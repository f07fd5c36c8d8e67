"""An author changes a comment, or takes it back."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from coursesite.blog.comments import judging, queries, settling, subscription_queries, writer_queries
from coursesite.blog.comments.rendering import POLICY
from coursesite.blog.comments.sent import Sent
from coursesite.blog.comments.settling import Settled
from coursesite.blog.comments.showing import may_edit
from coursesite.blog.models import Comment, State
from coursesite.blog.moderation import training
from coursesite.blog.moderation.queries import save_sketch
from coursesite.config import Settings

OVER = "A comment can be changed for fifteen minutes, and these are over."
LIVE = (State.HELD, State.APPROVED, State.SPAM)
UNHURRIED = 60.0
"""Seconds that the rule is told for a change: its form is shown to the author alone, so that haste says nothing."""


class TooLate(Exception):
    """A comment can't be changed any more; the message says why."""


def change(session: Session, comment: Comment, sent: Sent, settings: Settings, now: datetime) -> Settled:
    """Put another text into a comment that `settling.taken` gave, and judge it again.

    What a coach put aside stays there until a coach says otherwise. Raises `TooLate`.
    """
    if comment.state not in LIVE:
        raise TooLate("This comment is gone, so that it can’t be changed any more.")
    if not may_edit(comment.created_at, now):
        raise TooLate(f"{OVER} It stands as it was.")
    if comment.source == sent.text:
        return Settled(comment, None)
    training.forget(session, comment, settings.secret_key)
    comment.source, comment.html, comment.policy, comment.edited_at = sent.text, sent.html, POLICY, now
    verdict = judging.judge(session, comment, sent, settings, now)
    by_coach = comment.state != State.APPROVED and writer_queries.coach_decided_last(session, comment.id)
    if by_coach:
        return Settled(comment, None)
    was_shown = comment.state == State.APPROVED
    settled = settling.settle(session, comment, State(verdict.state), now, by=None, reasons=verdict.reasons)
    if was_shown and settled.decision is None:
        settling.recount(session, comment, now)
        return replace(settled, is_seen=True)
    return settled


def withdraw(session: Session, comment: Comment, secret: str, now: datetime) -> Settled:
    """Take a comment back for good: what was written is gone from the row, and a line stands where others answered."""
    settled = settling.settle(session, comment, State.WITHDRAWN, now, by=None)
    forget_words(session, comment, secret)
    subscription_queries.end_for_comment(session, comment.id, now)
    queries.settle_reports(session, comment.id, now)
    return settled


def forget_words(session: Session, comment: Comment, secret: str) -> None:
    """Empty everything that its author wrote, and whatever was worked out from it. `secret` is the site's."""
    training.forget(session, comment, secret)
    comment.source = comment.html = comment.name = comment.site = comment.text_hash = ""
    comment.reasons, comment.score, comment.apart, comment.pinned_at = [], 0, False, None
    comment.likely_spam = None
    session.flush()
    save_sketch(session, comment.id, ())
    queries.forget_reasons(session, comment.id)
