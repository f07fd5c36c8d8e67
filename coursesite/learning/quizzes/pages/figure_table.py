"""A quiz's figures as a table for spreadsheets."""

from collections.abc import Iterator

from coursesite.learning.quizzes.pages.figure_section import KINDS, Section
from coursesite.web.spreadsheets import Cell

TITLES = (
    "Number",
    "Question",
    "Id",
    "Kind",
    "Drawn",
    "Marks",
    "Asked",
    "Answered",
    "Facility",
    "Standard deviation",
    "Random guess score",
    "Intended weight",
    "Effective weight",
    "Discrimination index",
    "Discriminative efficiency",
    "To look at",
)


def table(sections: list[Section]) -> Iterator[list[Cell]]:
    """Titles, then a row for each question that gives marks. Shares are parts of 1; a cell is empty where none is."""
    yield list(TITLES)
    for section in sections:
        item = section.item
        if not item.graded:
            continue
        figures = [item.facility, item.deviation, item.guess, item.intended, item.effective]
        figures += [item.discrimination, item.efficiency]
        yield [
            section.number,
            section.title,
            item.question[1],
            KINDS[item.kind] if item.kind else "",
            "yes" if item.drawn else "no",
            item.marks,
            item.asked,
            item.answered,
            *(figure.value for figure in figures),
            " ".join(remark.sentence for remark in section.remarks),
        ]
