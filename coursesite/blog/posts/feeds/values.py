"""What a feed holds, whichever form it takes. Every address is whole."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid5

_NAMESPACE = UUID("5b0f4c0e-6f55-4a5e-9c39-0d8f9e6a7c21")
"""Our own, so that our keys become ids that nobody else's words become."""


@dataclass(frozen=True, slots=True)
class Writer:
    """Who wrote something; `href` is empty where nothing more is known of them."""

    name: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """What a comment answers: its id in feeds and its address."""

    id: str
    href: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A post or a comment, whole. `tags` are slugs with names; `replies` is the feed of what people say to it."""

    id: str
    title: str
    href: str
    html: str
    published: datetime
    updated: datetime
    writer: Writer
    summary: str = ""
    tags: Sequence[tuple[str, str]] = field(default=())
    replies: str = ""
    answers: Answered | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """Entries, newest first, with the page that they are also on and the two addresses of the feed."""

    title: str
    subtitle: str
    page_href: str
    atom_href: str
    json_href: str
    updated: datetime
    entries: Sequence[Entry]


def entry_id(*parts: object) -> str:
    """An id that stays the same when the address changes: made from a piece's key, or from more parts below it."""
    return uuid5(_NAMESPACE, "/".join(map(str, parts))).urn
