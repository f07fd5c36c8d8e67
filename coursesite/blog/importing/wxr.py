"""WordPress's own export, WXR 1.0 to 1.2, as records; and ours, which is one with a few notes more.

What its elements mean: wordpress.org, "export.php" of each release since 2.1, and the importer that reads them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from coursesite.blog.importing import dates, own
from coursesite.blog.importing.records import (
    Attached,
    Author,
    BlogInfo,
    Doubt,
    Entry,
    LeftOut,
    Own,
    Record,
    Refused,
    Standing,
)
from coursesite.blog.importing.streaming import Part
from coursesite.blog.importing.values import bare_address, digest, plain
from coursesite.blog.importing.wxr_talk import comment_of, noted_at, text_of

VERSIONS = ("1.0", "1.1", "1.2")
NOT_AN_EXPORT = (
    "The file is a news feed (RSS), which holds the last few posts and no comments. In WordPress choose Tools, Export, "
    "“All content”, and take the file that you get."
)
_STANDINGS = {
    "publish": Standing.PUBLISHED,
    "future": Standing.SCHEDULED,
    "draft": Standing.DRAFT,
    "pending": Standing.PENDING,
    "private": Standing.PRIVATE,
}
_LEFT_OUT = {"trash": "entry:trash", "auto-draft": "entry:auto-draft", "inherit": "entry:revision"}
_TERMS = frozenset({"", "category", "tag", "post_tag"})


@dataclass(frozen=True, slots=True)
class _Moments:
    """When an item was published and last changed, and whether the first had no zone."""

    published: datetime | None
    modified: datetime | None
    is_local: bool


class Reader:
    """Reads one file's parts in their order."""

    def __init__(self) -> None:
        self._channel: dict[str, str] = {}
        self._begun = False
        self._blog = ""

    def read(self, parts: Iterator[Part]) -> Iterator[Record]:
        """The records of these parts. Raises `Refused` where the file is only a feed."""
        for part in parts:
            if part.tag == "item":
                if not self._begun:
                    yield from self._begin(part)
                yield from self._item(part)
            elif part.tag == "wp:author":
                login, name = part.says("wp:author_login"), part.says("wp:author_display_name")
                yield Author(plain(login), plain(name or login))
            else:
                self._channel.setdefault(part.tag, part.text.strip())
        if not self._begun:
            yield from self._begin(None)

    def _begin(self, first: Part | None) -> Iterator[Record]:
        channel = self._channel
        of_wordpress = any(tag.startswith("wp:") for tag in channel)
        if not of_wordpress and (first is None or first.child("wp:post_type") is None):
            raise Refused(NOT_AN_EXPORT)
        self._begun = True
        # The blog's own address; of a network, not the network's.
        self._blog = bare_address(channel.get("wp:base_blog_url") or channel.get("link", ""))
        is_own = channel.get("generator", "").startswith(own.PROGRAM)
        version = channel.get("wp:wxr_version", "")
        yield BlogInfo(plain(channel.get("title", "")), self._blog, own.PROGRAM if is_own else "wordpress", version)
        if version and version not in VERSIONS:
            sentence = (
                f"The file is WXR {version[:20]}, and 1.0 to 1.2 are known here: what is new in it is passed over."
            )
            yield Doubt(sentence)

    def _item(self, item: Part) -> Iterator[Record]:
        kind, status = item.says("wp:post_type") or "post", item.says("wp:status") or "publish"
        noted = noted_at(item, "wp:postmeta")
        left = _LEFT_OUT.get(status)
        if kind == "attachment":
            yield _attached(item, noted)
        elif kind not in ("post", "page"):
            yield LeftOut(f"entry:{kind[:40]}")
        elif left is not None:
            yield LeftOut(left)
            yield from (LeftOut("comment:below") for _comment in item.all("wp:comment"))
        else:
            entry = self._entry(item, kind, status, noted)
            yield entry
            if status not in _STANDINGS:
                yield Doubt(f"It stood as “{status[:40]}”, which is not known here: it becomes a draft.", entry.title)
            if own.SOURCE in noted and entry.own is None:
                sentence = "It was changed by another program since it was exported, and comes as it stands there."
                yield Doubt(sentence, entry.title)
            for comment in item.all("wp:comment"):
                yield comment_of(comment, entry.identity, self._named)

    def _entry(self, item: Part, kind: str, status: str, noted: dict[str, str]) -> Entry:
        moments = _moments(item, status)
        html, excerpt = text_of(item, "content:encoded"), text_of(item, "excerpt:encoded")
        title = plain(item.says("title"))
        standing = _STANDINGS.get(status, Standing.DRAFT)
        if item.says("wp:post_password"):
            standing = Standing.PROTECTED
        if noted.get(own.STATE) == Standing.ARCHIVED:
            standing = Standing.ARCHIVED
        source = own.unsealed(noted, title, html)
        return Entry(
            identity=self._identity(item, noted, title),
            kind=kind,
            title=title,
            slug=item.says("wp:post_name"),
            address=item.says("link"),
            html=html,
            excerpt=excerpt,
            author=plain(item.says("dc:creator")),
            published=moments.published,
            modified=moments.modified,
            has_local_time=moments.is_local,
            standing=standing,
            tags=_tags(item),
            comments_open=item.says("wp:comment_status") != "closed",
            sticky=item.says("wp:is_sticky") == "1",
            wordpress=own.SOURCE not in noted,
            own=None if source is None else _own(item, noted, source),
        )

    def _identity(self, item: Part, noted: dict[str, str], title: str) -> str:
        if own.KEY in noted:
            return own.ENTRY + noted[own.KEY][:40]
        number = item.says("wp:post_id")
        return self._named(f"post:{number}" if number else digest(item.says("link", "guid"), title))

    def _named(self, name: str) -> str:
        whole = f"wordpress:{self._blog}:{name}"
        return whole if len(whole) <= 200 else f"wordpress:{digest(whole)}"


def _own(item: Part, noted: dict[str, str], source: bytes) -> Own:
    old = (
        note.says("wp:meta_value") for note in item.all("wp:postmeta") if note.says("wp:meta_key") == own.OLD_ADDRESS
    )
    return Own(source, noted.get(own.PATH, ""), dates.iso(noted.get(own.CLOSED, "")), tuple(filter(None, old)))


def _moments(item: Part, status: str) -> _Moments:
    modified = dates.sql(item.says("wp:post_modified_gmt")) or dates.sql(item.says("wp:post_modified"))
    local = dates.sql(item.says("wp:post_date"))
    if status in ("draft", "pending"):
        # A draft's date is the moment at which it was last saved.
        return _Moments(None, modified or local, is_local=False)
    exact = dates.sql(item.says("wp:post_date_gmt")) or dates.mail(item.says("pubDate"))
    return _Moments(exact or local, modified, is_local=exact is None and local is not None)


def _tags(item: Part) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for term in item.all("category"):
        name = plain(term.text)
        if term.attributes.get("domain", "") in _TERMS and name and name.lower() != "uncategorized":
            found.setdefault(name.casefold(), name)
    return tuple(found.values())


def _attached(item: Part, noted: dict[str, str]) -> Attached:
    packed = noted.get(own.SOURCE)
    data = own.unsealed(noted) if packed else None
    return Attached(item.says("wp:attachment_url", "guid"), noted.get(own.PATH, ""), data)
