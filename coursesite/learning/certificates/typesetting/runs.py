"""Text in the order in which it is seen: runs of one direction and one script, from left to right.

A part of the Unicode Bidirectional Algorithm (UAX #9, https://www.unicode.org/reports/tr9/): rules P2, P3, W1 to W4,
W7, N1, N2, I1, I2, L2. Left out is what names don't need: embeddings, overrides and isolates, which are taken out
beforehand; signs that belong to a number; the pairing of brackets (N0), so that a bracket between two scripts goes with
the line's direction.
"""

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple
from unicodedata import bidirectional, category

from fontTools import unicodedata as scripts

STRONG = ("L", "R")
JOINERS = "\u200c\u200d"
NEUTRAL_SCRIPTS = ("Zyyy", "Zinh", "Zzzz")


class Run(NamedTuple):
    """Characters of one direction and one script, in the order in which they are read."""

    text: str
    is_rtl: bool
    script: str


def tidied(text: str) -> str:
    """A line without the characters that only steer others; the two joiners stay, as some scripts spell with them."""
    kept = (one if one in JOINERS or category(one) != "Cf" else "" for one in text)
    return " ".join("".join(kept).split())


def visual_runs(text: str) -> list[Run]:
    """The runs of a line from left to right."""
    levels = levels_of(text)
    keys = list(zip(levels, scripts_of(text), strict=True))
    found, start = [], 0
    for (level, script), same in groupby(keys):
        end = start + len(list(same))
        found.append((level, Run(text[start:end], level % 2 == 1, script)))
        start = end
    for least in range(max(levels, default=0), 0, -1):
        found = _turned(found, least)
    return [run for _, run in found]


def _turned(runs: list[tuple[int, Run]], least: int) -> list[tuple[int, Run]]:
    """Rule L2: what stands at this level or above is turned round, as a whole."""
    done: list[tuple[int, Run]] = []
    for is_turned, same in groupby(runs, key=lambda run: run[0] >= least):
        level_or_more = list(same)
        done += reversed(level_or_more) if is_turned else level_or_more
    return done


def scripts_of(text: str) -> list[str]:
    """Each character's script; what belongs to none goes with what stands before it, at the beginning with what comes
    after.
    """
    own: list[str] = [scripts.script(one) for one in text]
    first = next((one for one in own if one not in NEUTRAL_SCRIPTS), "Latn")
    found: list[str] = []
    for one in own:
        found.append((found[-1] if found else first) if one in NEUTRAL_SCRIPTS else one)
    return found


def levels_of(text: str) -> list[int]:
    """Each character's level: even reads to the right, odd to the left."""
    kinds = [bidirectional(one) or "L" for one in text]
    base = 1 if next((kind for kind in kinds if kind in ("L", "R", "AL")), "L") != "L" else 0
    kinds = _neutrals(_weak(kinds, base), base)
    if base:
        return [1 if kind == "R" else 2 for kind in kinds]
    return [{"L": 0, "R": 1}.get(kind, 2) for kind in kinds]


def _weak(kinds: Sequence[str], base: int) -> list[str]:
    found = list(kinds)
    strong = edge = "R" if base else "L"
    for at, kind in enumerate(kinds):
        if kind == "NSM":
            found[at] = found[at - 1] if at else edge
        elif kind == "EN":
            found[at] = {"AL": "AN", "L": "L"}.get(strong, "EN")
        elif kind in ("L", "R", "AL"):
            strong = kind
    for at, kind in enumerate(kinds):
        if kind in ("ES", "CS") and 0 < at < len(kinds) - 1 and found[at - 1] == found[at + 1] in ("EN", "AN"):
            found[at] = found[at - 1]
    return ["R" if kind == "AL" else kind for kind in found]


def _neutrals(kinds: Sequence[str], base: int) -> list[str]:
    """Rules N1 and N2: what has no direction goes with its neighbours where they agree, else with the line."""
    edge = "R" if base else "L"
    groups = [(known, list(same)) for known, same in groupby(kinds, key=lambda kind: kind in (*STRONG, "EN", "AN"))]
    found: list[str] = []
    for at, (known, same) in enumerate(groups):
        if known:
            found += same
            continue
        before = _as_strong(found[-1]) if found else edge
        after = _as_strong(groups[at + 1][1][0]) if at + 1 < len(groups) else edge
        found += [before if before == after else edge] * len(same)
    return found


def _as_strong(kind: str) -> str:
    return "R" if kind in ("EN", "AN") else kind
