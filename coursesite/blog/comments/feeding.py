"""The feed of what people say below a post."""

from collections.abc import Sequence
from datetime import datetime

from coursesite.blog.comments import words
from coursesite.blog.comments.feed_queries import SaidRow
from coursesite.blog.comments.showing import anchor_of
from coursesite.blog.models import State
from coursesite.blog.posts.addresses import comment_path, post_path
from coursesite.blog.posts.feeds.making import ATOM, JSON, Site
from coursesite.blog.posts.feeds.values import Answered, Entry, Feed, Writer, entry_id
from coursesite.blog.posts.feeds.whole import with_whole_addresses
from coursesite.library.post_queries import PostRow

WEB = ("https://", "http://")
"""How the address of a site begins that a reader may be led to, wherever the comment came from."""


def comments_feed(site: Site, post: PostRow, rows: Sequence[SaidRow], changed_at: datetime) -> Feed:
    """The newest comments below a post. A comment answers another one that is still shown, else the post."""
    page = site.base_url + post_path(post.slug)
    entries = [_entry(site, post, row, page) for row in rows]
    title = f"Responses to “{post.title}”"
    return Feed(title, "", page, f"{page}comments.{ATOM}", f"{page}comments.{JSON}", changed_at, entries)


def _entry(site: Site, post: PostRow, row: SaidRow, page: str) -> Entry:
    name = words.name_of(row.name, row.account_name, is_gone=row.account_erased_at is not None)
    return Entry(
        id=comment_id(post, row.id),
        title=f"{name} on “{post.title}”",
        href=site.base_url + comment_path(row.id),
        html=with_whole_addresses(row.html, f"{page}#{anchor_of(row.id)}"),
        published=row.created_at,
        updated=max(filter(None, (row.created_at, row.edited_at, row.shown_at))),
        writer=Writer(name, row.site if row.site.startswith(WEB) else ""),
        answers=_answered(site, post, row, page),
    )


def _answered(site: Site, post: PostRow, row: SaidRow, page: str) -> Answered:
    if row.parent_id is not None and row.parent_state == State.APPROVED:
        return Answered(comment_id(post, row.parent_id), site.base_url + comment_path(row.parent_id))
    return Answered(entry_id(post.key), page)


def comment_id(post: PostRow, number: int) -> str:
    """A comment's id in feeds."""
    return entry_id(post.key, "comments", number)
