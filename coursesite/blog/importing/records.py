"""What both readers give: one file's blog as a row of records, whoever wrote the file."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Refused(Exception):
    """This file can't be taken in; the message says why and what to do. Nothing of it was kept."""


class Standing(StrEnum):
    """Where an entry stood in its old blog."""

    PUBLISHED = "published"
    DRAFT = "draft"
    PENDING = "pending"
    SCHEDULED = "scheduled"
    PRIVATE = "private"
    PROTECTED = "protected"
    ARCHIVED = "archived"


class Verdict(StrEnum):
    """Where a comment stood in its old blog. The last three come from our own export alone, without text and writer:
    they keep the place of what was answered.
    """

    APPROVED = "approved"
    HELD = "held"
    SPAM = "spam"
    REMOVED = "removed"
    WITHDRAWN = "withdrawn"

    @property
    def is_place(self) -> bool:
        """Whether only the comment's place is left."""
        return self not in (Verdict.APPROVED, Verdict.HELD)


@dataclass(frozen=True, slots=True)
class BlogInfo:
    """The blog that a file is of. `address` is without scheme and final slash, in lower case; perhaps empty."""

    title: str
    address: str
    program: str
    version: str = ""


@dataclass(frozen=True, slots=True)
class Author:
    """Somebody who writes there: by which name entries call them, and by which one they are shown."""

    login: str
    name: str


@dataclass(frozen=True, slots=True)
class Own:
    """What only our own export says: the bytes as they were written, their path, when the discussion was closed,
    and the paths that lead there.
    """

    source: bytes = field(repr=False)
    path: str
    closed_at: datetime | None = None
    old: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A post or page. `identity` is the same in every export of the blog; `address` is as the file has it.

    `has_local_time` says that only a time without its zone was known, and was read as UTC. `wordpress` says that the
    text may hold what that program makes of it: paragraphs from blank lines, shortcodes.
    """

    identity: str
    kind: str
    title: str
    slug: str
    address: str
    html: str = field(repr=False)
    excerpt: str = field(default="", repr=False)
    author: str = ""
    published: datetime | None = None
    modified: datetime | None = None
    has_local_time: bool = False
    standing: Standing = Standing.PUBLISHED
    tags: tuple[str, ...] = ()
    comments_open: bool = True
    sticky: bool = False
    wordpress: bool = False
    own: Own | None = None


@dataclass(frozen=True, slots=True)
class FoundComment:
    """A comment. `entry` and `parent` are identities; `parent` is empty where it answers nobody.

    `local` is the name by which answers in the same file call it, where that is another than its identity.
    `of_author` says that the old blog knew the sender as one of its own writers, so that the address is theirs.
    `markdown` is what our own export says was typed, `guest` by which key it names the sender; `by_coach`, `edited` and
    `pinned` are known from there too.
    """

    identity: str
    entry: str
    parent: str
    name: str
    mail: str
    site: str
    html: str = field(repr=False)
    moment: datetime | None = None
    verdict: Verdict = Verdict.APPROVED
    of_author: bool = False
    wordpress: bool = False
    markdown: str | None = field(default=None, repr=False)
    guest: str = ""
    by_coach: bool = False
    edited: datetime | None = None
    pinned: datetime | None = None
    local: str = ""

    @property
    def called(self) -> str:
        """The name by which answers call it."""
        return self.local or self.identity


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that is not taken in and only counted, by a word for its kind.

    For a comment, `identity` and `parent` say where answers to it stood; they answer its parent from now on.
    """

    kind: str
    identity: str = ""
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Attached:
    """A picture that lies in the old blog's library. `data` is filled by our own export alone."""

    address: str
    path: str = ""
    data: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Doubt:
    """What could not come as it was, in a sentence; `title` names the post or page, empty for the whole file."""

    sentence: str
    title: str = ""


Record = BlogInfo | Author | Entry | FoundComment | LeftOut | Attached | Doubt
