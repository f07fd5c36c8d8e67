"""What the pictures show, as numbers to draw. The table beside each says the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from coursesite.learning.growth.grid import ROWS, Cell
from coursesite.learning.growth.models import When
from coursesite.learning.growth.rating import Compared

WIDTH, HEIGHT = 300, 100
"""The area that lines and columns are drawn in; labels stand outside."""
LEFT = 90
"""Where the line of five steps begins: its label stands before it."""
STEP, ROW = 45, 22
SQUARE = 56
LABELLED = {When.START: "start", When.END: "end", When.LATER: "later"}


@dataclass(frozen=True, slots=True)
class Dot:
    """A step that was chosen: its label, and where it stands. Each of the three times has a shape of its own."""

    label: str
    shape: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class StepsPicture:
    """One statement: a line of five steps for each time, with its dot."""

    dots: Sequence[Dot]

    @property
    def height(self) -> int:
        """How high it is."""
        return len(self.dots) * ROW

    @property
    def ticks(self) -> list[int]:
        """Where the five steps are."""
        return [LEFT + STEP * number for number in range(5)]


def steps_picture(one: Compared) -> StepsPicture:
    """The picture of one statement."""
    return StepsPicture(
        [
            Dot(LABELLED[mark.when], mark.when.value, LEFT + STEP * (mark.step - 1), ROW * place + ROW // 2)
            for place, mark in enumerate(one.marks)
        ]
    )


@dataclass(frozen=True, slots=True)
class LinesPicture:
    """How strained the other was in the first run and the latest: points of two lines, and where each ends."""

    first: str
    latest: str
    first_end: tuple[float, float]
    latest_end: tuple[float, float]


def lines_picture(first: Sequence[int], latest: Sequence[int]) -> LinesPicture:
    """Two lines over the steps, from 0 (at ease, below) to 100. An empty `latest` is no line."""
    steps = max(len(first), len(latest), 2) - 1
    places = [[_point(at, strain, steps) for at, strain in enumerate(run)] for run in (first, latest)]
    drawn = [" ".join(f"{x},{y}" for x, y in run) for run in places]
    ends = [run[-1] if run else (0.0, 0.0) for run in places]
    return LinesPicture(drawn[0], drawn[1], ends[0], ends[1])


def _point(at: int, strain: int, steps: int) -> tuple[float, float]:
    return round(at * WIDTH / steps, 1), round(HEIGHT - strain * HEIGHT / 100, 1)


@dataclass(frozen=True, slots=True)
class WeekColumn:
    """One week: its label (empty where there is no room), how many cards, and the column of the share remembered."""

    label: str
    cards: int
    x: float
    width: float
    y: float
    height: float
    is_drawn: bool

    @property
    def middle(self) -> float:
        """Where its labels stand."""
        return round(self.x + self.width / 2, 1)


def weeks_picture(weeks: Sequence[tuple[str, int, int]], least: int) -> list[WeekColumn]:
    """Columns from label, cards and cards remembered; a week of fewer cards than `least` has none."""
    step = WIDTH / len(weeks)
    shapes = []
    for at, (label, cards, kept) in enumerate(weeks):
        height = round(kept / cards * HEIGHT, 1) if cards >= least else 0.0
        is_drawn = cards >= least
        labelled = label if (len(weeks) - 1 - at) % 3 == 0 else ""
        place = (round(at * step + step * 0.15, 1), round(step * 0.7, 1))
        shapes.append(WeekColumn(labelled, cards, *place, round(HEIGHT - height, 1), height, is_drawn))
    return shapes


@dataclass(frozen=True, slots=True)
class Spot:
    """How many notes lie at a place of the grid, as a dot."""

    cell: Cell
    count: int
    x: int
    y: int
    radius: float


def spots(counts: Mapping[tuple[int, int], int]) -> list[Spot]:
    """A dot for each place at which something was noted; its area grows with the count."""
    most = max(counts.values(), default=0)
    found = []
    for row, cells in enumerate(ROWS):
        for column, cell in enumerate(cells):
            if count := counts.get((cell.pleasant, cell.energetic), 0):
                radius = round(9 + 11 * sqrt(count / most), 1)
                found.append(Spot(cell, count, column * SQUARE + SQUARE // 2, row * SQUARE + SQUARE // 2, radius))
    return found
