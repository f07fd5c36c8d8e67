"""An author's own comment: the page on which it is changed, and the one behind a guest's mailed link."""

from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from markupsafe import Markup
from wtforms import Form

from coursesite.blog.comments import words
from coursesite.blog.comments.showing import EDITED_FOR, may_edit
from coursesite.blog.models import Comment, Guest, State
from coursesite.blog.posts.addresses import comment_path, post_path
from coursesite.web.markup import safe

F = TypeVar("F", bound=Form)
STANDINGS = {
    State.APPROVED: "Everybody can read it.",
    State.HELD: "It isn’t shown yet. Coaches read the first comments of everybody who is new here, and now and then "
    "one of somebody they know.",
    State.REMOVED: "A coach took it down.",
    State.WITHDRAWN: "You took it back. What you wrote is deleted.",
}


@dataclass(frozen=True, slots=True)
class OwnPage(Generic[F]):
    """A comment as its author sees it apart from the discussion. `address` is the mailed link's path, if it has one."""

    comment: Comment
    title: str
    slug: str
    form: F
    now: datetime
    refused: str = ""
    address: str = ""
    guest: Guest | None = None
    fetched_from: str = ""

    @property
    def post_href(self) -> str:
        """The post."""
        return post_path(self.slug)

    @property
    def href(self) -> str:
        """The comment in its place."""
        return comment_path(self.comment.id)

    @property
    def back_href(self) -> str:
        """Where one came from."""
        is_there = self.comment.state not in (State.WITHDRAWN, State.REMOVED)
        return self.href if is_there else f"{self.post_href}#comments"

    @property
    def is_live(self) -> bool:
        """Whether there is something to change or take back. What was taken for spam looks like what waits."""
        return self.comment.state in (State.APPROVED, State.HELD, State.SPAM)

    @property
    def is_shown(self) -> bool:
        """Whether everybody reads it."""
        return self.comment.state == State.APPROVED

    @property
    def is_apart(self) -> bool:
        """Whether its author may be in need."""
        return self.comment.apart and self.is_live and not self.is_shown

    @property
    def standing(self) -> str:
        """Where it stands, in a sentence or two."""
        if self.is_apart:
            return words.WAITS_APART
        return STANDINGS.get(State(self.comment.state), STANDINGS[State.HELD])

    @property
    def html(self) -> Markup:
        """The text, made safe when it was written; empty once it was taken back."""
        return safe(self.comment.html if self.is_live else "")

    @property
    def can_change(self) -> bool:
        """Whether the fifteen minutes run still."""
        return self.is_live and may_edit(self.comment.created_at, self.now)

    @property
    def until(self) -> str:
        """How long that still is; said in minutes, since nobody knows in which time zone a guest is."""
        minutes = int((self.comment.created_at + EDITED_FOR - self.now).total_seconds() // 60)
        if minutes < 1:
            return "for less than a minute"
        return "for one more minute" if minutes == 1 else f"for {minutes} more minutes"

    @property
    def can_withdraw(self) -> bool:
        """Whether there is something to take back."""
        return self.is_live

    @property
    def is_confirmed(self) -> bool:
        """Whether the address is known to be the author's."""
        return self.guest is not None and self.guest.confirmed_at is not None

    @property
    def can_confirm(self) -> bool:
        """Whether it is there to be confirmed."""
        return self.guest is not None and self.guest.address is not None and self.guest.confirmed_at is None

    @property
    def asks_picture(self) -> bool:
        """Whether whoever typed the address wanted its picture from elsewhere."""
        return self.guest is not None and self.guest.picture_fetch == "asked"
