"""A quiz's rules as its coach wrote them, and which of a person's attempts counts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from typing import Any

from coursesite.learning.quizzes.models import Standing

AT_ONCE = "at once"
ALWAYS, AFTER_THE_LAST, NEVER = "always", "after the last attempt", "never"
BEST, LAST, FIRST = "best", "last", "first"


@dataclass(frozen=True, slots=True)
class Draw:
    """So many questions from a pool's file (its name without ending, beside the quiz), with a tag or with any."""

    count: int
    pool: str
    tag: str


@dataclass(frozen=True, slots=True)
class Policy:
    """A quiz's rules. None stands for “no such rule”: no pass mark, no limit of attempts or time.

    `pass_share` is the share of the marks needed to pass; handing in once passes a quiz without one.
    """

    pass_share: Fraction | None
    attempts: int | None
    keep: str
    minutes: int | None
    wait: timedelta
    at_once: bool
    answers_shown: str
    counts: bool
    draws: tuple[Draw, ...]

    def passes(self, share: Fraction) -> bool:
        """Whether this share of the marks is enough."""
        return self.pass_share is None or share >= self.pass_share

    def shows_answers(self, *, more_attempts: bool) -> bool:
        """Whether right answers may be seen; `more_attempts` says that one could still be begun."""
        return self.answers_shown == ALWAYS or (self.answers_shown == AFTER_THE_LAST and not more_attempts)


def policy_of(values: Mapping[str, Any]) -> Policy:
    """The rules in a quiz's front matter. Without a word: any number of attempts, the best counts."""
    share = values.get("pass")
    return Policy(
        pass_share=None if share is None else Fraction(share, 100),
        attempts=values.get("attempts"),
        keep=values.get("keep", BEST),
        minutes=values.get("minutes"),
        wait=timedelta(minutes=values.get("wait", 0)),
        at_once=values.get("feedback") == AT_ONCE,
        answers_shown=values.get("answers shown", ALWAYS),
        counts=values.get("counts", "yes") != "no",
        draws=tuple(Draw(*draw) for draw in values.get("draw", ())),
    )


def standings(keep: str, shares: Sequence[Fraction]) -> list[Standing]:
    """How each graded attempt of one person stands, given in their order: the first, the last, the one that counts.

    Of several equally good ones the earliest counts.
    """
    found = [Standing(0)] * len(shares)
    if shares:
        counting = {BEST: shares.index(max(shares)), FIRST: 0, LAST: len(shares) - 1}
        found[0] |= Standing.FIRST
        found[-1] |= Standing.LAST
        found[counting[keep]] |= Standing.COUNTS
    return found


def total(marks: Iterable[Fraction]) -> Fraction:
    """Marks added up exactly."""
    return sum(marks, Fraction(0))
