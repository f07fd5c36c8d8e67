"""Search results: ranked, counted, in pages, each with an extract in which the matches are marked."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy.orm import Session

from coursesite.library.models import Kind
from coursesite.library.search import queries
from coursesite.library.search.words import asked_words, marked_pieces

PAGE_SIZE = 10
MOST_PAGES = 50


@dataclass(frozen=True, slots=True)
class Hit:
    """A piece that was found. `within` is its course's title, else empty; `extract` is text and whether it matches."""

    kind: Kind
    title: str
    address: str
    within: str
    extract: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Results:
    """One page of what was found. `total` counts all pages' hits, `words` is what was looked for."""

    total: int
    hits: tuple[Hit, ...] = ()
    page: int = 1
    words: tuple[str, ...] = ()

    @property
    def pages(self) -> int:
        """How many pages can be turned to."""
        return min(MOST_PAGES, -(-self.total // PAGE_SIZE))


def find(session: Session, words: str, *, kinds: Collection[Kind] | None = None, page: int = 1) -> Results:
    """What holds all the words, the last one as a beginning; titles count above text.

    Takes whatever was typed. `page` counts from 1. Without a word in it nothing is found and nothing is asked.
    """
    asked = asked_words(words)
    page = min(max(page, 1), MOST_PAGES)
    if not asked:
        return Results(0)
    wanted = None if kinds is None else sorted(Kind(kind).value for kind in kinds)
    total = queries.count_found(session, asked, wanted)
    start = (page - 1) * PAGE_SIZE
    rows = queries.found(session, asked, wanted, start, PAGE_SIZE) if start < total else ()
    hits = tuple(
        Hit(Kind(row["kind"]), row["title"], row["address"], row["within"], marked_pieces(row["extract"], row["body"]))
        for row in rows
    )
    return Results(total, hits, page, asked)
