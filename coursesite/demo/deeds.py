"""What people do in the month, one small fact each. The plan makes them, the living site carries them out.

Another thing that people can do is another class here, a step in `plan.py` and a case in `living.py`. What is said
below posts was written by hand and stands in `threads.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from coursesite.demo.people import Learner
from coursesite.learning.conversing.running import Said


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that a person does at a moment."""

    at: datetime
    who: Learner


@dataclass(frozen=True, slots=True)
class Visit(Deed):
    """Opens the open lesson and answers there, without an account."""


@dataclass(frozen=True, slots=True)
class SignUp(Deed):
    """Confirms an address and so gets an account, with what was done as a visitor."""


@dataclass(frozen=True, slots=True)
class Return(Deed):
    """Comes back on the same device."""


@dataclass(frozen=True, slots=True)
class Enrol(Deed):
    """Takes the course of this slug."""

    course: str


@dataclass(frozen=True, slots=True)
class Answer(Deed):
    """Tries an exercise."""

    lesson: str
    exercise: str
    given: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Write(Deed):
    """Writes an entry of their own, agreeing that it is kept."""

    lesson: str
    exercise: str
    text: str


@dataclass(frozen=True, slots=True)
class Finish(Deed):
    """Finishes a lesson."""

    lesson: str


@dataclass(frozen=True, slots=True)
class TakeUp(Deed):
    """Takes up a plan as a lesson offers it, agreeing that it is kept, and wants to be asked after it in review."""

    lesson: str
    exercise: str
    cue: str
    response: str


@dataclass(frozen=True, slots=True)
class Promise(Deed):
    """Says what they mean to try, agreeing that it is kept; after so many days they are asked what became of it."""

    lesson: str
    exercise: str
    text: str
    days: int


@dataclass(frozen=True, slots=True)
class Tell(Deed):
    """Says that what they promised is done, and how it went."""

    lesson: str
    exercise: str
    happened: str


@dataclass(frozen=True, slots=True)
class Recall(Deed):
    """Answers some of the questions that come back; which of them rightly, the seed says."""

    seed: int


@dataclass(frozen=True, slots=True)
class Converse(Deed):
    """Plays the course's conversation: what is said, in order, one reply every so many seconds.

    The first `copied` of it stand in an earlier run, from which this one goes on.
    """

    course: str
    said: tuple[Said, ...]
    pace: int
    copied: int = 0


@dataclass(frozen=True, slots=True)
class TakeQuiz(Deed):
    """Takes a course's quiz from beginning to end: what the seed draws; what is answered, by the question's place."""

    course: str
    seed: str
    given: Mapping[int, dict[str, Any]]
    until: datetime


@dataclass(frozen=True, slots=True)
class Leave(Deed):
    """Deletes the account."""


@dataclass(frozen=True, slots=True)
class BeClosedOut(Deed):
    """Has the account closed by the admin."""
