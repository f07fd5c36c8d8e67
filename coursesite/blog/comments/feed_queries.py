"""A post's newest comments, for its feed."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from coursesite.accounts.models import User
from coursesite.blog.models import Comment, Discussion, State


class SaidRow(NamedTuple):
    """A comment that everybody reads. `parent_state` is that of the comment it answers, if it answers one."""

    id: int
    html: str
    name: str
    site: str
    created_at: datetime
    edited_at: datetime | None
    shown_at: datetime | None
    parent_id: int | None
    parent_state: str | None
    account_name: str | None
    account_erased_at: datetime | None


def newest_said(session: Session, post_id: int, most: int) -> Sequence[SaidRow]:
    """The newest comments below a post that everybody reads, newest first."""
    parent = aliased(Comment)
    query = (
        select(Comment.id, Comment.html, Comment.name, Comment.site, Comment.created_at)
        .add_columns(Comment.edited_at, Comment.shown_at, Comment.parent_id, parent.state)
        .add_columns(User.name, User.erased_at)
        .outerjoin(User, User.id == Comment.user_id)
        .outerjoin(parent, parent.id == Comment.parent_id)
        .where(Comment.post_id == post_id, Comment.state == State.APPROVED.value)
        .order_by(Comment.created_at.desc(), Comment.id.desc())
        .limit(most)
    )
    return [SaidRow._make(row) for row in session.execute(query)]


def discussion_changed_at(session: Session, post_id: int) -> datetime | None:
    """When what readers see below a post last changed; None before anything was said."""
    query = select(Discussion.changed_at).where(Discussion.post_id == post_id)
    return session.execute(query).scalar_one_or_none()
