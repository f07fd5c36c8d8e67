"""What every drawing here is made of: numbers drawn from a key, and SVG paths."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """An endless stream of even-handed numbers that depends on nothing but a key."""

    def __init__(self, key: str) -> None:
        self._key = key.encode()
        self._block = 0
        self._bytes = b""

    def below(self, bound: int) -> int:
        """A whole number from 0 to `bound - 1`, for bounds up to about 1,000."""
        if len(self._bytes) < 4:
            self._bytes = sha256(self._block.to_bytes(4, "big") + self._key).digest()
            self._block += 1
        head, self._bytes = self._bytes[:4], self._bytes[4:]
        return int.from_bytes(head, "big") % bound

    def between(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return low + self.below(high - low + 1)

    def one_of(self, choices: Sequence[T]) -> T:
        """One of the choices."""
        return choices[self.below(len(choices))]

    def chance(self, percent: int) -> bool:
        """True in `percent` of a hundred draws."""
        return self.below(100) < percent


def number(value: float) -> str:
    """A coordinate as SVG wants it, to a tenth of a unit and without needless zeros."""
    return f"{round(value, 1):g}"


def points(*values: float) -> str:
    """Coordinates as one SVG list."""
    return " ".join(number(value) for value in values)


def disc(x: float, y: float, radius: float) -> str:
    """Path data of a full circle."""
    r, across = number(radius), number(radius * 2)
    return f"M{points(x - radius, y)}a{r} {r} 0 1 0 {across} 0a{r} {r} 0 1 0-{across} 0"


def oval(x: float, y: float, across: float, up: float) -> str:
    """Path data of an ellipse with the half-axes `across` and `up`."""
    a, u, whole = number(across), number(up), number(across * 2)
    return f"M{points(x - across, y)}a{a} {u} 0 1 0 {whole} 0a{a} {u} 0 1 0-{whole} 0"


def stroke(parts: str | Iterable[str], width: float = 1.5, *, note: bool = False, faint: bool = False) -> str:
    """A drawn line in the motif's ink, or in its one warm note."""
    data = parts if isinstance(parts, str) else "".join(parts)
    if not data:
        return ""
    opacity = ' stroke-opacity=".45"' if faint else ""
    kind = ' class="motif-note"' if note else ""
    return f'<path{kind} fill="none" stroke="currentColor" stroke-width="{number(width)}"{opacity} d="{data}"/>'


def fill(parts: str | Iterable[str], opacity: float = 1, *, note: bool = False) -> str:
    """A filled shape in the motif's ink, or in its one warm note."""
    data = parts if isinstance(parts, str) else "".join(parts)
    if not data:
        return ""
    thin = f' fill-opacity="{opacity:g}"' if opacity < 1 else ""
    kind = ' class="motif-note"' if note else ""
    return f'<path{kind} fill="currentColor"{thin} d="{data}"/>'


def shape(parts: Iterable[str], opacity: float, width: float) -> str:
    """A shape with a thin fill and a drawn outline, from one copy of its data."""
    return (
        f'<path fill="currentColor" fill-opacity="{opacity:g}" stroke="currentColor"'
        f' stroke-width="{number(width)}" d="{"".join(parts)}"/>'
    )
