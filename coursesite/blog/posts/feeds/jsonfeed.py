"""A feed as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

import json

from coursesite.blog.posts.feeds.values import Entry, Feed, Writer

CONTENT_TYPE = "application/feed+json"

Values = dict[str, object]


def json_feed(feed: Feed) -> bytes:
    """The feed's bytes, in UTF-8."""
    values: Values = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.page_href,
        "feed_url": feed.json_href,
        "language": "en",
        "items": [_item(entry) for entry in feed.entries],
    }
    if feed.subtitle:
        values["description"] = feed.subtitle
    return json.dumps(values, ensure_ascii=False).encode()


def _item(entry: Entry) -> Values:
    values: Values = {
        "id": entry.id,
        "url": entry.href,
        "title": entry.title,
        "content_html": entry.html,
        "date_published": entry.published.isoformat(timespec="seconds"),
        "date_modified": entry.updated.isoformat(timespec="seconds"),
        "authors": [_author(entry.writer)],
    }
    if entry.summary:
        values["summary"] = entry.summary
    if entry.tags:
        values["tags"] = [name for _slug, name in entry.tags]
    if entry.answers is not None:
        # The format has no word of its own for this; it lets a site add some behind an underscore.
        values["_in_reply_to"] = {"id": entry.answers.id, "url": entry.answers.href}
    return values


def _author(writer: Writer) -> Values:
    return {"name": writer.name, "url": writer.href} if writer.href else {"name": writer.name}
