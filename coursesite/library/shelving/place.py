"""Where one piece stands."""

from dataclasses import dataclass, field
from datetime import datetime

from coursesite.library.models import Kind, State


@dataclass(frozen=True, slots=True)
class Place:
    """Where one piece stands. `course` is the key of its course, `opens_after` of the piece that opens it,
    `about` of the lesson that a post names; `published_at` is the moment that a post is dated by.

    `from_file` says that a file decided it, `had_file` that it ever stood in one.
    """

    key: str
    kind: Kind
    course: str | None
    slug: str
    number: int
    path: str
    title: str
    state: State
    opens_after: str | None = None
    about: str | None = None
    published_at: datetime | None = None
    from_file: bool = field(default=False, compare=False)
    had_file: bool = field(default=True, compare=False)


Places = dict[str, Place]
