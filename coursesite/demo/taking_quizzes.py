"""How a person takes a quiz: what they leave open, what they get right, and whether that is enough."""

from collections.abc import Mapping
from typing import Any

from coursesite.demo import believable
from coursesite.demo.causes import TEMPTING, misleading_key, tempts
from coursesite.demo.course import Quiz
from coursesite.demo.dice import Dice
from coursesite.demo.people import Learner
from coursesite.demo.trying import AFTER_FEEDBACK, chance, unmarked
from coursesite.exercises import Compiled
from coursesite.learning.quizzes.marks import Wording, added_up, share_of, worth

MOST_ATTEMPTS = 2
LEAVES_OPEN = 0.03
MINUTES_A_QUESTION = (0.4, 1.3)

Given = dict[str, Any]


def attempt(
    person: Learner, quiz: Quiz, seed: str, dice: Dice, *, read_feedback: bool
) -> tuple[dict[int, Given], float]:
    """What this person answers, by the question's place, and how many minutes it takes.

    `read_feedback` says that an attempt went before, whose results were read.
    """
    asked = quiz.asked(seed)
    given = {
        question.place: _answer(person, question.exercise, dice, read_feedback=read_feedback)
        for question in asked
        if not dice.happens(LEAVES_OPEN)
    }
    return given, len(asked) * dice.between(*MINUTES_A_QUESTION)


def passes(quiz: Quiz, seed: str, given: Mapping[int, Given]) -> bool:
    """Whether the site will say that this attempt has passed."""
    worths = [
        worth(Wording(question.source.content.revision_id, question.exercise), given.get(question.place))
        for question in quiz.asked(seed)
    ]
    return quiz.policy.passes(share_of(*added_up(worths)))


def _answer(person: Learner, compiled: Compiled, dice: Dice, *, read_feedback: bool) -> Given:
    if not compiled.graded:
        return unmarked(person, compiled, dice)
    tempting = None if read_feedback else misleading_key(compiled)
    if tempting is not None and dice.happens(tempts(TEMPTING, person.ability)):
        return believable.option(tempting)
    likely = chance(person, "", compiled.id)
    right = dice.happens(max(likely, AFTER_FEEDBACK) if read_feedback else likely)
    return believable.right(compiled, dice) if right else believable.wrong(compiled, dice)
