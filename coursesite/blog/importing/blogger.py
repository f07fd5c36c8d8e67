"""Blogger's two exports as records: the Atom file of its own settings page, and the feed that Takeout gives since 2025.

The first tells posts, pages, comments, templates and settings apart by a category, the second by `blogger:type`.
Schemas: developers.google.com/blogger (version 2 of its data format) and schemas.google.com/blogger/2018.
"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from coursesite.blog.importing import dates
from coursesite.blog.importing.records import (
    BlogInfo,
    Entry,
    FoundComment,
    LeftOut,
    Record,
    Refused,
    Standing,
    Verdict,
)
from coursesite.blog.importing.streaming import Part
from coursesite.blog.importing.values import UNKNOWN, bare_address, digest, plain

NOT_AN_EXPORT = (
    "The file is a news feed (Atom) and no export of Blogger. In Blogger choose Settings, “Back up content”, "
    "and take the file feed.atom of what you get."
)
KIND = "http://schemas.google.com/g/2005#kind"
_KINDS = {"post": "POST", "page": "PAGE", "comment": "COMMENT", "template": "template", "settings": "settings"}
_POST_NUMBER = re.compile(r"(\d{5,25})/?$")
_REMOVED = re.compile(r"this (?:comment|post) has been removed by", re.IGNORECASE)


class Reader:
    """Reads one file's parts in their order."""

    def __init__(self) -> None:
        self._feed: dict[str, str] = {}
        self._begun = False
        self._blog = ""

    def read(self, parts: Iterator[Part]) -> Iterator[Record]:
        """The records of these parts. Raises `Refused` where the file is only a feed."""
        for part in parts:
            if part.tag == "entry":
                if not self._begun:
                    yield from self._begin(part)
                yield self._entry(part)
            elif part.tag == "link" and part.attributes.get("rel") == "alternate":
                self._feed["alternate"] = part.attributes.get("href", "")
            else:
                self._feed.setdefault(part.tag, part.text.strip())
        if not self._begun:
            raise Refused(NOT_AN_EXPORT)

    def _begin(self, first: Part) -> Iterator[Record]:
        if not _kind(first):
            raise Refused(NOT_AN_EXPORT)
        self._begun = True
        self._blog = bare_address(self._feed.get("alternate", "")) or UNKNOWN
        version = "Takeout" if first.child("blogger:type") is not None else "Atom"
        yield BlogInfo(plain(self._feed.get("title", "")), self._blog, "blogger", version)

    def _entry(self, part: Part) -> Record:
        kind, status = _kind(part), part.says("blogger:status")
        if kind not in ("POST", "PAGE", "COMMENT"):
            return LeftOut(f"entry:{kind.lower()[:40] or 'unknown'}")
        is_trashed = "TRASH" in status or bool(part.says("blogger:trashed"))
        if kind == "COMMENT":
            return self._comment(part, status, is_trashed=is_trashed)
        if is_trashed:
            return LeftOut("entry:trash")
        address = _address(part, self._blog)
        return Entry(
            identity=_identity(part),
            kind=kind.lower(),
            title=plain(part.says("title")),
            slug=_slug(address),
            address=address,
            html=_content(part),
            excerpt=part.says("blogger:metaDescription"),
            author=_writer(part)[0],
            published=dates.iso(part.says("published", "blogger:created")),
            modified=dates.iso(part.says("updated")),
            standing=_standing(part, status),
            tags=_tags(part),
            comments_open=part.says("blogger:commentStatus", "blogger:comments") not in ("CLOSED", "HIDDEN"),
        )

    def _comment(self, part: Part, status: str, *, is_trashed: bool) -> Record:
        identity, parent = _identity(part), _answered(part)
        answered = part.child("thr:in-reply-to")
        below = part.says("blogger:parent") or ("" if answered is None else answered.attributes.get("ref", ""))
        html = _content(part)
        if "SPAM" in status:
            return LeftOut("comment:spam", identity, parent)
        if is_trashed or status == "EMPTIED" or _is_emptied(part, html):
            return LeftOut("comment:trash", identity, parent)
        name, site, mail = _writer(part)
        return FoundComment(
            identity=identity,
            entry=below,
            parent=parent,
            name=name,
            mail=mail,
            site=site,
            html=html,
            moment=dates.iso(part.says("published", "blogger:created")),
            verdict=Verdict.APPROVED if status in ("", "LIVE") and not _is_draft(part) else Verdict.HELD,
        )


def _kind(part: Part) -> str:
    """POST, PAGE, COMMENT or another word; empty where the entry says nothing of it."""
    if found := part.says("blogger:type"):
        return found.upper()
    terms = (one.attributes for one in part.all("category") if one.attributes.get("scheme") == KIND)
    word = next((attributes.get("term", "").rpartition("#")[2] for attributes in terms), "")
    return _KINDS.get(word, word)


def _identity(part: Part) -> str:
    found = part.says("id")
    return found[:250] if found else f"blogger:{digest(part.says('title'), part.says('published'), _content(part))}"


def _content(part: Part) -> str:
    content = part.child("content") or part.child("summary")
    return "" if content is None else content.text


def _standing(part: Part, status: str) -> Standing:
    if status == "SCHEDULED":
        return Standing.SCHEDULED
    return Standing.DRAFT if _is_draft(part) or status not in ("", "LIVE") else Standing.PUBLISHED


def _is_draft(part: Part) -> bool:
    control = part.child("app:control")
    return control is not None and control.says("app:draft") == "yes"


def _address(part: Part, blog: str) -> str:
    links = (link.attributes for link in part.all("link") if link.attributes.get("rel") == "alternate")
    found = next((link.get("href", "") for link in links if "html" in link.get("type", "html")), "")
    name = part.says("blogger:filename")
    return found or (f"http://{blog}{name}" if name.startswith("/") else "")


def _slug(address: str) -> str:
    try:
        name = urlsplit(address).path.rstrip("/").rpartition("/")[2]
    except ValueError:
        return ""
    return name.removesuffix(".html")


def _tags(part: Part) -> tuple[str, ...]:
    terms = (one.attributes for one in part.all("category") if one.attributes.get("scheme") != KIND)
    found: dict[str, str] = {}
    for term in terms:
        name = plain(term.get("term", ""))
        if name:
            found.setdefault(name.casefold(), name)
    return tuple(found.values())


def _writer(part: Part) -> tuple[str, str, str]:
    """Name, page and mail address of who wrote it. Blogger puts one and the same address in place of most."""
    author = part.child("author")
    if author is None:
        return "", "", ""
    mail = author.says("email")
    return plain(author.says("name")), author.says("uri"), "" if mail.endswith("@blogger.com") else mail


def _answered(part: Part) -> str:
    """The comment that this one answers: the older form names it by the address of its own feed."""
    if part.child("blogger:type") is not None:
        return part.says("blogger:inReplyTo")
    links = (link.attributes.get("href", "") for link in part.all("link") if link.attributes.get("rel") == "related")
    number = next((found[1] for href in links if (found := _POST_NUMBER.search(href))), "")
    head, mark, _own = part.says("id").rpartition("post-")
    return f"{head}post-{number}" if number and mark else ""


def _is_emptied(part: Part, html: str) -> bool:
    noted = {one.attributes.get("name"): one.attributes.get("value") for one in part.all("gd:extendedProperty")}
    return noted.get("blogger.contentRemoved") == "true" or (len(html) < 200 and bool(_REMOVED.search(html)))
