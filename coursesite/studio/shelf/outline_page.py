"""A course's outline at the desk, as its pages show it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from coursesite.library.addresses import SHOWN, address_of
from coursesite.library.faults import FileFault
from coursesite.library.models import Kind, State
from coursesite.library.rights import Rights
from coursesite.studio.addresses import WORDS, WRITE, desk_href
from coursesite.studio.shelf.creating_queries import Course
from coursesite.studio.shelf.ordering import seen, slug_in
from coursesite.studio.shelf.outline_queries import Inside, Target
from coursesite.studio.shelf.page import NEW_IN_COURSE


@dataclass(frozen=True, slots=True)
class Opened:
    """A course with all that stands in it, and what who asks may do."""

    course: Course
    rights: Rights
    rows: Sequence[Inside]

    @property
    def href(self) -> str:
        """The outline's address."""
        return desk_href(self.course.key, "outline")

    def row(self, key: str) -> Inside | None:
        """One of the pieces."""
        return next((row for row in self.rows if row.key == key), None)


@dataclass(frozen=True, slots=True)
class OutlinePage:
    """The outline, or what somebody wanted of it and why it wasn't done.

    `wanted` is their order, where it differs from what stands; `faults` say what stood against it. `moved` and `by` say
    which button was pressed last, so that it keeps the focus.
    """

    opened: Opened
    wanted: Sequence[Inside] = ()
    faults: Sequence[FileFault] = ()
    is_stale: bool = False
    moved: str = ""
    by: str = ""

    @property
    def lines(self) -> Sequence[Inside]:
        """What is listed: the order that was wanted and refused, else the one that stands."""
        return self.wanted if self.wanted and not self.is_stale else self.opened.rows

    @property
    def seen(self) -> str:
        """What says that the outline is still this one."""
        return seen(self.opened.rows)

    @property
    def trail(self) -> list[tuple[str, str | None]]:
        """The pages above this one."""
        return [("Write", WRITE), (self.opened.course.title, desk_href(self.opened.course.key)), ("Outline", None)]

    @property
    def new(self) -> Sequence[tuple[str, str]]:
        """What can be begun here: words and address."""
        if not self.opened.rights.writes:
            return ()
        return [(one.value, desk_href(self.opened.course.key, f"new/{one}")) for one in NEW_IN_COURSE]

    def facts(self, row: Inside) -> str:
        """What a piece is and where it stands."""
        words = WORDS[Kind(row.kind)].capitalize()
        return f"{words}. {_state(row)}"

    def piece_href(self, row: Inside) -> str:
        """Where it is moved to another course, or gets another address."""
        return f"{self.opened.href}?piece={row.key}"

    def editor_href(self, row: Inside) -> str:
        """Where it is written; empty for who doesn't."""
        return desk_href(row.key) if self.opened.rights.writes else ""


@dataclass(frozen=True, slots=True)
class PiecePage:
    """One piece of a course, or the course itself: another course for it, another address."""

    opened: Opened
    row: Inside | None
    targets: Sequence[Target] = ()
    typed: str = ""
    faults: Sequence[FileFault] = field(default=())

    @property
    def title(self) -> str:
        """What it is called."""
        return self.row.title if self.row else self.opened.course.title

    @property
    def key(self) -> str:
        """Its key."""
        return self.row.key if self.row else self.opened.course.key

    @property
    def seen(self) -> str:
        """What says that the outline is still this one."""
        return seen(self.opened.rows)

    @property
    def slug(self) -> str:
        """The last part of its address, or what was typed for it."""
        return self.typed or (slug_in(self.row) if self.row else self.opened.course.folder)

    @property
    def before(self) -> str:
        """What stands before that part."""
        return f"/courses/{self.opened.course.slug.partition('~')[0]}/" if self.row else "/courses/"

    @property
    def shown_href(self) -> str:
        """Its address now; empty where nobody sees it."""
        course = self.opened.course
        if self.row is None:
            return address_of(Kind.COURSE, course.slug, None) if course.state == State.PUBLISHED else ""
        is_shown = self.row.is_shown and course.state == State.PUBLISHED and Kind(self.row.kind) in SHOWN
        return address_of(self.row.kind, self.row.slug, course.slug) if is_shown else ""

    @property
    def trail(self) -> list[tuple[str, str | None]]:
        """The pages above this one."""
        course = self.opened.course
        above: list[tuple[str, str | None]] = [("Write", WRITE), (course.title, desk_href(course.key))]
        return [*above, ("Outline", self.opened.href), (self.title, None)]


def _state(row: Inside) -> str:
    if row.is_shown:
        return "Published, with changes that aren’t" if row.has_draft else "Published"
    return "Draft" if row.published_revision_id is None else "Taken off the site"
