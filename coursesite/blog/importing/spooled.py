"""What lies in the spool, and how it is written there."""

import json
from base64 import b64decode, b64encode
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from coursesite.blog.importing.records import Entry, FoundComment, Own, Standing, Verdict


@dataclass(frozen=True, slots=True)
class Planned:
    """What becomes of an entry. `old` are paths of the old blog that lead here, `state` the piece's to be.

    `key` is its piece's key, `slug` and `path` where it will stand, `moment` when it is dated.
    """

    key: str
    kind: str
    title: str
    slug: str
    path: str
    state: str
    moment: datetime | None
    author: str = ""
    old: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """An entry of the spool with what is known of it so far. `piece_id` is filled where it is here already."""

    n: int
    entry: Entry
    piece_id: int | None = None
    planned: Planned | None = None

    @property
    def takes_comments(self) -> bool:
        """Whether comments can stand below it here: below posts only."""
        return (self.planned.kind if self.planned is not None else self.entry.kind) == "post"


@dataclass(frozen=True, slots=True)
class Reply:
    """A comment of the spool. `comment_id` is filled where it is here already."""

    n: int
    comment: FoundComment
    comment_id: int | None = None
    markdown: str = ""
    html: str = ""


def packed(record: Entry | FoundComment | Planned) -> str:
    """A record as text."""
    return json.dumps(asdict(record), default=_plain, ensure_ascii=False)


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, bytes):
        return b64encode(value).decode("ascii")
    raise TypeError(f"{type(value).__name__} can't be kept")


def _moment(written: str | None) -> datetime | None:
    return None if written is None else datetime.fromisoformat(written)


def entry_of(packed: str) -> Entry:
    """The entry that a text says."""
    values = json.loads(packed)
    own = values.pop("own")
    for name in ("published", "modified"):
        values[name] = _moment(values[name])
    values["standing"], values["tags"] = Standing(values["standing"]), tuple(values["tags"])
    entry = Entry(**values)
    if own is None:
        return entry
    source, closed = b64decode(own["source"]), _moment(own["closed_at"])
    return replace(entry, own=Own(source, own["path"], closed, tuple(own["old"])))


def comment_of(packed: str) -> FoundComment:
    """The comment that a text says."""
    values = json.loads(packed)
    for name in ("moment", "edited", "pinned"):
        values[name] = _moment(values[name])
    values["verdict"] = Verdict(values["verdict"])
    return FoundComment(**values)


def planned_of(packed: str | None) -> Planned | None:
    """The plan that a text says; None where there is none."""
    if packed is None:
        return None
    values = json.loads(packed)
    values["moment"], values["old"] = _moment(values["moment"]), tuple(values["old"])
    return Planned(**values)
