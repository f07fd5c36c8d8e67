"""What people do in the month, one small fact each. The plan makes them, the living site carries them out.

Another thing that people can do is another class here, a step in `plan.py` and a case in `living.py`. What is said
below posts was written by hand and stands in `threads.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from coursesite.demo.people import Learner


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
    """Takes the course."""


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
class TakeQuiz(Deed):
    """Takes the course's quiz from beginning to end: what the seed draws; what is answered, by the question's place."""

    seed: str
    given: Mapping[int, dict[str, Any]]
    until: datetime


@dataclass(frozen=True, slots=True)
class Leave(Deed):
    """Deletes the account."""


@dataclass(frozen=True, slots=True)
class BeClosedOut(Deed):
    """Has the account closed by the admin."""
