"""A quiz's figures as its coach sees them: the finding first, then the whole, then each question."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from coursesite.learning.quizzes.figures.computing import QuizFigures
from coursesite.learning.quizzes.figures.sentences import FEW, WEAK
from coursesite.learning.quizzes.figures.which import Which
from coursesite.learning.quizzes.pages.figure_section import Section
from coursesite.learning.quizzes.pages.numbers import Said, as_number, as_percent, as_spread, said
from coursesite.learning.quizzes.pages.pictures import Bar, Dot, bars, dots
from coursesite.learning.quizzes.pages.studio import Desk, pages
from coursesite.learning.quizzes.pages.words import marks
from coursesite.web.filters import count_in_words
from coursesite.web.paging import page_within

ON_A_PAGE = 15
GRAVE = 4
"""Remarks up to this rank are what the page's title counts: a key, a reading or a marking may be wrong."""
CHOICES = {
    Which.FIRST: ("First attempts", "Each person’s first attempt: later ones know the questions, so they tell less "
                  "about them."),
    Which.COUNTS: ("Those that count", "The attempt of each person that counts by the quiz’s rule."),
    Which.LAST: ("Last attempts", "Each person’s last attempt so far."),
    Which.ALL: ("All attempts", "Every attempt, as if each were somebody else’s: who came often weighs more, so take "
                "these figures with care."),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to choose attempts."""

    words: str
    href: str
    current: bool


@dataclass(frozen=True)
class FiguresPage:
    """The page; `asked_page` is the page of questions that is asked for."""

    desk: Desk
    found: QuizFigures
    asked_page: int = 1

    @cached_property
    def sections(self) -> list[Section]:
        """All questions."""
        items = enumerate(self.found.items, 1)
        return [Section(number, item, self.found.wordings.get(item.question)) for number, item in items]

    @property
    def is_empty(self) -> bool:
        """Whether there is no graded attempt yet."""
        return not self.found.results.attempts

    @property
    def title(self) -> str:
        """The finding."""
        name = f"“{self.desk.title}”"
        if self.is_empty:
            return f"Nobody has finished {name} yet"
        if self.found.results.attempts < FEW:
            return f"{name}: too few attempts to say much yet"
        grave = sum(any(remark.rank <= GRAVE for remark in section.remarks) for section in self.sections)
        if grave:
            verb = "needs" if grave == 1 else "need"
            return f"{count_in_words(grave, 'question').capitalize()} of {name} {verb} a look"
        return f"{name}: no question stands out as wrong"

    @property
    def trail(self) -> list[tuple[str, str | None]]:
        """The pages above this one."""
        return self.desk.trail(("Figures", None))

    @property
    def here(self) -> str:
        """This page's address, without what is chosen on it."""
        return f"{self.desk.address}/quiz"

    @property
    def csv_href(self) -> str:
        """The table for a spreadsheet."""
        return f"{self.desk.address}/quiz.csv?of={self.found.which}"

    @property
    def choices(self) -> list[Choice]:
        """The ways to choose attempts."""
        return [
            Choice(words, f"{self.here}?of={which}", which is self.found.which) for which, (words, _) in CHOICES.items()
        ]

    @property
    def chosen(self) -> str:
        """Which attempts these are, and why."""
        return CHOICES[self.found.which][1]

    @property
    def counts(self) -> list[str]:
        """How many attempts of how many people, at how many questions."""
        results = self.found.results
        return [
            count_in_words(results.attempts, "attempt"),
            count_in_words(results.people, "person", "people"),
            count_in_words(len(self.found.items), "question"),
        ]

    @property
    def otherwise(self) -> str:
        """How many attempts were scaled, in words; empty for none."""
        results = self.found.results
        if not results.otherwise:
            return ""
        were = "attempt was" if results.otherwise == 1 else "attempts were"
        return (
            f"{results.otherwise} of these {were} out of another number of marks than {marks(results.out_of)}: the "
            "quiz has changed, or draws questions with different marks. Results are counted as shares of that number."
        )

    @property
    def whole(self) -> list[Said]:
        """The quiz's own figures."""
        one = self.found.whole
        return [
            said("Mean", one.mean, as_percent(one.mean), "of the marks on average"),
            said("Median", one.median, as_percent(one.median), "or more is what half of them reached"),
            said("Deviation", one.deviation, as_spread(one.deviation), "is how far results lie from their mean"),
            said("Skewness", one.skewness, as_number(one.skewness), "is below 0 where a few low results trail behind"),
            said("Kurtosis", one.kurtosis, as_number(one.kurtosis), "is above 0 where most results lie close together"),
            said(
                "Alpha", one.alpha, as_number(one.alpha), "is how well the questions agree; from 0.7 on they agree well"
            ),
            said("Error ratio", one.error_ratio, as_percent(one.error_ratio), "of the deviation is down to chance"),
            said("Standard error", one.error, as_spread(one.error), "up or down is what one result may be off by"),
        ]

    @property
    def bars(self) -> list[Bar]:
        """How results are spread."""
        return bars(self.found.results.shares)

    @property
    def spread_finding(self) -> str:
        """What the picture of the results shows."""
        median = self.found.whole.median.value
        return "" if median is None else f"Half of all results are {as_percent(self.found.whole.median)} or better"

    @property
    def dots(self) -> list[Dot]:
        """How questions perform: those that have both figures."""
        both = [
            (section.number, section.item.facility.number, section.item.discrimination.number)
            for section in self.sections
        ]
        return dots([(number, x, y) for number, x, y in both if x is not None and y is not None])

    @property
    def dots_finding(self) -> str:
        """What the picture of the questions shows."""
        found = [section.item.discrimination.number for section in self.sections]
        known = [value for value in found if value is not None]
        good = sum(value >= WEAK for value in known)
        return f"{good} of {len(known)} questions part those who did well from those who didn’t"

    @property
    def to_look_at(self) -> list[tuple[Section, str, str]]:
        """The gravest sentence of each question that the title counts: question, where it stands, sentence."""
        return [self._named(section) for section in self._remarked if section.remarks[0].rank <= GRAVE]

    @property
    def to_improve(self) -> list[tuple[Section, str, str]]:
        """The same of questions with smaller things only, which make nobody's result wrong."""
        return [self._named(section) for section in self._remarked if section.remarks[0].rank > GRAVE]

    @property
    def _remarked(self) -> list[Section]:
        """Questions about which something is to be said; the worst first."""
        named = [section for section in self.sections if section.to_look_at]
        return sorted(named, key=lambda section: (section.remarks[0].rank, section.number))

    def _named(self, section: Section) -> tuple[Section, str, str]:
        return section, self.href(section), section.to_look_at[0]

    def href(self, section: Section) -> str:
        """Where a question's section stands, on whichever page."""
        page = (section.number - 1) // ON_A_PAGE + 1
        return f"#{section.anchor}" if page == self.page else f"{self._address}&page={page}#{section.anchor}"

    @property
    def page(self) -> int:
        """The page of questions that is shown."""
        return page_within(len(self.found.items), ON_A_PAGE, self.asked_page)

    @property
    def shown(self) -> Sequence[Section]:
        """The questions of this page."""
        return self.sections[(self.page - 1) * ON_A_PAGE : self.page * ON_A_PAGE]

    @property
    def links(self) -> list[tuple[int, str]]:
        """The pages of questions."""
        return pages(len(self.found.items), ON_A_PAGE, self.page, self._address)

    @property
    def _address(self) -> str:
        return f"{self.here}?of={self.found.which}"

    @property
    def table(self) -> list[tuple[Section, str, list[Said]]]:
        """The questions that give marks: each with its place and its figures in the table's columns."""
        graded = [section for section in self.sections if section.item.graded]
        return [(section, self.href(section), section.figures) for section in graded]
