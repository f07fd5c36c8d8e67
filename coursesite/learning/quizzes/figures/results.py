"""The results of a quiz's attempts: how often each share of the marks, and who did well overall."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from fractions import Fraction
from functools import lru_cache
from math import lcm

from coursesite.learning.quizzes.figures.queries import AttemptGroup
from coursesite.learning.quizzes.figures.which import Which
from coursesite.learning.quizzes.models import Standing

GROUP = Fraction(27, 100)
"""The part of all attempts that counts as having done well, and as having done badly.

Kelley (1939), "The selection of upper and lower groups for the validation of test items", Journal of Educational
Psychology 30(1), 17-24: with 27 % at either end two groups differ most clearly for their size.
"""


@lru_cache(maxsize=8192)
def number(text: str) -> Fraction:
    """An exact number as it is stored: a few texts stand for all of a quiz's marks and results."""
    return Fraction(text)


class Band(IntEnum):
    """Where an attempt stands among all."""

    LOWER = -1
    MIDDLE = 0
    UPPER = 1


@dataclass(frozen=True)
class Results:
    """The attempts that figures look at.

    `shares` counts them by their exact share of the marks, without those of forms that gave no marks. `attempts`
    counts all of them, `people` whose they are. `out_of` are the quiz's marks: those of most attempts at its newest
    revision that has any. `otherwise` counts attempts of forms with other marks; their results are scaled to `out_of`.
    `low` and `high` bound the lower and the upper group; None where too many have the same result for two groups.
    """

    shares: Mapping[Fraction, int]
    attempts: int
    people: int
    out_of: Fraction
    otherwise: int
    low: Fraction | None
    high: Fraction | None

    @property
    def scale(self) -> int:
        """What makes every share a whole number."""
        return lcm(*(share.denominator for share in self.shares))

    def band(self, share: Fraction) -> Band:
        """Where an attempt with this share stands."""
        if self.low is None or self.high is None:
            return Band.MIDDLE
        return Band.UPPER if share >= self.high else Band.LOWER if share <= self.low else Band.MIDDLE


def results_of(groups: Iterable[AttemptGroup], which: Which) -> Results:
    """Choose the attempts and count them."""
    found = [group for group in groups if not which.standing or group.standing & which.standing]
    out_of = _current_marks(found)
    marked = [group for group in found if number(group.out_of)]
    shares: Counter[Fraction] = Counter()
    for group in marked:
        shares[number(group.share)] += group.times
    people = sum(group.times for group in found if which is not Which.ALL or group.standing & Standing.FIRST)
    otherwise = sum(group.times for group in marked if number(group.out_of) != out_of)
    low, high = _bounds(shares)
    return Results(shares, sum(group.times for group in found), people, out_of, otherwise, low, high)


def _current_marks(groups: Iterable[AttemptGroup]) -> Fraction:
    """A draw of questions with different marks makes forms with different sums; the commonest stands for the quiz."""
    counted: Counter[tuple[int, Fraction]] = Counter()
    for group in groups:
        if number(group.out_of):
            counted[group.revision_id, number(group.out_of)] += group.times
    newest = max((revision for revision, _ in counted), default=0)
    sums = [(count, out_of) for (revision, out_of), count in counted.items() if revision == newest]
    return max(sums, default=(0, Fraction(0)))[1]


def _bounds(shares: Mapping[Fraction, int]) -> tuple[Fraction | None, Fraction | None]:
    """The smallest groups at either end that hold at least 27 % of all; equal results are never parted."""
    wanted = sum(shares.values()) * GROUP
    low = _reaching(sorted(shares.items()), wanted)
    high = _reaching(sorted(shares.items(), reverse=True), wanted)
    return (low, high) if low is not None and high is not None and low < high else (None, None)


def _reaching(ordered: Iterable[tuple[Fraction, int]], wanted: Fraction) -> Fraction | None:
    held = 0
    for share, count in ordered:
        held += count
        if held >= wanted:
            return share
    return None
