"""Pages that list posts: all of them, a tag's, a month's, an author's."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from coursesite.blog.posts.addresses import (
    BLOG,
    author_path,
    month_path,
    picture_path,
    post_path,
    tag_path,
    with_page,
)
from coursesite.blog.posts.queries import LinkedRow, ListedRow, TagRow
from coursesite.blog.posts.shelf import Archive
from coursesite.blog.posts.words import minutes_to_read, responses_in_words
from coursesite.library.reading import CourseCard
from coursesite.web.filters import count_in_words, month_in_words

ON_A_PAGE = 10
LEDE = "Longer thoughts on the moments that the courses are about, with room to answer."


@dataclass(frozen=True, slots=True)
class Byline:
    """Who wrote a post, when, and how long it takes."""

    author: str
    author_slug: str
    published_at: datetime
    minutes: int

    @property
    def author_href(self) -> str:
        """The author's page."""
        return author_path(self.author_slug)

    @property
    def picture_href(self) -> str:
        """The author's picture."""
        return picture_path(self.author_slug)

    @property
    def reading(self) -> str:
        """How long it takes to read."""
        return minutes_to_read(self.minutes)


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag, and how many posts have it where that is said."""

    name: str
    slug: str
    posts: int = 0

    @property
    def href(self) -> str:
        """The posts with this tag."""
        return tag_path(self.slug)


@dataclass(frozen=True, slots=True)
class ListedPost:
    """One post of the list."""

    row: ListedRow
    tags: tuple[Tag, ...]

    @property
    def href(self) -> str:
        """Its page."""
        return post_path(self.row.slug)

    @property
    def byline(self) -> Byline:
        """Who wrote it, and when."""
        return byline_of(self.row)

    @property
    def responses(self) -> str:
        """How many answered, in words."""
        return responses_in_words(self.row.responses, comments_open=self.row.comments_open)


@dataclass(frozen=True, slots=True)
class LinkedPost:
    """A post that another page leads to."""

    row: LinkedRow

    @property
    def href(self) -> str:
        """Its page."""
        return post_path(self.row.slug)


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the archive."""

    year: int
    month: int
    posts: int

    @property
    def name(self) -> str:
        """The month's name."""
        return month_in_words(self.year, self.month).split()[0]

    @property
    def href(self) -> str:
        """Its posts."""
        return month_path(self.year, self.month)

    @property
    def count(self) -> str:
        """How many posts it has, in words."""
        return count_in_words(self.posts, "post")


@dataclass(frozen=True, slots=True)
class Side:
    """What stands beside every list. `here` is the path of the page, which its own line marks."""

    archive: Archive
    here: str

    @property
    def years(self) -> Iterator[tuple[int, list[Month]]]:
        """The months by year, newest first."""
        for year, months in groupby(self.archive.months, key=lambda month: month.year):
            yield year, [Month(*month) for month in months]

    @property
    def tags(self) -> list[Tag]:
        """The tags that most posts have."""
        return [Tag(tag.name, tag.slug, tag.posts) for tag in self.archive.tags]


@dataclass(frozen=True, slots=True)
class Author:
    """Who a page of posts is about, and the courses that this person coaches."""

    name: str
    picture_href: str
    courses: tuple[CourseCard, ...]


@dataclass(frozen=True, slots=True)
class ListPage:
    """A page of posts, newest first. `feed` is the path that its feeds stand under."""

    heading: str
    path: str
    number: int
    posts: tuple[ListedPost, ...]
    more: bool
    archive: Archive
    lede: str = ""
    feed: str = BLOG
    author: Author | None = None

    @property
    def title(self) -> str:
        """The page's title."""
        return self.heading if self.number == 1 else f"{self.heading}, page {self.number}"

    @property
    def trail(self) -> list[tuple[str, str | None]]:
        """The pages above this one; none on the list of all posts."""
        return [] if self.path == BLOG else [("Blog", BLOG), (self.heading, None)]

    @property
    def side(self) -> Side:
        """What stands beside the list."""
        return Side(self.archive, self.path)

    @property
    def address(self) -> str:
        """Where this page stands."""
        return with_page(self.path, self.number)

    @property
    def older_href(self) -> str:
        """The posts before these; empty where there are none."""
        return with_page(self.path, self.number + 1) if self.more else ""

    @property
    def newer_href(self) -> str:
        """The posts after these; empty where there are none."""
        return with_page(self.path, self.number - 1) if self.number > 1 else ""


def byline_of(row: ListedRow) -> Byline:
    """Who wrote a post, and when."""
    return Byline(row.author, row.author_slug, row.published_at, row.minutes)


def with_tags(rows: Sequence[ListedRow], tags: Sequence[TagRow]) -> tuple[ListedPost, ...]:
    """Posts, each with its own of these tags."""
    found: dict[int, list[Tag]] = {}
    for tag in tags:
        found.setdefault(tag.post_id, []).append(Tag(tag.name, tag.slug))
    return tuple(ListedPost(row, tuple(found.get(row.id, ()))) for row in rows)


def coached_by(
    name: str, coached: Mapping[str, tuple[int, ...]], cards: Sequence[CourseCard]
) -> tuple[CourseCard, ...]:
    """The courses whose coach has this name, in the order of the shelf."""
    ids = set(coached.get(name, ()))
    return tuple(card for card in cards if card.id in ids)
