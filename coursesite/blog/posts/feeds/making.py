"""Feeds made from posts."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from coursesite.blog.posts.addresses import author_path, post_path
from coursesite.blog.posts.feeds.values import Entry, Feed, Writer, entry_id
from coursesite.blog.posts.feeds.whole import with_whole_addresses
from coursesite.blog.posts.listing import ListedPost
from coursesite.library.reading import Content

ATOM, JSON = "atom", "json"


class Site(NamedTuple):
    """What feeds say about the site."""

    name: str
    description: str
    base_url: str


def posts_feed(
    site: Site,
    path: str,
    title: str,
    posts: Sequence[ListedPost],
    contents: Sequence[Content],
    otherwise: datetime,
) -> Feed:
    """The feed under this path, of posts with their contents; dated `otherwise` while it is empty."""
    entries = [_entry(site, post, content) for post, content in zip(posts, contents, strict=True)]
    updated = max((entry.updated for entry in entries), default=otherwise)
    page = site.base_url + path
    return Feed(title, site.description, page, f"{page}feed.{ATOM}", f"{page}feed.{JSON}", updated, entries)


def whole_text(content: Content) -> str:
    """A post's text with its sources, as it is read away from the site."""
    parts = [block.prose for block in content.blocks if block.prose] + [content.sources]
    return "\n".join(part for part in parts if part)


def _entry(site: Site, post: ListedPost, content: Content) -> Entry:
    row, page = post.row, site.base_url + post_path(post.row.slug)
    return Entry(
        id=entry_id(row.key),
        title=row.title,
        href=page,
        html=with_whole_addresses(whole_text(content), page),
        published=row.published_at,
        updated=max(row.changed_at, row.published_at),
        writer=writer_of(site, row.author, row.author_slug),
        summary=row.summary,
        tags=[(tag.slug, tag.name) for tag in post.tags],
        replies=f"{page}comments.{ATOM}",
    )


def writer_of(site: Site, name: str, slug: str) -> Writer:
    """Who wrote a post; without a name, the site."""
    return Writer(name, site.base_url + author_path(slug)) if name else Writer(site.name, f"{site.base_url}/")
