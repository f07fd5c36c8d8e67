"""The list of everything written, as its page shows it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import urlencode

from coursesite.library.models import Kind, State
from coursesite.studio.addresses import WRITE, desk_href
from coursesite.studio.shelf.queries import Counts
from coursesite.studio.shelf.standing import Line
from coursesite.web.filters import count_in_words
from coursesite.web.paging import page_count

LEFT_OPEN, COURSES, OTHERS = 8, 8, 8
"""How many of each stand on the first page."""
IN_A_COURSE = 60
ON_A_PAGE = 40
NEW_IN_COURSE = (Kind.LESSON, Kind.QUIZ, Kind.CONVERSATION, Kind.POOL)


class Of(StrEnum):
    """Which part of the list is asked for."""

    ALL = ""
    COURSES = "courses"
    POSTS = "posts"
    PAGES = "pages"


@dataclass(frozen=True, slots=True)
class CourseLine:
    """A course with the first of what is in it, and how many there are in all."""

    line: Line
    inside: Sequence[Line]
    total: int

    @property
    def outline_href(self) -> str:
        """Its outline at the desk."""
        return desk_href(self.line.row.key, "outline")

    @property
    def more(self) -> str:
        """What leads to the rest of a long course; empty where all is shown."""
        return f"All {self.total:,} in the outline" if self.total > len(self.inside) else ""

    @property
    def new(self) -> Sequence[tuple[str, str]]:
        """What can be begun in it: words and address."""
        if not self.line.rights.writes or self.line.row.state == State.ARCHIVED:
            return ()
        return [(one.value, desk_href(self.line.row.key, f"new/{one}")) for one in NEW_IN_COURSE]


@dataclass(frozen=True, slots=True)
class WritePage:
    """Everything written, a part of it, or what a search found."""

    counts: Counts
    of: Of = Of.ALL
    words: str = ""
    number: int = 1
    total: int = 0
    left_open: Sequence[Line] = ()
    courses: Sequence[CourseLine] = ()
    posts: Sequence[Line] = ()
    pages: Sequence[Line] = ()
    found: Sequence[Line] = field(default=())

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written yet that who asks could see."""
        return not any(self.counts)

    @property
    def choices(self) -> Sequence[tuple[str, str, bool]]:
        """The parts of the list: words, address, whether it is this one."""
        words = (
            (Of.ALL, "Everything"),
            (Of.COURSES, count_in_words(self.counts.courses, "course")),
            (Of.POSTS, count_in_words(self.counts.posts, "post")),
            (Of.PAGES, count_in_words(self.counts.pages, "page")),
        )
        return [(said.capitalize(), _address(of=of), of is self.of and not self.words) for of, said in words]

    @property
    def links(self) -> Sequence[tuple[int, str]]:
        """The pages of a long part or of a search: number and address, empty for this one."""
        size = COURSES if self.of is Of.COURSES and not self.words else ON_A_PAGE
        count = page_count(self.total, size)
        there = [(one, _address(of=self.of, q=self.words, page=str(one))) for one in range(1, count + 1)]
        return [(one, "" if one == self.number else href) for one, href in there]

    @property
    def found_words(self) -> str:
        """How much a search found."""
        return f"{count_in_words(self.total, 'title').capitalize()} with “{self.words}”"


def _address(**asked: str) -> str:
    query = urlencode({name: value for name, value in asked.items() if value and (name, value) != ("page", "1")})
    return f"{WRITE}?{query}" if query else WRITE
