"""Who chose what: a question's options and answers in the coach's words, with how those did who chose them."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from coursesite.exercises import Compiled, Kind
from coursesite.learning.quizzes.figures.items import Item
from coursesite.learning.quizzes.figures.taken import Taken

GONE = "An answer that the wording no longer has"
NOTHING = Taken()


@dataclass(frozen=True)
class Option:
    """One option, pair, order or typed answer.

    `credit` is what it earns of the marks: 1 for a right one, None where that differed or nothing is right or wrong.
    `known` says that the wording has it. `count` answers hold it, the part `part` of all that were asked; their mean
    result is `mean`. `upper` and `lower` count them among those who did best and least well overall.
    """

    text: str
    credit: Fraction | None
    known: bool
    count: int
    part: Fraction
    mean: Fraction | None
    upper: int
    lower: int

    @property
    def right(self) -> bool:
        """Whether it is a right answer."""
        return self.credit == 1


def options_of(item: Item, compiled: Compiled | None) -> list[Option]:
    """What could be chosen, in the wording's order, or what was given, the commonest first; nothing of a scale."""
    if item.kind is Kind.scale:
        return []
    if compiled is None:
        return [_option(item, GONE, _earned(taken), taken, known=False) for taken in item.taken.values()]
    if item.kind in {Kind.pick_one, Kind.pick_several, Kind.poll}:
        return list(_picks(item, compiled))
    if item.kind is Kind.match:
        return list(_pairs(item, compiled))
    return [
        _option(item, _in_words(compiled, given), _earned(taken), taken, known=True)
        for given, taken in item.taken.items()
    ]


def left_open(item: Item) -> Option:
    """Those who left the question open."""
    return _option(item, "Left open", None, item.open, known=True)


def _option(item: Item, text: str, credit: Fraction | None, taken: Taken, *, known: bool) -> Option:
    mean = Fraction(taken.shares) / taken.count if taken.count and item.graded else None
    part = Fraction(taken.count, item.asked) if item.asked else Fraction(0)
    return Option(text, credit, known, taken.count, part, mean, taken.upper, taken.lower)


def _picks(item: Item, compiled: Compiled) -> Iterator[Option]:
    for option in compiled.options:
        credit = option.share if compiled.graded else None
        yield _option(item, option.text, credit, item.taken.get(option.key, NOTHING), known=True)
    keys = {option.key for option in compiled.options}
    for key, taken in item.taken.items():
        if key not in keys:
            yield _option(item, GONE, None, taken, known=False)


def _pairs(item: Item, compiled: Compiled) -> Iterator[Option]:
    """For each row the right partner, then what else was matched with it, the commonest first."""
    texts = {option.key: option.text for option in compiled.options}
    others = sorted(item.taken.items(), key=lambda given: -given[1].count)
    known = {f"{left.key}={key}" for left in compiled.lefts for key in texts}
    for left in compiled.lefts:
        right = f"{left.key}={left.partner}"
        partner = texts.get(left.partner, "")
        yield _option(item, f"{left.text} – {partner}", Fraction(1), item.taken.get(right, NOTHING), known=True)
        for pair, taken in others:
            if pair in known and pair != right and pair.startswith(f"{left.key}="):
                words = f"{left.text} – {texts[pair.partition('=')[2]]}"
                yield _option(item, words, Fraction(0), taken, known=True)
    for pair, taken in others:
        if pair not in known:
            yield _option(item, GONE, None, taken, known=False)


def _in_words(compiled: Compiled, given: str) -> str:
    if compiled.kind is Kind.order:
        texts = {option.key: option.text for option in compiled.options}
        return " → ".join(texts.get(key, "…") for key in given.split(">"))
    if compiled.kind is Kind.gaps:
        return " | ".join(word or "…" for word in given.split("|"))
    return given


def _earned(taken: Taken) -> Fraction | None:
    if taken.count and taken.right == taken.count:
        return Fraction(1)
    return Fraction(0) if taken.count and taken.wrong == taken.count else None
