"""One question of a quiz on the coach's page: its wording, its figures with what they mean, who chose what."""

from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from coursesite.exercises import Compiled, Kind
from coursesite.learning.quizzes.figures.items import Item
from coursesite.learning.quizzes.figures.options import Option, left_open, options_of
from coursesite.learning.quizzes.figures.sentences import TOO_FEW, Remark, remarks
from coursesite.learning.quizzes.pages.numbers import NONE, Said, as_number, as_percent, as_spread, said
from coursesite.learning.quizzes.pages.words import marks_of, percent
from coursesite.web.filters import count_in_words
from coursesite.web.markup import NOTHING, safe

KINDS = {
    Kind.pick_one: "Pick one",
    Kind.pick_several: "Pick several",
    Kind.short_answer: "Short answer",
    Kind.number: "Number",
    Kind.gaps: "Gaps",
    Kind.order: "Order",
    Kind.match: "Match",
    Kind.poll: "Poll",
    Kind.scale: "Scale",
}
GIVEN = frozenset({Kind.short_answer, Kind.number, Kind.gaps, Kind.order})
"""Kinds whose table shows what was given, not what could be chosen."""
SHOWN = 12
"""How many different given answers stand on the page; the others are counted together."""
BANDS = (
    (0.5, "parts very well those who know from those who don’t"),
    (0.3, "parts well those who know from those who don’t"),
    (0.2, "parts those who know from those who don’t, but weakly"),
    (0.0, "hardly parts those who know from those who don’t"),
    (-1.0, "goes against the rest of the quiz"),
)
"""What a discrimination index means, from these values on (Moodle, "Quiz report statistics"; Ebel & Frisbie 1991)."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table of answers. `width` is its bar's, 0 to 100."""

    text: str
    right: bool
    credit: str
    count: int
    part: str
    mean: str
    width: float


@dataclass(frozen=True)
class Section:
    """A question, numbered from 1 as the coach's page counts."""

    number: int
    item: Item
    compiled: Compiled | None

    @property
    def anchor(self) -> str:
        """Its place on the page."""
        return f"question-{self.number}"

    @property
    def title(self) -> str:
        """Its title in plain text."""
        return self.compiled.title_text if self.compiled else f"A question that is gone ({self.item.question[1]})"

    @property
    def kind(self) -> str:
        """What it asks one to do, what it gives, and how often it was asked."""
        parts = [KINDS[self.item.kind]] if self.item.kind in KINDS else []
        parts += ["drawn"] if self.item.drawn else []
        if self.item.graded:
            parts.append(marks_of(self.item.marks, self.item.marks).partition(" of ")[2])
        if not self.is_scale:
            parts.append(
                f"asked {self.item.asked} time{'' if self.item.asked == 1 else 's'}, answered {self.item.answered}"
            )
        return ", ".join(parts)

    @property
    def is_scale(self) -> bool:
        """Whether it asks what somebody thinks of themselves, which stays theirs."""
        return self.item.kind is Kind.scale

    @property
    def wording(self) -> Markup:
        """What is asked, as HTML; gaps stand as lines."""
        if self.compiled is None:
            return NOTHING
        pieces = self.compiled.pieces if self.compiled.kind is Kind.gaps else (self.compiled.prompt,)
        return Markup(" ____ ").join(safe(piece) for piece in pieces)

    @cached_property
    def options(self) -> list[Option]:
        """Who chose what."""
        return options_of(self.item, self.compiled)

    @cached_property
    def remarks(self) -> list[Remark]:
        """What to look at, the gravest first."""
        return remarks(self.item, self.options)

    @property
    def to_look_at(self) -> list[str]:
        """The sentences among them that name something."""
        return [remark.sentence for remark in self.remarks if remark != TOO_FEW]

    @property
    def figures(self) -> list[Said]:
        """Its figures, each with its meaning in a line; none of what gives no marks."""
        item = self.item
        if not item.graded:
            return []
        return [
            said("Facility", item.facility, as_percent(item.facility), "of its marks are earned on average"),
            said("Discrimination", item.discrimination, as_number(item.discrimination), self._parts()),
            said(
                "Efficiency", item.efficiency, as_percent(item.efficiency), "of the best it could do with these marks"
            ),
            said("Deviation", item.deviation, as_spread(item.deviation), "is how far credits lie from their mean"),
            said("By guessing", item.guess, as_percent(item.guess), "would be earned by chance alone"),
            said("Meant to weigh", item.intended, as_percent(item.intended), "is its share of the quiz’s marks"),
            said("Really weighs", item.effective, as_percent(item.effective), "is its share in how results differ"),
        ]

    def _parts(self) -> str:
        found = self.item.discrimination.number or 0.0
        return next(words for least, words in BANDS if found >= least)

    @property
    def caption(self) -> str:
        """What the table of answers shows."""
        return f"What was {'given' if self.item.kind in GIVEN else 'chosen'} in question {self.number}"

    @property
    def rows(self) -> list[Row]:
        """The table of answers; nothing for a scale."""
        if self.is_scale:
            return []
        shown = self.options[:SHOWN] if self.item.kind in GIVEN else self.options
        rows = [_row(option) for option in shown]
        return [*rows, _row(left_open(self.item))] if self.item.open.count else rows

    @property
    def others(self) -> str:
        """What the table leaves out, in words; empty where that is nothing."""
        left = self.options[SHOWN:] if self.item.kind in GIVEN else []
        different = len(left) + self.item.others
        if not different:
            return ""
        times = sum(option.count for option in left) + self.item.others_given
        return f"{count_in_words(different, 'other answer').capitalize()} came {count_in_words(times, 'time')} in all."


def _row(option: Option) -> Row:
    credit = (
        "" if option.credit is None else "right" if option.right else percent(option.credit) if option.credit else ""
    )
    mean = NONE if option.mean is None else percent(option.mean)
    width = round(float(option.part) * 100, 1)
    return Row(option.text, option.right, credit, option.count, percent(option.part), mean, width)
