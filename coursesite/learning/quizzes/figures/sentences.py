"""What a coach should look at, in sentences, by rules with named thresholds; the gravest first.

The rules follow what item analysis is used for: Ebel & Frisbie (1991), "Essentials of Educational Measurement", 5th
edition, chapter 13; Haladyna, Downing & Rodriguez (2002), "A review of multiple-choice item-writing guidelines for
classroom assessment", Applied Measurement in Education 15(3), 309-333; Moodle's "Quiz report statistics"
(docs.moodle.org/dev/Quiz_report_statistics). Each sentence names what to look at, never who is to blame.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from coursesite.exercises import Kind
from coursesite.learning.quizzes.figures.items import Item
from coursesite.learning.quizzes.figures.options import Option
from coursesite.learning.quizzes.pages.words import in_quotes

FEW = 10
"""Fewer answers than this say too little: a correlation of ten pairs is known to no better than about 0.6 either way
(Fisher's z: 1.96 / √(10 - 3) = 0.74)."""
MOST = Fraction(1, 2)
"""More than this part of those who did well: “most people”."""
EASY = Fraction(95, 100)
"""From this facility on a question parts hardly anybody (Moodle: 95 and above "extremely easy")."""
HARD = Fraction(20, 100)
"""Up to this facility (Moodle: 20 and below "difficult", or harder)."""
BACKWARDS = -0.1
"""From here down the sign is no accident of one answer: with few answers it turns with each of them."""
WEAK = 0.2
"""Below this discrimination an item is "poor, to be rejected or improved" (Ebel & Frisbie; Moodle: "very weak")."""
RARE = Fraction(5, 100)
"""A wrong option that fewer than one in twenty choose doesn't work (Haladyna, Downing & Rodriguez 2002)."""
OPEN = Fraction(1, 5)
"""From this part on leaving a question open is no accident."""
COMMON = Fraction(1, 10)
"""A typed answer that earns nothing and is given by so many may be one that nobody thought of."""
CHOSE = 5
"""So many must have chosen an option before their results are compared with those of others."""


@dataclass(frozen=True, order=True)
class Remark:
    """A sentence, and how grave it is: 0 is the gravest."""

    rank: int
    sentence: str


TOO_FEW = Remark(9, "Too few answers to say much yet.")


def remarks(item: Item, options: Sequence[Option]) -> list[Remark]:
    """What to look at in one question, the gravest first; nothing where all is well."""
    if not item.graded:
        return []
    if item.asked < FEW:
        return [TOO_FEW]
    return sorted(Remark(rank, sentence) for rank, rule in enumerate(RULES) for sentence in rule(item, options))


def _wrong_key(item: Item, options: Sequence[Option]) -> Iterator[str]:
    """More than half of the upper group chose the same wrong option.

    Where equal results have made that group more than half of all, it says nothing about who did well.
    """
    upper = sum(option.upper for option in options) + item.open.upper
    if item.kind is not Kind.pick_one or Fraction(upper, item.asked) > MOST:
        return
    for option in options:
        if option.known and not option.right and upper and Fraction(option.upper, upper) > MOST:
            yield f"Most people who did well overall chose {in_quotes(option.text)}: is the marked answer right?"


def _backwards(item: Item, _options: Sequence[Option]) -> Iterator[str]:
    """The correlation with the rest of the quiz is clearly negative: around nothing, one person more turns the sign."""
    if item.discrimination.number is not None and item.discrimination.number <= BACKWARDS:
        yield "Those who did well overall got this wrong more often than the others."


def _better_elsewhere(item: Item, options: Sequence[Option]) -> Iterator[str]:
    """Those who chose a wrong option have a higher mean result than those who chose the right one."""
    if item.kind is not Kind.pick_one:
        return
    right = max((one.mean for one in options if one.right and one.mean is not None), default=None)
    for option in options:
        wrong = option.known and option.credit == 0 and option.count >= CHOSE
        if wrong and right is not None and option.mean is not None and option.mean > right:
            yield f"Those who chose {in_quotes(option.text)} did better overall than those who chose the marked answer."


def _unforeseen(item: Item, options: Sequence[Option]) -> Iterator[str]:
    """A typed answer that earns nothing is given by a tenth or more."""
    if item.kind in {Kind.short_answer, Kind.number}:
        for option in options:
            if option.credit == 0 and option.part >= COMMON:
                yield (
                    f"{option.count} of {item.asked} wrote {in_quotes(option.text)}, which earns nothing: "
                    "should it be accepted?"
                )


def _guessed(item: Item, _options: Sequence[Option]) -> Iterator[str]:
    """The facility is no higher than the random guess score."""
    facility, guess = item.facility.value, item.guess.value
    if facility is not None and guess and facility <= guess:
        yield "People do no better here than by guessing."


def _hard(item: Item, options: Sequence[Option]) -> Iterator[str]:
    """Hardly anybody has it right, and not because it is guessed."""
    facility = item.facility.value
    if facility is not None and facility <= HARD and not list(_guessed(item, options)):
        yield "Hardly anyone gets this right: is it clear what is asked, and was it taught?"


def _weak(item: Item, _options: Sequence[Option]) -> Iterator[str]:
    """It discriminates poorly although it is neither very easy nor very hard, which alone would explain it."""
    facility, found = item.facility.value, item.discrimination.number
    if facility is not None and found is not None and BACKWARDS < found < WEAK and HARD < facility < EASY:
        yield "Those who did well overall get this right hardly more often than the others."


def _left_open(item: Item, _options: Sequence[Option]) -> Iterator[str]:
    """A fifth or more left it open."""
    if Fraction(item.open.count, item.asked) >= OPEN:
        yield f"{item.open.count} of {item.asked} left this open: is it clear what to do, and is there time enough?"


def _easy(item: Item, _options: Sequence[Option]) -> Iterator[str]:
    """Nearly everyone has it right."""
    if item.facility.value is not None and item.facility.value >= EASY:
        yield "Nearly everyone gets this right; it tells little about who has learned it."


def _unchosen(item: Item, options: Sequence[Option]) -> Iterator[str]:
    """A wrong option that nobody chose, or fewer than one in twenty; said of very easy questions only as a whole."""
    if item.kind is not Kind.pick_one or list(_easy(item, options)):
        return
    for option in options:
        if option.known and option.credit == 0 and option.part < RARE:
            who = "Hardly anyone" if option.count else "Nobody"
            yield f"{who} chose {in_quotes(option.text)}; it may be too easy to rule out."


RULES: tuple[Callable[[Item, Sequence[Option]], Iterator[str]], ...] = (
    _wrong_key,
    _backwards,
    _better_elsewhere,
    _unforeseen,
    _guessed,
    _hard,
    _weak,
    _left_open,
    _easy,
    _unchosen,
)
"""In the order of how much is at stake for the people marked by the question."""
