"""How far people are, and how they got there."""

from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """Where a learner stands at the end of the month."""

    NEVER_STARTED = "signed up and never started"
    TRIED = "tried the open lesson, then signed up"
    STOPPED_EARLY = "stopped in lesson 2"
    STOPPED_HARD = "half way, stopped in the hard lesson"
    HALF_WAY = "half way and going on"
    BUSY = "at Northline, away for the nine days of the busy week, then back"
    QUICK = "finished in two evenings"
    SLOW = "finished slowly, going back to what went wrong"
    LAST_LAP = "one lesson to go"
    DISABLED = "account closed by the admin"


@dataclass(frozen=True, slots=True)
class Path:
    """What a stage means for a calendar. Days count back from the end of the month.

    `learners` is how many there are, `lessons` between how many are finished, `sitting` how many lessons one takes
    at a time, `pause` how many days pass between two sittings, `last` when the last thing was done. `begins` is
    whether the lesson after those finished was begun and left. `visitor` is the chance of having come without an
    account first.
    """

    learners: int
    lessons: tuple[int, int] = (0, 0)
    sitting: tuple[int, int] = (1, 1)
    pause: tuple[int, int] = (1, 4)
    last: tuple[float, float] = (0.1, 29)
    begins: bool = False
    visitor: float = 0.25


PATHS = {
    Stage.NEVER_STARTED: Path(9, visitor=0),
    Stage.TRIED: Path(6, lessons=(1, 1), last=(0.1, 20), visitor=1),
    Stage.STOPPED_EARLY: Path(6, lessons=(1, 1), pause=(1, 3), last=(6, 26), begins=True),
    Stage.STOPPED_HARD: Path(28, lessons=(3, 3), pause=(1, 3), last=(6, 24), begins=True),
    Stage.HALF_WAY: Path(12, lessons=(4, 6), pause=(1, 3), last=(0.1, 4), begins=True),
    Stage.BUSY: Path(30, lessons=(7, 9), pause=(1, 3), last=(0.1, 7)),
    Stage.QUICK: Path(8, lessons=(9, 9), sitting=(5, 5), pause=(1, 1), last=(0.1, 27)),
    Stage.SLOW: Path(15, lessons=(9, 9), pause=(2, 3), last=(0.1, 4), visitor=0.4),
    Stage.LAST_LAP: Path(5, lessons=(8, 8), pause=(1, 3), last=(0.1, 6)),
    Stage.DISABLED: Path(1, lessons=(1, 1), last=(12, 16), begins=True, visitor=0),
}
VISITORS = 6
"""People who tried the open lesson and never signed up."""
