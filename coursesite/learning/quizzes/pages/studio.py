"""A quiz at the coach's desk: where its pages stand, and what they say above their headings."""

from dataclasses import dataclass

from coursesite.library.addresses import address_of
from coursesite.library.queries import LessonRow
from coursesite.web.paging import page_count

QUIZZES = "/studio/quizzes/"
IMPORT = "/studio/quizzes/import"


def studio_address(course_slug: str, slug: str) -> str:
    """Where the desk keeps a quiz or a pool, without a slash at the end."""
    return f"/studio/courses/{course_slug}/{slug}"


@dataclass(frozen=True, slots=True)
class Desk:
    """A published quiz, seen by a coach. `waiting` counts the changed questions that wait for a decision."""

    row: LessonRow
    waiting: int = 0

    @property
    def title(self) -> str:
        """The quiz's title."""
        return self.row.title

    @property
    def course_title(self) -> str:
        """The course's title."""
        return self.row.course_title

    @property
    def address(self) -> str:
        """The start of this quiz's addresses at the desk."""
        return studio_address(self.row.course_slug, self.row.slug)

    @property
    def quiz_href(self) -> str:
        """The quiz as learners see it."""
        return address_of(self.row.kind, self.row.slug, self.row.course_slug)

    @property
    def people_href(self) -> str:
        """Who took it."""
        return f"{self.address}/people"

    @property
    def corrections_href(self) -> str:
        """Changed questions and decisions."""
        return f"{self.address}/corrections"

    @property
    def tabs(self) -> list[tuple[str, str]]:
        """The desk's pages of this quiz: words and address."""
        waits = f" ({self.waiting})" if self.waiting else ""
        return [
            ("Figures", f"{self.address}/quiz"),
            ("People", self.people_href),
            (f"Corrections{waits}", self.corrections_href),
            ("Export", f"{self.address}/export"),
            ("The quiz itself", self.quiz_href),
        ]

    def trail(self, *below: tuple[str, str | None]) -> list[tuple[str, str | None]]:
        """The pages above this one; the last of `below` is this page."""
        return [("Quizzes", QUIZZES), (self.title, f"{self.address}/quiz"), *below]


def pages(total: int, size: int, page: int, address: str) -> list[tuple[int, str]]:
    """The pages of a list: number and address, empty for this one. `address` may hold a query already."""
    joint = "&" if "?" in address else "?"
    count = page_count(total, size)
    return [(number, "" if number == page else f"{address}{joint}page={number}") for number in range(1, count + 1)]
