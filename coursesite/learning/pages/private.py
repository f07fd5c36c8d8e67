"""What somebody wrote for themselves, on one page."""

from collections.abc import Sequence
from dataclasses import dataclass

from coursesite.learning.queries import ENTRIES_ON_A_PAGE, EntryRow
from coursesite.library.addresses import address_of, exercise_anchor
from coursesite.web.filters import count_in_words


@dataclass(frozen=True, slots=True)
class PrivatePage:
    """A page of entries, newest first, and whether more may be kept."""

    entries: Sequence[EntryRow]
    total: int
    page: int
    consented: bool
    refused: bool

    @property
    def count(self) -> str:
        """How many there are, in words."""
        return count_in_words(self.total, "entry", "entries").capitalize()

    @property
    def links(self) -> list[tuple[int, str]]:
        """The pages: number and address, empty for this one."""
        pages = max(-(-self.total // ENTRIES_ON_A_PAGE), 1)
        return [
            (number, "" if number == self.page else f"/settings/private?page={number}")
            for number in range(1, pages + 1)
        ]

    @staticmethod
    def href(entry: EntryRow) -> str:
        """Where an entry can be changed."""
        address = address_of(entry.lesson_kind, entry.lesson_slug, entry.course_slug)
        return f"{address}#{exercise_anchor(entry.exercise)}"
