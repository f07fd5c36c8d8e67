"""Somebody's attempts at quizzes in all their courses: what is under way first, then the results."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from coursesite.learning.quizzes.corrections.telling import News
from coursesite.learning.quizzes.pages import words
from coursesite.learning.quizzes.queries import Listed
from coursesite.library.addresses import address_of
from coursesite.library.models import Kind


@dataclass(frozen=True, slots=True)
class Line:
    """One attempt in the list."""

    href: str
    title: str
    course: str
    words: str
    when: datetime
    button: str = ""


@dataclass(frozen=True, slots=True)
class MyQuizzes:
    """A person's attempts, and the results that were put right lately."""

    rows: Sequence[Listed]
    news: Sequence[News]
    now: datetime
    time_zone: str

    @property
    def under_way(self) -> list[Line]:
        """The attempts to go on with, and those whose time is up and whose result waits."""
        return [self._under_way(row) for row in self.rows if row.graded_at is None]

    @property
    def results(self) -> list[Line]:
        """Of each quiz the result that counts, the newest first."""
        return [
            Line(_href(row), row.title, row.course_title, _result(row), row.submitted_at)
            for row in self.rows
            if row.graded_at is not None and row.submitted_at is not None
        ]

    def _under_way(self, row: Listed) -> Line:
        said, button = "What you entered is saved.", "Go on"
        if row.due_at is not None and self.now >= row.due_at:
            said, button = "Its time is up, and what you entered is handed in for you.", "See the result"
        elif row.due_at is not None:
            said = f"You have until {words.until(row.due_at, self.now, self.time_zone)}."
        return Line(_href(row), row.title, row.course_title, said, row.started_at, button)


def _href(row: Listed) -> str:
    return f"{address_of(Kind.QUIZ, row.slug, row.course_slug)}attempts/{row.number}/"


def _result(row: Listed) -> str:
    if not Fraction(row.out_of):
        return "handed in"
    share = words.percent(Fraction(row.share))
    if row.pass_mark is None:
        return share
    return f"{share}, {'passed' if row.passed else 'not passed yet'}"
