"""Exercises: what a coach writes, what a learner is shown, and what an answer is worth. Pure: no Flask, no SQL."""

from .aligning import answer_in_keys_of, in_keys_of
from .checks import missing_feedback
from .compiled import Blank, Choice, Compiled, Left, Level, Question, Shown, ShownStep, shuffled, told_after_answering
from .compiling import compile_exercise as compile
from .compiling import passage_link
from .given import BadAnswer, Given
from .grammar import parse
from .identity import Pairing, Said, carry_keys
from .ids import suggested_id, with_ids
from .kinds import Document, Exercise, Gap, Kind, Mark, Option, Pair, Prose, Settings, Step
from .marking import mark, right_answer
from .outcomes import Marking, Outcome, Remark
from .printing import print_exercise
from .saying import in_words

__all__ = [
    "BadAnswer",
    "Blank",
    "Choice",
    "Compiled",
    "Document",
    "Exercise",
    "Gap",
    "Given",
    "Kind",
    "Left",
    "Level",
    "Mark",
    "Marking",
    "Option",
    "Outcome",
    "Pair",
    "Pairing",
    "Prose",
    "Question",
    "Remark",
    "Said",
    "Settings",
    "Shown",
    "ShownStep",
    "Step",
    "answer_in_keys_of",
    "carry_keys",
    "compile",
    "in_keys_of",
    "in_words",
    "mark",
    "missing_feedback",
    "parse",
    "passage_link",
    "print_exercise",
    "right_answer",
    "shuffled",
    "suggested_id",
    "told_after_answering",
    "with_ids",
]
