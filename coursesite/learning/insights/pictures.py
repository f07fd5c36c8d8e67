"""What the pictures show, as numbers to draw. The table beside each says the same in numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 300, 120
"""The area that is drawn in; labels stand outside."""
LETTER = 5.5
"""The width of a figure at the labels' size."""
MOST_LABELS = 16


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its label below, its value above (empty where there is no room), part of it in the strong colour."""

    label: str
    value: str
    x: float
    width: float
    y: float
    height: float
    strong_y: float
    strong_height: float

    @property
    def middle(self) -> float:
        """Where its labels stand."""
        return round(self.x + self.width / 2, 1)


@dataclass(frozen=True, slots=True)
class Box:
    """One lesson's minutes: the middle half as a box, a line at the median, a mark at what the lesson says."""

    label: str
    x: float
    width: float
    y: float
    height: float
    median: float
    estimate: float

    @property
    def middle(self) -> float:
        """Where its label stands."""
        return round(self.x + self.width / 2, 1)


@dataclass(frozen=True)
class Picture:
    """Columns or boxes; `top` is the number at the upper edge, `kind` says which macro draws it, `key` explains it."""

    kind: str
    shapes: Sequence[Column | Box]
    top: str
    key: str


def columns(rows: Sequence[tuple[str, int, int]], key: str) -> Picture | None:
    """Columns from label, whole and strong part; none where there is nothing to show."""
    tallest = max((whole for _, whole, _ in rows), default=0)
    if not tallest:
        return None
    step = WIDTH / len(rows)
    roomy = step >= LETTER * len(f"{tallest:,}")
    shapes = []
    for at, (label, whole, strong) in enumerate(rows):
        height, inner = (round(number / tallest * HEIGHT, 1) for number in (whole, strong))
        value = f"{whole:,}" if roomy and whole else ""
        place = (round(at * step + step * 0.1, 1), round(step * 0.8, 1))
        shapes.append(
            Column(_label(label, at, len(rows)), value, *place, HEIGHT - height, height, HEIGHT - inner, inner)
        )
    return Picture("columns", shapes, "" if roomy else f"{tallest:,}", key)


def boxes(rows: Sequence[tuple[str, int, int, int, int]], key: str) -> Picture | None:
    """Boxes from label, low, median and high of the middle half, and estimate, in minutes."""
    tallest = max((max(row[1:]) for row in rows), default=0)
    if not tallest or not any(row[3] for row in rows):
        return None
    step, scale = WIDTH / len(rows), HEIGHT / tallest
    shapes = []
    for at, (label, low, median, high, estimate) in enumerate(rows):
        place = (round(at * step + step * 0.2, 1), round(step * 0.6, 1))
        heights = (round(HEIGHT - high * scale, 1), round(max((high - low) * scale, 1), 1))
        lines = (round(HEIGHT - median * scale, 1), round(HEIGHT - estimate * scale, 1))
        shapes.append(Box(_label(label, at, len(rows)), *place, *heights, *lines))
    return Picture("boxes", shapes, f"{tallest} min", key)


def _label(label: str, at: int, of: int) -> str:
    return label if at % (-(-of // MOST_LABELS)) == 0 else ""
