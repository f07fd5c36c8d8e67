"""The page on which one writes a comment: what it answers, what was typed, what became of it."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Generic, TypeVar

from markupsafe import Markup
from sqlalchemy.orm import Session
from wtforms import Form

from coursesite.blog.comments import page_queries, queries, words
from coursesite.blog.comments import subscription_queries as people
from coursesite.blog.comments.closing import why_closed
from coursesite.blog.comments.section import SECTION, ClosesAfter, respond_path
from coursesite.blog.comments.showing import anchor_of
from coursesite.blog.models import State
from coursesite.blog.posts.addresses import comment_path, post_path
from coursesite.library.post_queries import PostRow
from coursesite.web.markup import safe

F = TypeVar("F", bound=Form)


@dataclass(frozen=True, slots=True)
class Answered:
    """The comment that is about to be answered."""

    id: int
    name: str
    html: Markup

    @property
    def href(self) -> str:
        """The address that leads to it."""
        return comment_path(self.id)


@dataclass(frozen=True, slots=True)
class RespondPage(Generic[F]):
    """What the page shows. `refused` says why nothing was stored, `preview` is the text as it would look.

    `is_apart`: whoever typed that may be in need, and is told where help is before anything is sent. `trap`: the name
    of the field that people leave empty.
    """

    post: PostRow
    form: F
    once: str
    opened: str
    closed: str = ""
    answered: Answered | None = None
    refused: str = ""
    preview: Markup | None = None
    is_apart: bool = False
    trap: str = ""

    @property
    def action(self) -> str:
        """Where the form goes."""
        return respond_path(self.post.slug)

    @property
    def post_href(self) -> str:
        """The post."""
        return post_path(self.post.slug)

    @property
    def back_href(self) -> str:
        """Where one was before: at the comment, or at the discussion."""
        if self.answered is not None:
            return f"{self.post_href}#{anchor_of(self.answered.id)}"
        return f"{self.post_href}#{SECTION}"

    @property
    def anchor(self) -> str:
        """The id of the form's element, one for each place it may stand in."""
        return f"respond-{self.answered.id}" if self.answered is not None else "respond"

    def with_preview(self, html: str, *, is_apart: bool = False) -> "RespondPage[F]":
        """The same with the text as it would look."""
        return replace(self, preview=safe(html), is_apart=is_apart)


def closed_now(session: Session, post: PostRow, settings: ClosesAfter, now: datetime) -> str:
    """Why nobody can comment below a post just now; empty while everybody can."""
    talk = page_queries.talk_of(session, post.id, None)
    return why_closed(
        comments_open=post.comments_open,
        published_at=post.published_at,
        closed_at=talk.closed_at,
        days=settings.comments_close_after_days,
        now=now,
    )


def answered(session: Session, post: PostRow, comment_id: int | None) -> Answered | None:
    """The comment to be answered, if everybody reads it and it stands below this post."""
    found = queries.comment_with_id(session, comment_id) if comment_id is not None else None
    if found is None or found.post_id != post.id or found.state != State.APPROVED:
        return None
    return Answered(found.id, words.name_of(*people.author_of(session, found)), safe(found.html))
