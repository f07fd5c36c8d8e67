"""Who gave which answer: entries for options and for what people type, never more of them than may be kept."""

from dataclasses import dataclass, field
from fractions import Fraction

from coursesite.exercises import Kind
from coursesite.learning.quizzes.chosen import LONGEST

MOST_ANSWERS = 200
"""How many different answers of a question are kept where people type or put in order."""

IN_PARTS = frozenset({Kind.pick_one, Kind.pick_several, Kind.poll, Kind.match})
"""Kinds whose short answer is a list of keys or pairs: figures count each by itself."""


@dataclass(slots=True)
class Taken:
    """Those who gave one answer, or chose one option of it.

    `shares` adds up their results, `upper` and `lower` count those of the two end groups, `right` and `wrong` those
    whose answer earned all of the marks or none.
    """

    count: int = 0
    shares: Fraction | int = 0
    upper: int = 0
    lower: int = 0
    right: int = 0
    wrong: int = 0

    def add(self, other: "Taken") -> None:
        """Count these, too."""
        self.count += other.count
        self.shares += other.shares
        self.upper += other.upper
        self.lower += other.lower
        self.right += other.right
        self.wrong += other.wrong


@dataclass(slots=True)
class Answers:
    """The answers of one question, no more of them than may be kept."""

    most: int | None
    kept: dict[str, Taken] = field(default_factory=dict)
    others: int = 0
    others_given: int = 0

    def entry(self, name: str) -> Taken:
        """The entry of this answer; a new one may push the rarest out, so ask for one answer after the other."""
        found = self.kept.get(name)
        if found is None:
            if self.most is not None and len(self.kept) >= 2 * self.most:
                self.prune()
            found = self.kept[name] = Taken()
        return found

    def prune(self) -> None:
        """Keep the commonest; of equally common ones those that come first."""
        ordered = sorted(self.kept.items(), key=lambda item: -item[1].count)
        left = ordered[self.most :] if self.most is not None else []
        self.kept = dict(ordered[: self.most])
        self.others += len(left)
        self.others_given += sum(taken.count for _, taken in left)


def names_in(kind: Kind | None, chosen: str) -> list[str]:
    """What an answer in short names: each option picked, each pair matched, or the answer as a whole; see `chosen.py`.

    Nothing for an answer with nothing in it: gaps left empty, rows left open.
    """
    if kind in IN_PARTS:
        parts = chosen.split(",")
        if len(chosen) >= LONGEST:
            parts.pop()
        return [part for part in parts if part and not part.endswith("=")]
    return [chosen] if chosen.strip("|" if kind is Kind.gaps else "") else []
