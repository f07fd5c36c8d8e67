"""One part of a page of figures, and what is said in all of them alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from coursesite.learning.insights.pictures import Picture
from coursesite.learning.quizzes.pages.words import in_quotes, percent
from coursesite.library.reading import OutlineLesson
from coursesite.web.filters import count_in_words
from coursesite.web.spreadsheets import Cell

FEW = 10
"""Fewer people than this say too little: one of them more or less turns the finding."""


@dataclass(frozen=True)
class Row:
    """One line of a table: its name, where that leads, its numbers."""

    name: str
    numbers: Sequence[Cell]
    href: str = ""


@dataclass(frozen=True)
class Section:
    """One finding. `look` says what to do with it, `note` how it was counted; `name` is its table's in an address."""

    name: str
    heading: str
    finding: str
    look: str
    picture: Picture | None
    caption: str
    head: Sequence[str]
    rows: Sequence[Row]
    note: str = ""

    def is_text(self, column: int) -> bool:
        """Whether a column holds words rather than numbers."""
        return column > 0 and any(isinstance(row.numbers[column - 1], str) for row in self.rows)

    @property
    def table(self) -> list[list[Cell]]:
        """The same for a spreadsheet."""
        return [[*self.head], *([row.name, *row.numbers] for row in self.rows)]


def too_few(people: int, what: str = "so far") -> str:
    """What is said instead of a finding; empty where there are people enough."""
    if people >= FEW:
        return ""
    return f"{count_in_words(people, 'person', 'people').capitalize()} {what}: too few to conclude from"


def name_of(line: OutlineLesson) -> str:
    """A lesson, quiz or conversation in a table."""
    return f"{line.word}: {line.title}" if line.word else f"{line.number}. {line.title}"


def called(line: OutlineLesson | None) -> str:
    """A lesson, quiz or conversation within a sentence."""
    if line is None:
        return "a lesson that is no longer here"
    return f"the {line.word.lower()} {in_quotes(line.title)}" if line.word else f"lesson {line.number}"


def label_of(line: OutlineLesson) -> str:
    """A lesson, quiz or conversation below a picture."""
    return line.word[:1] or str(line.number)


def share(part: int, whole: int) -> str:
    """A part of a whole as a percentage."""
    return percent(Fraction(part, whole)) if whole else ""
