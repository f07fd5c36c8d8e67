"""Posts, pages and pictures as WXR has them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from email.utils import format_datetime

from coursesite.blog.exporting.queries import PictureRow, PieceRow
from coursesite.blog.exporting.talk import note, sql_moment
from coursesite.blog.exporting.xml import as_html, attribute, element, flowing, legal, wrapped
from coursesite.blog.importing import own
from coursesite.blog.posts.feeds.making import Site
from coursesite.blog.posts.feeds.values import entry_id
from coursesite.blog.posts.feeds.whole import with_whole_addresses
from coursesite.library.addresses import address_of
from coursesite.library.models import State

_STATUSES = {State.PUBLISHED: "publish", State.SCHEDULED: "future", State.DRAFT: "draft", State.ARCHIVED: "draft"}
_OLD_SLUG = re.compile(r"/blog/([^/]+)/")


def opening(
    row: PieceRow,
    number: int,
    site: Site,
    login: str,
    tags: Iterable[tuple[str, str]],
    old_addresses: Sequence[str],
) -> str:
    """A post or page up to where its comments begin; `CLOSING` ends it."""
    # An archived piece has left its slug to others, and keeps it with its key behind.
    slug = row.slug.partition("~")[0]
    href = site.base_url + address_of(row.kind, slug, None)
    html = flowing(with_whole_addresses(whole_text(row.compiled), href))
    moment = row.published_at or row.created_at
    is_dated = row.state in (State.PUBLISHED, State.SCHEDULED)
    is_open = row.comments_open and row.closed_at is None
    lines = [
        wrapped("title", as_html(row.title)),
        element("link", href),
        element("pubDate", format_datetime(moment)) if is_dated else "",
        wrapped("dc:creator", login),
        f'<guid isPermaLink="false">{entry_id(row.key)}</guid>\n',
        element("description"),
        wrapped("content:encoded", html),
        wrapped("excerpt:encoded", as_html(row.summary)),
        element("wp:post_id", number),
        element("wp:post_date", sql_moment(moment)),
        # Without it WordPress dates a draft by the day on which it is published.
        element("wp:post_date_gmt", sql_moment(moment if is_dated else None)),
        element("wp:comment_status", "open" if is_open else "closed"),
        *_rest(row.kind, slug, _STATUSES[State(row.state)]),
        *(_category(slug, name) for slug, name in tags),
        *(note("wp:postmeta", name, value) for name, value in _notes(row, html, old_addresses)),
    ]
    return f"<item>\n{''.join(lines)}"


CLOSING = "</item>\n"


def picture(row: PictureRow, number: int, site: Site, original: bytes | None) -> str:
    """A picture of the blog: where another site can fetch it and, for ours, its original."""
    href, name = f"{site.base_url}/images/{row.served_name}", row.path.rpartition("/")[2]
    notes = [(own.PATH, row.path)]
    if original is not None:
        notes += [(own.SOURCE, own.packed(original)), (own.SEAL, own.seal(original))]
    lines = [
        wrapped("title", as_html(name)),
        element("link", href),
        wrapped("dc:creator", ""),
        f'<guid isPermaLink="false">{attribute(href)}</guid>\n',
        element("description"),
        wrapped("content:encoded", ""),
        wrapped("excerpt:encoded", ""),
        element("wp:post_id", number),
        element("wp:post_date", sql_moment(row.taken_in_at)),
        element("wp:post_date_gmt", sql_moment(row.taken_in_at)),
        element("wp:comment_status", "closed"),
        *_rest("attachment", name, "inherit"),
        element("wp:attachment_url", href),
        *(note("wp:postmeta", name, value) for name, value in notes),
    ]
    return f"<item>\n{''.join(lines)}{CLOSING}"


def whole_text(compiled: Mapping[str, object]) -> str:
    """A piece's text with its sources, as its page shows it."""
    blocks = compiled.get("blocks")
    parts = [str(block.get("prose", "")) for block in blocks] if isinstance(blocks, list) else []
    return "\n".join(part for part in [*parts, str(compiled.get("sources", ""))] if part)


def _rest(kind: str, slug: str, status: str) -> Iterator[str]:
    yield element("wp:ping_status", "closed")
    yield element("wp:post_name", slug)
    yield element("wp:status", status)
    yield element("wp:post_parent", 0)
    yield element("wp:menu_order", 0)
    yield element("wp:post_type", kind)
    yield element("wp:post_password")
    yield element("wp:is_sticky", 0)


def _category(slug: str, name: str) -> str:
    return wrapped("category", as_html(name), f' domain="post_tag" nicename="{attribute(slug)}"')


def _notes(row: PieceRow, html: str, old_addresses: Sequence[str]) -> Iterator[tuple[str, str]]:
    yield own.KEY, row.key
    yield own.PATH, row.path
    yield own.SOURCE, own.packed(row.source)
    yield own.SEAL, own.seal(row.source, legal(row.title), legal(html))
    if row.state == State.ARCHIVED:
        yield own.STATE, row.state
    if row.closed_at is not None:
        yield own.CLOSED, row.closed_at.isoformat(timespec="seconds")
    for path in old_addresses:
        yield own.OLD_ADDRESS, path
        if (old := _OLD_SLUG.fullmatch(path)) is not None:
            yield "_wp_old_slug", old[1]
