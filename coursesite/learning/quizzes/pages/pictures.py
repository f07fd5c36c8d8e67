"""What the pictures of a quiz's figures show, as numbers to draw: how results are spread, how questions perform."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

BANDS = 10
WIDTH, HEIGHT = 300, 120
"""The area of a picture that is drawn in; its labels stand outside."""


@dataclass(frozen=True, slots=True)
class Bar:
    """So many results in one band, and the bar for it."""

    words: str
    count: int
    x: int
    y: float
    width: int
    height: float


@dataclass(frozen=True, slots=True)
class Dot:
    """One question: its number, and where it stands by facility (x) and discrimination (y)."""

    number: int
    x: float
    y: float


def bars(shares: Mapping[Fraction, int]) -> list[Bar]:
    """Results in ten bands of ten per cent; the last one holds 100 % too."""
    counts = [0] * BANDS
    for share, count in shares.items():
        counts[min(int(share * BANDS), BANDS - 1)] += count
    tallest = max(*counts, 1)
    step = WIDTH // BANDS
    return [
        Bar(_band(at), count, at * step + 2, HEIGHT - height, step - 4, height)
        for at, count in enumerate(counts)
        for height in [round(count / tallest * HEIGHT, 1)]
    ]


def _band(at: int) -> str:
    if at == BANDS - 1:
        return "90 to 100\N{NO-BREAK SPACE}%"
    return f"{at * 10} to under {at * 10 + 10}\N{NO-BREAK SPACE}%"


def dots(found: Sequence[tuple[int, float, float]]) -> list[Dot]:
    """Questions by number, facility (0 to 1) and discrimination (-1 to 1)."""
    return [
        Dot(number, round(facility * WIDTH, 1), round((1 - discrimination) / 2 * HEIGHT, 1))
        for number, facility, discrimination in found
    ]
