"""The site's own accent colour: what may be chosen, whether it is read well enough, and the style sheet it makes."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from coursesite.drawing.colours import BLACK, WHITE, Rgb, contrast, lowest, mixed, parsed, written

STEPS = 200
ENOUGH = 4.5
"""The contrast that text needs by WCAG 2.2, criterion 1.4.3 (level AA)."""
WASH, DEEP = 0.1, 0.25
"""How much of the accent lies on the paper behind marked text; how far it goes to black or white when pointed at."""


class Ready(NamedTuple):
    """A pair of colours that go with the paper: for the light theme and for the dark one."""

    name: str
    light: str
    dark: str


READY = (
    Ready("Pine", "#1f5b57", "#7cc4b8"),
    Ready("Harbour", "#1d5576", "#86bfe0"),
    Ready("Plum", "#6b3a63", "#d3a0c9"),
    Ready("Brick", "#8a3324", "#eca08f"),
    Ready("Moss", "#4a5a1e", "#b5c97a"),
    Ready("Slate", "#41525f", "#adbfcc"),
    Ready("Walnut", "#6a4426", "#d6ab86"),
    Ready("Iris", "#4a4a8c", "#b0b0ea"),
)


@dataclass(frozen=True, slots=True)
class Theme:
    """What an accent meets in one theme: its papers, and the end of the scale at which it is read better."""

    name: str
    paper: Rgb
    grounds: tuple[Rgb, ...]
    towards: Rgb


# The papers of static/css/site.css, as tests/web/test_looks.py checks.
LIGHT = Theme("light", (0xFA, 0xF7, 0xF2), ((0xFA, 0xF7, 0xF2), (0xFF, 0xFD, 0xF9), (0xF2, 0xED, 0xE4)), BLACK)
DARK = Theme("dark", (0x15, 0x1A, 0x1A), ((0x15, 0x1A, 0x1A), (0x1C, 0x23, 0x22), (0x10, 0x14, 0x14)), WHITE)


@dataclass(frozen=True, slots=True)
class Weak:
    """An accent that is read too badly: its contrast, and the nearest that is read well enough."""

    ratio: float
    nearest: str


def wash(colour: Rgb, theme: Theme) -> Rgb:
    """What lies behind text that the accent marks."""
    return mixed(theme.paper, colour, WASH)


def weakness(colour: Rgb, theme: Theme) -> Weak | None:
    """What is wrong with an accent in a theme; None where it is read well enough on every paper and on its own wash."""
    if _read(colour, theme) >= ENOUGH:
        return None
    nearer = (mixed(colour, theme.towards, step / STEPS) for step in range(1, STEPS + 1))
    nearest = next((found for found in nearer if _read(found, theme) >= ENOUGH), theme.towards)
    return Weak(_read(colour, theme), written(nearest))


def _read(colour: Rgb, theme: Theme) -> float:
    return min(lowest(colour, theme.grounds), contrast(colour, wash(colour, theme)))


def stylesheet(values: Mapping[str, str]) -> str:
    """The style sheet of the accent that is set; empty where none is."""
    light, dark = parsed(values.get("accent_light", "")), parsed(values.get("accent_dark", ""))
    if light is None or dark is None:
        return ""
    pairs = {
        "pine": (light, dark),
        "pine-deep": (mixed(light, LIGHT.towards, DEEP), mixed(dark, DARK.towards, DEEP)),
        "pine-wash": (wash(light, LIGHT), wash(dark, DARK)),
    }
    lines = [
        f"--{name}:var(--light,{written(one)}) var(--dark,{written(other)})" for name, (one, other) in pairs.items()
    ]
    return f":root,[data-theme]{{{';'.join(lines)}}}\n"


def sheet_name(sheet: str) -> str:
    """The name of a style sheet by what is in it."""
    return hashlib.sha256(sheet.encode()).hexdigest()[:12]


def address(values: Mapping[str, str]) -> str:
    """Where the style sheet of the accent that is set is served; empty where none is set."""
    return _address(values.get("accent_light", ""), values.get("accent_dark", ""))


@lru_cache(maxsize=64)
def _address(light: str, dark: str) -> str:
    # Every page asks for it, and it changes when somebody chooses another colour.
    sheet = stylesheet({"accent_light": light, "accent_dark": dark})
    return f"/look/{sheet_name(sheet)}.css" if sheet else ""
