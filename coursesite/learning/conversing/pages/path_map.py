"""The way that a conversation went, as a small map: each reply a dot, the higher the more at ease the other was."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

LEFT, RIGHT, TOP, BOTTOM = 14.0, 306.0, 22.0, 98.0
LARGEST, ROOM_FOR_A_NUMBER = 8.0, 7.0


@dataclass(frozen=True, slots=True)
class Dot:
    """One reply. `turns` says that it was a turning point; a number is written where there is room for it."""

    x: float
    y: float
    number: str
    turns: bool


@dataclass(frozen=True, slots=True)
class PathMap:
    """The map: its line as path data, its dots, how large those are, and where it ends."""

    line: str
    dots: tuple[Dot, ...]
    radius: float
    end: tuple[float, float]


def path_map(strains: Sequence[int | None], turning: Collection[int]) -> PathMap:
    """The map of a run: `strains` holds how much the other had to bear before each reply, and at the end, 0 to 100.

    Where nothing is known of it the line is level. `turning` are the numbers of the turning points, from 1.
    """
    last = max(len(strains) - 1, 1)
    apart = (RIGHT - LEFT) / last
    radius = round(min(LARGEST, apart * 0.4), 1)
    places = [(round(LEFT + at * apart, 1), _height(strain)) for at, strain in enumerate(strains)]
    line = "M" + "L".join(f"{x:g} {y:g}" for x, y in places)
    dots = tuple(
        Dot(x, y, str(number) if radius >= ROOM_FOR_A_NUMBER else "", number in turning)
        for number, (x, y) in enumerate(places[:-1], 1)
    )
    return PathMap(line, dots, radius, places[-1])


def _height(strain: int | None) -> float:
    return round(TOP + (BOTTOM - TOP) * (50 if strain is None else strain) / 100, 1)
