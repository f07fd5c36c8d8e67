"""What the pages of this room show."""

from dataclasses import dataclass
from urllib.parse import urlencode

from markupsafe import Markup

from coursesite.learning.pages.cards import Card
from coursesite.learning.pages.mine import NextUp
from coursesite.learning.quizzes.pages.mine import MyQuizzes
from coursesite.library.models import Kind
from coursesite.library.search import PAGE_SIZE, Hit, Results
from coursesite.web.filters import count_in_words

KIND_WORDS = {Kind.COURSE: "Course", Kind.LESSON: "Lesson", Kind.QUIZ: "Quiz", Kind.PAGE: "Page"}
SEARCHED = frozenset(KIND_WORDS)


@dataclass(frozen=True, slots=True)
class Found:
    """One line of what was found."""

    hit: Hit

    @property
    def kind(self) -> str:
        """What it is, and where it belongs."""
        word = KIND_WORDS.get(self.hit.kind, "")
        return f"{word} · {self.hit.within}" if self.hit.within else word


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What was looked for, and a page of what was found. `typed` is shown as it was typed."""

    typed: str
    results: Results

    @property
    def found(self) -> list[Found]:
        """This page's lines, best first."""
        return [Found(hit) for hit in self.results.hits]

    @property
    def title(self) -> str:
        """The page's title."""
        return f"Search: {self.typed}" if self.typed else "Search"

    @property
    def asked(self) -> bool:
        """Whether there was a word to look for."""
        return bool(self.results.words)

    @property
    def count(self) -> str:
        """How much was found, in words."""
        place = f", page {self.results.page} of {self.results.pages}" if self.results.pages > 1 else ""
        return f"{count_in_words(self.results.total, 'place').capitalize()} found{place}."

    @property
    def first_number(self) -> int:
        """The number of this page's first line among all."""
        return (self.results.page - 1) * PAGE_SIZE + 1

    @property
    def previous_href(self) -> str:
        """The page before; empty on the first."""
        return self._href(self.results.page - 1) if self.results.page > 1 else ""

    @property
    def next_href(self) -> str:
        """The page after; empty on the last."""
        return self._href(self.results.page + 1) if self.results.page < self.results.pages else ""

    def _href(self, page: int) -> str:
        return "/search?" + urlencode({"q": self.typed, "page": page})


@dataclass(frozen=True, slots=True)
class TextPage:
    """A page of the library, such as About."""

    title: str
    summary: str
    body: Markup
    sources: Markup


@dataclass(frozen=True, slots=True)
class HomePage:
    """The front page: for somebody signed in the attempts under way and the one next thing, for everyone a few courses,
    for guests one first.
    """

    quizzes: MyQuizzes | None
    next_up: NextUp | None
    signed_in: bool
    lead: Card | None
    cards: tuple[Card, ...]
    more: bool
