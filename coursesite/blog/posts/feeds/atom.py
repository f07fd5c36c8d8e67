"""A feed as Atom (RFC 4287), with what a comment answers (RFC 4685)."""

import re
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, SubElement, tostring

from coursesite.blog.posts.feeds.values import Entry, Feed, Writer

CONTENT_TYPE = "application/atom+xml; charset=utf-8"
_ATOM, _THREAD = "http://www.w3.org/2005/Atom", "http://purl.org/syndication/thread/1.0"
# XML 1.0 can't hold these, not even escaped.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def atom(feed: Feed) -> bytes:
    """The feed's bytes, in UTF-8."""
    root = Element("feed", {"xmlns": _ATOM, "xmlns:thr": _THREAD, "xml:lang": "en"})
    # The feed is its address; what it holds has ids that outlast addresses.
    _text(root, "id", feed.atom_href)
    _text(root, "title", feed.title)
    if feed.subtitle:
        _text(root, "subtitle", feed.subtitle)
    _text(root, "updated", _moment(feed.updated))
    _link(root, "self", feed.atom_href, "application/atom+xml")
    _link(root, "alternate", feed.page_href, "text/html")
    for entry in feed.entries:
        _entry(root, entry)
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _entry(root: Element, entry: Entry) -> None:
    node = SubElement(root, "entry")
    _text(node, "id", entry.id)
    _text(node, "title", entry.title)
    _text(node, "published", _moment(entry.published))
    _text(node, "updated", _moment(entry.updated))
    _author(node, entry.writer)
    _link(node, "alternate", entry.href, "text/html")
    if entry.replies:
        _link(node, "replies", entry.replies, "application/atom+xml")
    if entry.answers is not None:
        answered = {"ref": entry.answers.id, "href": _written(entry.answers.href), "type": "text/html"}
        SubElement(node, "thr:in-reply-to", answered)
    for slug, name in entry.tags:
        SubElement(node, "category", {"term": _written(slug), "label": _written(name)})
    if entry.summary:
        _text(node, "summary", entry.summary)
    _text(node, "content", entry.html, type="html")


def _author(node: Element, writer: Writer) -> None:
    author = SubElement(node, "author")
    _text(author, "name", writer.name)
    if writer.href:
        _text(author, "uri", writer.href)


def _link(node: Element, relation: str, href: str, media_type: str) -> None:
    SubElement(node, "link", {"rel": relation, "type": media_type, "href": _written(href)})


def _text(node: Element, name: str, text: str, **attributes: str) -> None:
    SubElement(node, name, attributes).text = _written(text)


def _written(text: str) -> str:
    return _UNWRITABLE.sub("", text)


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")
