"""A quiet motif for a course, as the patterned paper on a book's boards."""

from __future__ import annotations

from collections.abc import Callable

from coursesite.drawing import papers, scenes
from coursesite.drawing.pen import Dice

MOODS = ("pine", "clay", "ochre", "slate", "moss", "rose", "cloth", "night")
"""Colourings; each is a class `motif-<mood>` that the style sheet fills in for both themes."""

FAMILIES: tuple[Callable[[Dice], str], ...] = (
    papers.scallops,
    papers.rain,
    papers.weave,
    papers.threads,
    papers.winding,
    papers.petals,
    papers.lattice,
    papers.ripples,
    papers.fans,
    papers.stars,
    scenes.hills,
    scenes.branch,
    scenes.reeds,
    scenes.stones,
    scenes.arcade,
    scenes.birds,
    scenes.horizon,
    scenes.village,
    scenes.bridge,
    scenes.moons,
)


def motif(key: str) -> str:
    """The motif of the course with this key, as an SVG element 320 by 120 units, hidden from screen readers.

    Family, mood and every measure come from the key alone. Colours come from the style sheet through
    `currentColor`, so that one drawing serves both themes.
    """
    dice = Dice(f"motif:{key}")
    family = dice.one_of(FAMILIES)
    mood = dice.one_of(MOODS)
    return (
        f'<svg class="motif motif-{mood}" viewBox="0 0 320 120" width="320" height="120"'
        ' preserveAspectRatio="xMidYMid slice" aria-hidden="true" focusable="false">'
        '<path class="motif-ground" fill="none" d="M0 0h320v120H0z"/>'
        f"{family(dice)}</svg>"
    )
