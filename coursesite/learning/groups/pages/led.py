"""The pages of a group's lead: figures of the whole group."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from coursesite.learning.groups.figures import FEWEST, Count
from coursesite.learning.groups.pages.groups import begins_in_words
from coursesite.learning.groups.queries import GroupLine, GroupRow
from coursesite.library.reading import Outline
from coursesite.web.filters import count_in_words, day_in_words


@dataclass(frozen=True, slots=True)
class LedLine:
    """One group in the list; how many are in it is said on its own page, where there are enough of them."""

    row: GroupLine
    now: datetime
    time_zone: str

    @property
    def href(self) -> str:
        """Its page."""
        return f"/groups/{self.row.key}/"

    @property
    def words(self) -> str:
        """Its course, and when it begins or ended."""
        if self.row.ended_at is not None:
            return f"{self.row.course_title}, ended on {day_in_words(self.row.ended_at, self.time_zone)}"
        return f"{self.row.course_title}, {begins_in_words(self.row.starts_at, self.now, self.time_zone)}"


@dataclass(frozen=True, slots=True)
class LedGroupsPage:
    """The groups that somebody answers for."""

    rows: Sequence[GroupLine]
    now: datetime
    time_zone: str

    @property
    def lines(self) -> list[LedLine]:
        """The list."""
        return [LedLine(row, self.now, self.time_zone) for row in self.rows]


@dataclass(frozen=True, slots=True)
class Step:
    """A lesson or a quiz of the course, and how many have finished it."""

    title: str
    kind: str
    count: Count


@dataclass(frozen=True, slots=True)
class LedGroupPage:
    """One group. Its figures are there only where the group is large enough."""

    group: GroupRow
    outline: Outline
    size: int
    as_of: datetime
    begun: Count | None = None
    completed: Count | None = None
    finished: Mapping[int, int] = field(default_factory=dict)

    def with_figures(self, begun: int, completed: int, finished: Mapping[int, int]) -> "LedGroupPage":
        """The page with its figures."""
        return replace(self, begun=Count(begun, self.size), completed=Count(completed, self.size), finished=finished)

    @property
    def trail(self) -> list[tuple[str, str | None]]:
        """The pages above."""
        return [("Groups", "/groups/"), (self.group.name, None)]

    @property
    def people(self) -> str:
        """How many people the figures speak of."""
        return count_in_words(self.size, "person", "people").capitalize()

    @property
    def day(self) -> str:
        """The day that the figures are of. It is the same day for everybody: the moment is in UTC."""
        return day_in_words(self.as_of)

    @property
    def fewest(self) -> str:
        """How many people it takes."""
        return count_in_words(FEWEST, "person", "people")

    @property
    def steps(self) -> list[Step]:
        """The course's lessons and quizzes, in their order."""
        return [
            Step(one.title, one.word, Count(self.finished.get(one.id, 0), self.size)) for one in self.outline.lessons
        ]
