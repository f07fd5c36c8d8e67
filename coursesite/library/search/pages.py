"""What a page of search results says."""

from dataclasses import dataclass
from urllib.parse import urlencode

from coursesite.library.models import Kind
from coursesite.library.search.finding import PAGE_SIZE, Hit, Results
from coursesite.web.filters import count_in_words

KIND_WORDS = {
    Kind.COURSE: "Course",
    Kind.LESSON: "Lesson",
    Kind.QUIZ: "Quiz",
    Kind.CONVERSATION: "Conversation",
    Kind.POST: "Post",
    Kind.PAGE: "Page",
}


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
    """What was looked for, and a page of what was found. `typed` is shown as it was typed.

    `path` is the address that searches, `where` what its title says, `noun` what one thing found is called;
    `mixed` says that things of several kinds are found, so that each says its own.
    """

    typed: str
    results: Results
    path: str = "/search"
    where: str = "Search"
    noun: str = "place"
    mixed: bool = True

    @property
    def found(self) -> list[Found]:
        """This page's lines, best first."""
        return [Found(hit) for hit in self.results.hits]

    @property
    def title(self) -> str:
        """The page's title."""
        return f"{self.where}: {self.typed}" if self.typed else self.where

    @property
    def asked(self) -> bool:
        """Whether there was a word to look for."""
        return bool(self.results.words)

    @property
    def count(self) -> str:
        """How much was found, in words."""
        place = f", page {self.results.page} of {self.results.pages}" if self.results.pages > 1 else ""
        return f"{count_in_words(self.results.total, self.noun).capitalize()} found{place}."

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
        return f"{self.path}?" + urlencode({"q": self.typed, "page": page})
