"""The page on which feelings are noted, and where what was noted stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from coursesite.learning.growth.bounds import ON_A_PAGE
from coursesite.learning.growth.grid import ROWS, Cell
from coursesite.learning.growth.models import Feeling
from coursesite.learning.growth.pages import Grid
from coursesite.text.harm import speaks_of_harm
from coursesite.web.filters import month_in_words, zone


@dataclass(frozen=True, slots=True)
class Line:
    """A feeling in the list."""

    row: Feeling
    time_zone: str

    @property
    def meaning(self) -> str:
        """Where it lies on the grid."""
        return Cell(self.row.pleasant, self.row.energetic).meaning

    @property
    def month(self) -> str:
        """The month in which it was felt, by the person's own calendar."""
        felt = self.row.felt_at.astimezone(zone(self.time_zone))
        return month_in_words(felt.year, felt.month)

    @property
    def is_heavy(self) -> bool:
        """Whether its words speak of harming oneself."""
        return speaks_of_harm(f"{self.row.word}\n{self.row.note}")


@dataclass(frozen=True)
class FeelingsPage:
    """The grid as a form, the picture, the list."""

    lines: Sequence[Line]
    page: int
    has_more: bool
    grid: Grid
    asks_consent: bool
    place: str = ""
    word: str = ""
    note: str = ""
    refused: str = ""

    @property
    def rows(self) -> Sequence[Sequence[Cell]]:
        """The cells."""
        return ROWS

    @property
    def by_month(self) -> list[tuple[str, list[Line]]]:
        """The list, month by month."""
        return [(month, list(lines)) for month, lines in groupby(self.lines, key=lambda line: line.month)]

    @property
    def is_heavy(self) -> bool:
        """Whether what stands on this page, typed or kept, speaks of harming oneself."""
        return speaks_of_harm(f"{self.word}\n{self.note}") or any(line.is_heavy for line in self.lines)

    @property
    def newer_href(self) -> str:
        """The page before; empty on the first."""
        return f"/growth/feelings?page={self.page - 1}#noted" if self.page > 1 else ""

    @property
    def older_href(self) -> str:
        """The next page; empty on the last."""
        return f"/growth/feelings?page={self.page + 1}#noted" if self.has_more else ""


def skipped(page: int) -> int:
    """How many lines stand before this page."""
    return (page - 1) * ON_A_PAGE
