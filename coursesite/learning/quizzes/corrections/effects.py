"""What a decision does to everybody's results: worked out alike for the dry run and for doing it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import groupby

from coursesite.learning.quizzes.corrections.result_queries import Result, Row
from coursesite.learning.quizzes.marks import Worth, share_of
from coursesite.learning.quizzes.models import Standing
from coursesite.learning.quizzes.policy import Policy, standings

Target = Callable[[Row], Worth]
"""What an answer is worth after the decision."""
Rules = Callable[[int], Policy]
"""A quiz's rules by its revision."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What becomes of one answer and of the attempt it stands in."""

    row: Row
    old: Worth
    new: Worth
    score: Fraction
    out_of: Fraction
    share: Fraction
    passed: bool

    @property
    def old_share(self) -> Fraction:
        """The attempt's share until now."""
        return Fraction(self.row.share)

    @property
    def is_news(self) -> bool:
        """Whether anything about the answer is to be written down."""
        return self.old != self.new


@dataclass(frozen=True, slots=True)
class PersonEffect:
    """What becomes of one person: their attempts that ask the question, and which of all their attempts counts.

    `standings` holds the attempts that stand differently. `counted` and `counts` are the results that counted and
    count: an attempt's number and its share.
    """

    user_id: int
    effects: tuple[Effect, ...]
    standings: tuple[tuple[int, int], ...]
    counted: tuple[int, Fraction]
    counts: tuple[int, Fraction]
    had_passed: bool
    passes: bool

    @property
    def is_told(self) -> bool:
        """Whether the result that counts for this person is another."""
        return self.counted[1] != self.counts[1]


@dataclass(slots=True)
class Numbers:
    """How many results (attempts that ask the question) rise, fall and stay, and how many people newly pass."""

    rose: int = 0
    fell: int = 0
    stayed: int = 0
    passing: int = 0

    def add(self, person: PersonEffect) -> None:
        """Count one person's results."""
        for effect in person.effects:
            self.rose += effect.share > effect.old_share
            self.fell += effect.share < effect.old_share
            self.stayed += effect.share == effect.old_share
        self.passing += person.passes and not person.had_passed

    @property
    def results(self) -> int:
        """All results together."""
        return self.rose + self.fell + self.stayed


@dataclass(frozen=True, slots=True)
class Batch:
    """Some people's answers to the question, each person's together, and all of their graded attempts."""

    rows: Sequence[Row]
    results: Mapping[int, Sequence[Result]] = field(default_factory=dict)


def of_batch(batch: Batch, target: Target, rules: Rules) -> Iterator[PersonEffect]:
    """What becomes of each person in a batch."""
    for user_id, rows in groupby(batch.rows, key=lambda row: row.user_id):
        yield _of_person(user_id, list(rows), batch.results[user_id], target, rules)


def stored_worth(row: Row) -> Worth:
    """What an answer is worth until now."""
    return Worth(Fraction(row.credit), Fraction(row.marks), row.outcome, row.graded_by or row.revision_id)


def _of_person(
    user_id: int, rows: Iterable[Row], results: Sequence[Result], target: Target, rules: Rules
) -> PersonEffect:
    effects = {row.attempt_id: _effect(row, target(row), rules) for row in rows}
    before = [Fraction(result.share) for result in results]
    after = [
        effects[result.attempt_id].share if result.attempt_id in effects else share
        for result, share in zip(results, before, strict=True)
    ]
    # As grading does: the rules that the newest graded attempt was begun under say which one counts.
    found = standings(rules(results[-1].revision_id).keep, after)
    changed = tuple(
        (result.attempt_id, int(standing))
        for result, standing in zip(results, found, strict=True)
        if result.standing != int(standing)
    )
    counted = next(place for place, result in enumerate(results) if result.standing & Standing.COUNTS)
    counts = next(place for place, standing in enumerate(found) if standing & Standing.COUNTS)
    had_passed = any(result.passed for result in results)
    return PersonEffect(
        user_id=user_id,
        effects=tuple(effects.values()),
        standings=changed,
        counted=(results[counted].number, before[counted]),
        counts=(results[counts].number, after[counts]),
        had_passed=had_passed,
        passes=had_passed or any(effect.passed for effect in effects.values()),
    )


def _effect(row: Row, new: Worth, rules: Rules) -> Effect:
    """Marks are exact, so adding the difference gives the sum that adding everything up again would give."""
    old = stored_worth(row)
    score = Fraction(row.score) + new.earned - old.earned
    out_of = Fraction(row.out_of) + new.marks - old.marks
    share = share_of(score, out_of)
    # What was passed once stays passed.
    return Effect(row, old, new, score, out_of, share, row.passed or rules(row.attempt_revision_id).passes(share))
