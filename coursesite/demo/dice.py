"""Chance that comes out the same every time: one seed, one month."""

import random
from collections.abc import Mapping, Sequence
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """Chances of one thing of the month (a person, their calendar). Two things never share their throws.

    So one person's change moves nobody else's month.
    """

    def __init__(self, seed: int, thing: str) -> None:
        self._random = random.Random(f"{seed} {thing}")  # noqa: S311  # a story has to come out the same again

    def happens(self, chance: float) -> bool:
        """Whether something happens that does so with this chance, from 0 to 1."""
        return self._random.random() < chance

    def between(self, low: float, high: float) -> float:
        """A number from `low` to `high`, all equally likely."""
        return self._random.uniform(low, high)

    def whole(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return self._random.randint(low, high)

    def around(self, middle: float, spread: float) -> float:
        """A number around the middle; two of three lie within the spread (a normal distribution)."""
        return self._random.gauss(middle, spread)

    def one_of(self, things: Sequence[T]) -> T:
        """One of these, all equally likely."""
        return self._random.choice(things)

    def some_of(self, things: Sequence[T], count: int) -> list[T]:
        """So many of these, each at most once."""
        return self._random.sample(things, count)

    def weighed(self, weights: Mapping[T, float]) -> T:
        """One of these, each as likely as its weight says."""
        return self._random.choices(list(weights), list(weights.values()))[0]

    def shuffled(self, things: Sequence[T]) -> list[T]:
        """All of these in some order."""
        return self._random.sample(things, len(things))

    def word(self) -> str:
        """Sixteen hexadecimal digits."""
        return f"{self._random.getrandbits(64):016x}"
