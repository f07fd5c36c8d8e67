"""The posts as the desk lists them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from coursesite.blog.comments.closing import why_closed
from coursesite.blog.posts.addresses import post_path
from coursesite.blog.queue.page import address
from coursesite.blog.queue.post_queries import PostLine
from coursesite.blog.queue.queries import View
from coursesite.library.models import State
from coursesite.web.filters import day_in_words
from coursesite.web.paging import page_count

POSTS = "/studio/blog/"
ON_A_PAGE = 50
STATES = {
    State.DRAFT.value: "draft",
    State.SCHEDULED.value: "scheduled",
    State.PUBLISHED.value: "published",
    State.ARCHIVED.value: "archived",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A post in the list. `closed` says why nobody can comment; it is empty while everybody can."""

    row: PostLine
    closed: str

    @property
    def href(self) -> str:
        """Its page; empty while it isn't published."""
        return post_path(self.row.slug) if self.row.state == State.PUBLISHED else ""

    @property
    def state(self) -> str:
        """Where it stands, with its day."""
        word = STATES.get(self.row.state, self.row.state)
        if self.row.published_at is None or self.row.state == State.DRAFT:
            return word
        return f"{word}{' for' if self.row.state == State.SCHEDULED else ''} {day_in_words(self.row.published_at)}"

    @property
    def shown_href(self) -> str:
        """Its comments at the desk."""
        return address(View.SHOWN, self.row.slug)

    @property
    def held_href(self) -> str:
        """What waits below it."""
        return address(View.WAITING, self.row.slug)

    @property
    def discussion(self) -> str:
        """Whether people can comment, in words."""
        if not self.row.comments_open:
            return "off"
        if self.row.closed_at is not None:
            return "closed by hand"
        return "closed by age" if self.closed else "open"

    @property
    def turn(self) -> tuple[str, str] | None:
        """What can be done about it by hand: value and words. Its file says whether it takes comments at all."""
        if not self.href or not self.row.comments_open:
            return None
        if self.row.closed_at is not None:
            return ("open", "Open")
        return None if self.closed else ("closed", "Close")

    @property
    def action(self) -> str:
        """Where the form leads."""
        return f"{POSTS}{self.row.slug}/discussion"


def line_of(row: PostLine, days: int, now: datetime) -> Line:
    """A post with why its discussion is closed, by `comments.closing`."""
    closed = why_closed(
        comments_open=row.comments_open,
        published_at=row.published_at,
        closed_at=row.closed_at,
        days=days,
        now=now,
    )
    return Line(row, closed)


@dataclass(frozen=True, slots=True)
class PostsPage:
    """A page of the list."""

    lines: Sequence[Line]
    total: int
    number: int

    @property
    def links(self) -> list[tuple[int, str]]:
        """The pages of the list: number and address, empty for this one."""
        count = page_count(self.total, ON_A_PAGE)
        return [(one, "" if one == self.number else f"{POSTS}?page={one}") for one in range(1, count + 1)]
