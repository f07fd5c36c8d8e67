"""A figure, or the reason why there is none."""

from dataclasses import dataclass
from fractions import Fraction

TWO_ATTEMPTS = "it takes at least two attempts"
THREE_ATTEMPTS = "it takes at least three attempts"
FOUR_ATTEMPTS = "it takes at least four attempts"
NO_ATTEMPTS = "nobody has been asked this yet"
NO_MARKS = "this gives no marks"
SAME_RESULTS = "all attempts have the same result"
SAME_HERE = "everyone earned the same here"
SAME_ELSEWHERE = "everyone earned the same in the rest of the quiz"
TWO_QUESTIONS = "it takes at least two questions that give marks"
NO_GUESS = "its wording is no longer at hand"
AGAINST = "marks here go against the marks of the quiz"
OTHER_FORMS = "these attempts are of forms of the quiz that differ too much"
NEVER_TOGETHER = "no question here goes along with the whole"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, or none and why, in words that end a sentence. Never NaN, and never 0 for what isn't known."""

    value: Fraction | float | None
    why: str = ""

    @classmethod
    def of(cls, value: Fraction | float | None, why: str) -> "Figure":
        """The number, or the reason where there is none."""
        return cls(value) if value is not None else cls(None, why)

    @property
    def number(self) -> float | None:
        """The number for comparing and drawing."""
        return None if self.value is None else float(self.value)
