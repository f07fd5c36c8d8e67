"""Every quiz at the coach's desk."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from coursesite.learning.quizzes.desk_queries import Counted, PoolLine, QuizLine
from coursesite.learning.quizzes.pages.studio import IMPORT, QUIZZES, pages, studio_address
from coursesite.learning.quizzes.pages.words import percent
from coursesite.web.filters import count_in_words

QUIZZES_ON_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Line:
    """One quiz: where its pages are, how it is taken, how many questions wait for a decision."""

    row: QuizLine
    counted: Counted
    mean: Fraction | None
    waiting: int

    @property
    def address(self) -> str:
        """The start of its addresses."""
        return studio_address(self.row.course_slug, self.row.slug)

    @property
    def mean_words(self) -> str:
        """The mean of the results that count; empty without any."""
        return "" if self.mean is None else percent(self.mean)

    @property
    def people(self) -> str:
        """How many people began it."""
        return count_in_words(self.counted.people, "person", "people").capitalize()

    @property
    def attempts(self) -> str:
        """How many attempts there are."""
        return count_in_words(self.counted.attempts, "attempt")

    @property
    def waits(self) -> str:
        """What waits, in words; empty for nothing."""
        return f"{count_in_words(self.waiting, 'question')} to decide" if self.waiting else ""


@dataclass(frozen=True, slots=True)
class Pool:
    """One pool, which has no people or figures of its own."""

    row: PoolLine

    @property
    def export_href(self) -> str:
        """Where it is taken out."""
        return f"{studio_address(self.row.course_slug, self.row.slug)}/export"


@dataclass(frozen=True)
class QuizzesPage:
    """A page of the list."""

    lines: Sequence[Line]
    pools: Sequence[Pool]
    total: int
    page: int

    @property
    def import_href(self) -> str:
        """Where questions come in."""
        return IMPORT

    @property
    def links(self) -> list[tuple[int, str]]:
        """The pages of the list."""
        return pages(self.total, QUIZZES_ON_A_PAGE, self.page, QUIZZES)


def means(shares: Sequence[tuple[int, str, int]]) -> dict[int, Fraction]:
    """By quiz, the mean of shares that are given with how often each occurs."""
    sums: dict[int, tuple[Fraction, int]] = {}
    for quiz_id, share, number in shares:
        total, count = sums.get(quiz_id, (Fraction(0), 0))
        sums[quiz_id] = (total + Fraction(share) * number, count + number)
    return {quiz_id: total / count for quiz_id, (total, count) in sums.items()}
