"""One comment as its page shows it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from markupsafe import Markup

from coursesite.accounts.people import picture_path
from coursesite.blog.comments import words
from coursesite.blog.comments.page_queries import Row
from coursesite.blog.models import State
from coursesite.blog.posts.addresses import comment_path
from coursesite.web.markup import safe

EDITED_FOR = timedelta(minutes=15)
"""How long an author may change a comment, by the server's clock."""
NOBODY = "nobody"
"""The key from which the picture is drawn of whoever has neither an account nor an address any more."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks at a discussion."""

    user_id: int | None = None
    signed_in: bool = False
    is_coach: bool = False


def guest_picture_path(key: str, picture_file: str | None) -> str:
    """The path of a guest's picture, with a part that changes when the file does."""
    return f"/blog/guests/{key}/picture" + (f"?v={picture_file[:8]}" if picture_file else "")


def anchor_of(comment_id: int) -> str:
    """The id of a comment's element on its page."""
    return f"comment-{comment_id}"


def may_edit(created_at: datetime, now: datetime) -> bool:
    """Whether a comment written then may still be changed by its author."""
    return now - created_at < EDITED_FOR


@dataclass(frozen=True, slots=True)
class Shown:
    """A comment for whoever looks at it. `more` is how many of its thread stand on pages of their own.

    `is_here`: what it answers stands on this page.
    """

    row: Row
    viewer: Viewer
    now: datetime
    is_open: bool
    is_here: bool = False
    more: int = 0
    more_href: str = ""

    @property
    def anchor(self) -> str:
        """The id of its element."""
        return anchor_of(self.row.id)

    @property
    def href(self) -> str:
        """The address that always leads to it."""
        return comment_path(self.row.id)

    @property
    def is_shown(self) -> bool:
        """Whether everybody reads it."""
        return self.row.state == State.APPROVED

    @property
    def waits(self) -> bool:
        """Whether its author sees it and nobody else does; one taken for spam looks to its author like a held one."""
        return self.is_own and self.row.state in (State.HELD, State.SPAM)

    @property
    def waiting(self) -> str:
        """Why it waits, to its author, and how they learn that it waits no more."""
        why = words.WAITS_APART if self.row.apart else words.WAITS
        return f"{why} {words.GUEST_WAITS}" if self.row.guest_key is not None else why

    @property
    def gone(self) -> str:
        """What stands in its place; empty where its text does."""
        return "" if self.is_shown or self.waits else words.gone(self.row.state)

    @property
    def is_own(self) -> bool:
        """Whether this person wrote it."""
        return self.viewer.user_id is not None and self.row.user_id == self.viewer.user_id

    @property
    def name(self) -> str:
        """Who wrote it."""
        return words.name_of(self.row.name, self.row.account_name, is_gone=self._is_nobodys)

    @property
    def _is_nobodys(self) -> bool:
        return self.row.account_erased_at is not None or (self.row.account_key is None and self.row.guest_key is None)

    @property
    def picture(self) -> str:
        """The path of the author's picture."""
        if self.row.guest_key is not None:
            return guest_picture_path(self.row.guest_key, self.row.guest_file)
        if self.row.account_key is not None:
            return picture_path(self.row.account_key, self.row.account_file)
        return guest_picture_path(NOBODY, None)

    @property
    def html(self) -> Markup:
        """The text, made safe when it was written."""
        return safe(self.row.html)

    @property
    def answers(self) -> str:
        """Whom it answers; empty for a comment on the post itself."""
        if self.row.parent_id is None:
            return ""
        if self.row.parent_state != State.APPROVED:
            return "a comment that is gone"
        return words.name_of(self.row.parent_name, self.row.parent_account_name)

    @property
    def answers_href(self) -> str:
        """Where that comment stands; empty where it isn't shown."""
        if self.row.parent_id is None or self.row.parent_state != State.APPROVED:
            return ""
        return f"#{anchor_of(self.row.parent_id)}" if self.is_here else comment_path(self.row.parent_id)

    @property
    def can_answer(self) -> bool:
        """Whether anybody may answer it."""
        return self.is_open and self.is_shown

    @property
    def can_edit(self) -> bool:
        """Whether its author may still change it."""
        return self.is_own and not self.gone and may_edit(self.row.created_at, self.now)

    @property
    def can_withdraw(self) -> bool:
        """Whether its author may take it back, which is possible for ever."""
        return self.is_own and not self.gone

    @property
    def can_report(self) -> bool:
        """Whether this person may say that a coach should look at it."""
        return self.is_shown and not self.is_own and not self.viewer.is_coach

    @property
    def can_pin(self) -> bool:
        """Whether this person may put it first, or back into its place."""
        return self.viewer.is_coach and self.is_shown and self.row.by_coach

    @property
    def is_pinned(self) -> bool:
        """Whether it is the coach's answer that stands first."""
        return self.is_shown and self.row.pinned_at is not None
