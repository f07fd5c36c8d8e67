"""The trash as a page."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from coursesite.library.models import Kind
from coursesite.library.rights import rights
from coursesite.library.staff_queries import Footing
from coursesite.studio.addresses import desk_href, kind_in_words
from coursesite.studio.publishing.purging import goes_at
from coursesite.studio.publishing.trash_queries import Trashed
from coursesite.web.filters import day_in_words
from coursesite.web.paging import page_count

ON_A_PAGE = 50
TRASH = "/studio/trash/"
KEPT = "People have learned in it, so it is kept: it will be archived, and what they did stays theirs."
GOES = "Nobody has learned in it, so it goes for good, with its earlier wordings and pictures that nothing else shows."


@dataclass(frozen=True)
class TrashPage:
    """What is in the trash. `kept` are the ids of those that people learned in, `role` is that of whoever asks."""

    role: str
    rows: Sequence[Trashed]
    kept: Collection[int]
    total: int
    number: int
    time_zone: str
    done: str = ""

    def what(self, row: Trashed) -> str:
        """What it is, and in which course."""
        words = kind_in_words(row.kind).capitalize()
        return f"{words} in {row.course_title}" if row.course_title else words

    def when(self, row: Trashed) -> str:
        """Until when it lies there, and what becomes of it then."""
        return f"Until {day_in_words(goes_at(row), self.time_zone)}. {KEPT if row.id in self.kept else GOES}"

    def may_restore(self, row: Trashed) -> bool:
        """Whether whoever asks may take it out again."""
        kind = Kind.COURSE.value if row.course_title is not None else row.kind
        return rights(self.role, Footing(row.id, kind, row.approval, row.part, row.has_staff)).publishes

    @staticmethod
    def restore_href(row: Trashed) -> str:
        """Where the form leads that takes it out."""
        return desk_href(row.key, "restore")

    @property
    def links(self) -> list[tuple[int, str]]:
        """The pages of the list: number and address, empty for this one."""
        pages = range(1, page_count(self.total, ON_A_PAGE) + 1)
        return [(one, "" if one == self.number else f"{TRASH}?page={one}") for one in pages]
