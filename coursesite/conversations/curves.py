"""The ways of a map as curves between the boxes of its scenes, written as an SVG path."""

from __future__ import annotations

COLUMN, ROW = 112, 76
"""From the middle of one box to the next, across and down."""
WIDTH, HEIGHT = 100, 30
"""Of one box."""
LEAST = 14

Point = tuple[float, float]


def curve(source: Point, target: Point) -> str:
    """The way from the box around one point to the box around another: down from the middle, back round the side."""
    if source == target:
        return _loop(*source)
    if target[1] > source[1]:
        return _down(source, target)
    return _aside(source, target) if target[1] == source[1] else _up(source, target)


def _down(source: Point, target: Point) -> str:
    begin, end = source[1] + HEIGHT / 2, target[1] - HEIGHT / 2
    half = (begin + end) / 2
    return _path((source[0], begin), (source[0], half), (target[0], half), (target[0], end))


def _loop(x: float, y: float) -> str:
    right = x + WIDTH / 2
    return _path((right, y - 6), (right + 16, y - LEAST), (right + 16, y + LEAST), (right, y + 6))


def _aside(source: Point, target: Point) -> str:
    """Over the boxes that stand between."""
    to_the = 1 if target[0] > source[0] else -1
    begin, end = source[0] + to_the * WIDTH / 4, target[0] - to_the * WIDTH / 4
    top, above = source[1] - HEIGHT / 2, source[1] - ROW / 2
    return _path((begin, top), (begin, above), (end, above), (end, top))


def _up(source: Point, target: Point) -> str:
    """Out to the side on which the source stands, past the boxes of the layers between."""
    to_the = 1 if source[0] >= target[0] else -1
    begin, end = source[0] + to_the * WIDTH / 4, target[0] + to_the * WIDTH / 4
    out = to_the * (max(to_the * begin, to_the * end) + COLUMN / 2 - 18)
    lower, upper = source[1] - HEIGHT / 2, target[1] + HEIGHT / 2
    return _path((begin, lower), (out, lower - LEAST), (out, upper + LEAST), (end, upper))


def _path(begin: Point, first: Point, second: Point, end: Point) -> str:
    return f"M{_at(begin)}C{_at(first)} {_at(second)} {_at(end)}"


def _at(point: Point) -> str:
    return f"{point[0]:g},{point[1]:g}"
