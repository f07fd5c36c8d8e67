"""Figures in words for a coach's eyes: "71.4 %", "0.42", or a dash with the reason."""

from dataclasses import dataclass
from fractions import Fraction

from coursesite.learning.quizzes.figures.figure import Figure
from coursesite.learning.quizzes.pages.words import percent

NONE = "–"
MINUS = "−"
TENTHS = 1000


@dataclass(frozen=True, slots=True)
class Said:
    """A figure as it stands on a page: its name, its value in words, what it means or why there is none."""

    name: str
    value: str
    meaning: str = ""
    why: str = ""


def as_percent(figure: Figure) -> str:
    """A share as a percentage, rounded down as every share is; a dash for none."""
    if figure.value is None:
        return NONE
    share = Fraction(figure.value)
    return f"{MINUS}{percent(-share)}" if share < 0 else percent(share)


def as_spread(figure: Figure) -> str:
    """A standard deviation or error as a percentage, to the nearest tenth."""
    if figure.value is None:
        return NONE
    return percent(Fraction(round(float(figure.value) * TENTHS), TENTHS))


def as_number(figure: Figure) -> str:
    """A number to two decimals: "0.42", "−0.07"; a dash for none."""
    if figure.value is None:
        return NONE
    said = f"{abs(float(figure.value)):.2f}"
    return f"{MINUS}{said}" if float(figure.value) < 0 and said != "0.00" else said


def said(name: str, figure: Figure, value: str, meaning: str) -> Said:
    """A figure with its meaning, or with the reason where there is none."""
    return (
        Said(name, value, meaning)
        if figure.value is not None
        else Said(name, NONE, "", f"There is none: {figure.why}.")
    )
