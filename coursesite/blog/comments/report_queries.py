"""Readers' reports."""

from datetime import datetime

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from coursesite.accounts.models import COACHES, Role, User
from coursesite.blog.models import Comment, Report, State
from coursesite.db import insert_into


def add_report(session: Session, comment_id: int, user_id: int, words: str, now: datetime) -> bool:
    """Write a report down; False where this person has reported the comment before."""
    row = insert_into(session, Report).values(comment_id=comment_id, user_id=user_id, words=words, reported_at=now)
    return session.execute(row.on_conflict_do_nothing().returning(Report.id)).first() is not None


def has_reported(session: Session, comment_id: int, user_id: int | None) -> bool:
    """Whether this person has reported a comment."""
    own = select(Report.id).where(Report.comment_id == comment_id, Report.user_id == user_id)
    return session.execute(own).first() is not None


def trusted_reports(session: Session, comment_id: int) -> int:
    """How many open reports of a comment come from accounts that have earned trust."""
    own = aliased(Comment)
    approved = exists().where(own.user_id == User.id, own.state == State.APPROVED.value)
    trusted = or_(User.role.in_(COACHES), (User.role == Role.LEARNER.value) & approved)
    count = select(func.count()).select_from(Report).join(User, User.id == Report.user_id)
    return session.scalar(count.where(Report.comment_id == comment_id, Report.settled_at.is_(None), trusted)) or 0


def is_trusted_author(session: Session, comment: Comment) -> bool:
    """Whether a comment's author is a coach, or somebody of whom another comment stands approved."""
    if comment.by_coach:
        return True
    whose = Comment.guest_id == comment.guest_id if comment.guest_id is not None else Comment.user_id == comment.user_id
    another = select(Comment.id).where(whose, Comment.id != comment.id, Comment.state == State.APPROVED.value)
    return session.execute(another.limit(1)).first() is not None
