"""The discussion below a post: which comments its page shows, in which order, with what one can do."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy.orm import Session

from coursesite.blog.comments import page_queries as queries
from coursesite.blog.comments import words
from coursesite.blog.comments.closing import why_closed
from coursesite.blog.comments.page_queries import Row, Talk
from coursesite.blog.comments.paths import HALF
from coursesite.blog.comments.room_queries import PAGE, place_of
from coursesite.blog.comments.showing import Shown, Viewer, anchor_of
from coursesite.blog.models import SEGMENT, State
from coursesite.blog.posts.addresses import post_path
from coursesite.library.post_queries import PostRow
from coursesite.web.errors import NotHere

PARAMETER, THREAD = "comments", "thread"
SECTION = "comments"


class ClosesAfter(Protocol):
    """The site's settings, as far as discussions care."""

    @property
    def comments_close_after_days(self) -> int:
        """How many days after it was published a post takes comments; 0: for ever."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which part of a discussion is asked for: a page of it, or of one thread of it by its first comment's id."""

    page: int = 1
    thread: int | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """What the post's page shows below the post."""

    post: PostRow
    talk: Talk
    asked: Asked
    viewer: Viewer
    closed: str
    pages: int
    comments: Sequence[Shown]
    pinned: Shown | None

    @property
    def count(self) -> int:
        """How many comments everybody reads."""
        return self.talk.comments

    @property
    def title(self) -> str:
        """The count in words."""
        return words.responses(self.count, self.post.title)

    @property
    def is_thread(self) -> bool:
        """Whether only one thread is shown."""
        return self.asked.thread is not None

    @property
    def href(self) -> str:
        """The whole discussion's address."""
        return f"{post_path(self.post.slug)}#{SECTION}"

    @property
    def older_href(self) -> str:
        """The page before this one; empty on the first."""
        return self._page_href(self.asked.page - 1) if self.asked.page > 1 else ""

    @property
    def newer_href(self) -> str:
        """The page after this one; empty on the last."""
        return self._page_href(self.asked.page + 1) if self.asked.page < self.pages else ""

    def _page_href(self, number: int) -> str:
        return f"{part_path(self.post.slug, Asked(number, self.asked.thread))}#{SECTION}"

    @property
    def respond_href(self) -> str:
        """Where one writes a comment."""
        return respond_path(self.post.slug)

    @property
    def subscribe_href(self) -> str:
        """Where one begins and ends to follow the discussion."""
        return f"{post_path(self.post.slug)}subscribe"

    @property
    def is_followed(self) -> bool:
        """Whether this person gets mail about every new comment."""
        return self.talk.subscribed is not None


def respond_path(slug: str) -> str:
    """Where one writes a comment below a post."""
    return f"{post_path(slug)}respond"


def part_path(slug: str, asked: Asked) -> str:
    """The address of a part of a discussion."""
    thread = [f"{THREAD}={asked.thread}"] if asked.thread is not None else []
    page = [f"{PARAMETER}={asked.page}"] if asked.page > 1 else []
    return "?".join(filter(None, (post_path(slug), "&".join(thread + page))))


def section_for(
    session: Session, post: PostRow, asked: Asked, viewer: Viewer, settings: ClosesAfter, now: datetime
) -> Section:
    """The discussion below a post for whoever looks at it, in three queries.

    One thread's page takes a fourth. Raises `NotHere` for a page that isn't there.
    """
    talk = queries.talk_of(session, post.id, viewer.user_id)
    closed = why_closed(
        comments_open=post.comments_open,
        published_at=post.published_at,
        closed_at=talk.closed_at,
        days=settings.comments_close_after_days,
        now=now,
    )
    apart = queries.rows_apart(session, post.id, viewer.user_id)
    pinned = [row for row in apart if row.pinned_at is not None and row.state == "approved"]
    waiting = [row for row in apart if row not in pinned and row.state != "approved"]
    rows = _rows(session, post, asked)
    if not rows and (asked.page > 1 or asked.thread is not None):
        raise NotHere
    pages = rows[0].reach // PAGE + 1 if rows else 1
    here = _merged(rows, waiting, asked, pages)
    ids = {row.id for row in here}
    count = Counter(row.path[:SEGMENT] for row in rows if row.state == State.APPROVED)
    shown = [Shown(row, viewer, now, not closed, row.parent_id in ids, *_more(row, count, post, asked)) for row in here]
    first = Shown(pinned[-1], viewer, now, not closed, pinned[-1].parent_id in ids) if pinned else None
    return Section(post, talk, asked, viewer, closed, pages, shown, first)


def _rows(session: Session, post: PostRow, asked: Asked) -> Sequence[Row]:
    if asked.thread is None:
        return queries.page_rows(session, post.id, asked.page)
    root = queries.root_path(session, post.id, asked.thread)
    return [] if root is None else queries.thread_rows(session, post.id, root, asked.page)


def _merged(rows: Sequence[Row], waiting: Sequence[Row], asked: Asked, pages: int) -> list[Row]:
    """The page's rows with this person's own waiting ones, each in its place."""
    low = rows[0].path[:SEGMENT] if rows and asked.page > 1 else ""
    # What comes after the last thread of this page, and before the first of the next, stands on this page.
    high = rows[-1].path[:SEGMENT] if rows and asked.page < pages else "9" * SEGMENT
    thread = rows[0].path[:SEGMENT] if rows and asked.thread is not None else ""
    ours = [row for row in waiting if low <= row.path[:SEGMENT] <= high and row.path.startswith(thread)]
    known = {row.id for row in rows}
    # A comment that waits and has approved ones below it is a tombstone to others: here it stands once, as its own.
    own = {row.id: row for row in ours}
    kept = [own.get(row.id, row) for row in rows]
    return sorted([*kept, *(row for row in ours if row.id not in known)], key=lambda row: row.path)


def _more(row: Row, count: Mapping[str, int], post: PostRow, asked: Asked) -> tuple[int, str]:
    """How many comments of the thread that begins here stand on its own pages, and their address.

    `count` has how many of each thread stand here.
    """
    if row.level > 1 or asked.thread is not None:
        return 0, ""
    more = row.below + (row.state == State.APPROVED) - count[row.path]
    return (more, f"{part_path(post.slug, Asked(2, row.id))}#{SECTION}") if more > 0 else (0, "")


def where_is(session: Session, post_id: int, slug: str, path: str, comment_id: int) -> str:
    """The address of the page of its post on which a comment stands, and of the comment on it."""
    place = place_of(session, post_id, path)
    page = min(place.before // PAGE, place.last // PAGE) + 1
    asked = Asked(page) if place.within < PAGE else Asked(place.within // PAGE + 1, int(path[HALF:SEGMENT]))
    return f"{part_path(slug, asked)}#{anchor_of(comment_id)}"
