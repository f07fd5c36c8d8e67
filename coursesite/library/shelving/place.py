"""Where one piece stands."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from coursesite.library.models import Kind, State


@dataclass(frozen=True, slots=True)
class Place:
    """Where one piece stands. `course` is the key of its course, `opens_after` of the piece that opens it,
    `about` of the lesson that a post names; `published_at` is the moment that a post is dated by.

    `taken_off_at` is when a coach took it off the site, `trashed_at` since when it is in the trash. `from_file` says
    that a file (or a text from the browser) decided it, `had_file` that it ever stood in one, `has_text` that it was
    published once.
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
    taken_off_at: datetime | None = None
    trashed_at: datetime | None = None
    from_file: bool = field(default=False, compare=False)
    had_file: bool = field(default=True, compare=False)
    has_text: bool = field(default=True, compare=False)

    @property
    def is_off(self) -> bool:
        """Whether the browser alone decides about it: it was never published, or a coach took it off the site."""
        return not self.has_text or self.taken_off_at is not None

    @property
    def set_aside(self) -> "Place":
        """The same, with its slug left to whoever comes next."""
        return replace(self, slug=aside(self.slug, self.key))


def aside(slug: str, key: str) -> str:
    """The slug of a piece that holds no address: nobody else's can be the same."""
    return slug if slug.endswith(f"~{key}") else f"{slug}~{key}"


Places = dict[str, Place]
