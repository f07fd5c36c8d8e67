"""How a person tries one exercise: right or wrong, by what they are like and by the month's causes."""

import math
from collections.abc import Iterator
from typing import Any

from coursesite import exercises
from coursesite.demo import believable
from coursesite.demo.causes import EASY, HARD_LESSON, MISLEADING, SCALE, misleading_key, tempts
from coursesite.demo.dice import Dice
from coursesite.demo.people import Learner
from coursesite.exercises import Compiled, Outcome

EASE = 1.1
"""How likely an average person is to get an ordinary question right, in logits: three times in four."""
WEIGHT = 0.9
"""How much a standard deviation of ability adds to that."""
MOST_TRIES = 3
AFTER_FEEDBACK = 0.85
"""The chance of a right answer once one has read why the last one wasn't."""

Given = dict[str, Any]


def chance(person: Learner, lesson: str, exercise: str) -> float:
    """How likely this person is to get this question right at the first try.

    The one-parameter logistic model (Rasch 1960) with the causes' shifts.
    """
    ease = EASE + WEIGHT * person.ability
    if lesson == HARD_LESSON.lesson:
        ease -= HARD_LESSON.harder
    if exercise == EASY.exercise:
        ease += EASY.easier
    return 1 / (1 + math.exp(-ease))


def tries(person: Learner, lesson: str, compiled: Compiled, dice: Dice) -> Iterator[Given]:
    """This person's answers in one sitting: the first, and others while they are wrong and the person persists."""
    if not compiled.graded:
        yield unmarked(person, compiled, dice)
        return
    given = _first(person, lesson, compiled, dice)
    yield given
    for _ in range(MOST_TRIES - 1):
        if is_right(compiled, given) or not dice.happens(person.persistence):
            return
        given = once_more(compiled, dice)
        yield given


def once_more(compiled: Compiled, dice: Dice) -> Given:
    """An answer by somebody who has read the feedback."""
    return believable.right(compiled, dice) if dice.happens(AFTER_FEEDBACK) else believable.wrong(compiled, dice)


def unmarked(person: Learner, compiled: Compiled, dice: Dice, *, steadier: int = 0) -> Given:
    """An answer to a poll or a scale; `steadier` is how many steps higher than one would have gone before."""
    if compiled.id != SCALE.exercise:
        return believable.middling(compiled, dice)
    step = dice.weighed(SCALE.calm if person.calm else SCALE.others)
    return {"step": min(step + steadier, max(SCALE.calm))}


def is_right(compiled: Compiled, given: Given) -> bool:
    """Whether the site will say that this is right."""
    return exercises.mark(compiled, given).outcome is Outcome.right


def _first(person: Learner, lesson: str, compiled: Compiled, dice: Dice) -> Given:
    tempting = misleading_key(compiled)
    if tempting is not None and dice.happens(tempts(MISLEADING, person.ability)):
        return believable.option(tempting)
    if dice.happens(chance(person, lesson, compiled.id)):
        return believable.right(compiled, dice)
    return believable.wrong(compiled, dice)
