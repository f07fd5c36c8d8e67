"""What an attempt asks: the questions in place, then those drawn from pools, decided by the attempt's seed."""

import hashlib
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from coursesite.exercises import Compiled
from coursesite.learning.quizzes.policy import Draw
from coursesite.library.reading import Content


class TooFew(Exception):
    """A pool holds fewer questions than a quiz draws from it; the content check names that before it is published."""


@dataclass(frozen=True, slots=True)
class Source:
    """A quiz's or a pool's published wording."""

    piece_id: int
    content: Content


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of an attempt; `place` counts from 1. See `models.Response` for `slot`."""

    place: int
    slot: int
    source: Source
    exercise: Compiled

    @property
    def marks(self) -> Fraction:
        """What a right answer earns; nothing for a poll or a scale."""
        return self.exercise.marks if self.exercise.graded else Fraction(0)


def ask(quiz: Source, pools: Mapping[str, Source], draws: Sequence[Draw], seed: str) -> list[Asked]:
    """The questions of an attempt, in their order: no question twice, the same seed always the same ones.

    Raises `TooFew` where a pool has too few.
    """
    found = [Asked(place, place, quiz, exercise) for place, exercise in enumerate(quiz.content.exercises.values(), 1)]
    in_place = len(found)
    drawn: set[tuple[int, str]] = set()
    for number, draw in enumerate(draws, 1):
        pool = pools.get(draw.pool)
        if pool is None:
            raise TooFew(draw.pool)
        for exercise in _drawn(pool, draw, drawn, f"{seed}\n{number}"):
            drawn.add((pool.piece_id, exercise.id))
            found.append(Asked(len(found) + 1, in_place + number, pool, exercise))
    return found


def drawable(content: Content, tag: str) -> list[Compiled]:
    """What may be drawn from a pool: everything that has a right answer, of all tags or of one."""
    return [
        exercise for exercise in content.exercises.values() if exercise.graded and (not tag or tag in exercise.tags)
    ]


def _drawn(pool: Source, draw: Draw, taken: set[tuple[int, str]], seed: str) -> list[Compiled]:
    free = [exercise for exercise in drawable(pool.content, draw.tag) if (pool.piece_id, exercise.id) not in taken]
    if len(free) < draw.count:
        raise TooFew(draw.pool)
    # Python promises the same sequence for the same seed in `random()` only; ordering by it needs nothing else.
    source = random.Random(hashlib.sha256(seed.encode()).digest())  # noqa: S311  # a draw of lots, no secret
    lots = {exercise.id: source.random() for exercise in sorted(free, key=lambda exercise: exercise.id)}
    return sorted(free, key=lambda exercise: lots[exercise.id])[: draw.count]
