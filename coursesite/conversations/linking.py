"""Links in a line of Markdown: where each begins and ends, its text and its target."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

_TITLED = re.compile(r"""(\S*)[ \t]+(?:"[^"]*"|'[^']*')""")
_TICKS = re.compile(r"`+")


@dataclass(frozen=True)
class Link:
    """One link `[text](target)`; `start` and `end` are its places in the line."""

    start: int
    end: int
    text: str
    target: str

    @property
    def scene(self) -> str | None:
        """The name of the scene that it leads to; None where it leads elsewhere."""
        return unquote(self.target[1:]) if self.target.startswith("#") and len(self.target) > 1 else None


def links(line: str) -> Iterator[Link]:
    """The links of a line, without those that stand in code and without pictures."""
    signs = list(_signs(line))
    closed = {**_pairs(line, signs, "[]"), **_pairs(line, signs, "()")}
    end = 0
    for place in signs:
        if place < end or line[place] != "[" or place not in closed:
            continue
        middle = closed[place]
        if line[middle + 1 : middle + 2] != "(" or middle + 1 not in closed:
            continue
        end = closed[middle + 1] + 1
        if place == 0 or line[place - 1] != "!":
            yield Link(place, end, line[place + 1 : middle], _target(line[middle + 2 : end - 1].strip()))


def _signs(line: str) -> Iterator[int]:
    """The places of all brackets that are neither escaped nor in code."""
    place = 0
    while place < len(line):
        if line[place] in "[]()":
            yield place
        place = _past(line, place)


def _past(line: str, place: int) -> int:
    """The place after this sign; an escaped sign and a span of code are one."""
    if line[place] == "\\":
        return place + 2
    ticks = _TICKS.match(line, place)
    if ticks is None:
        return place + 1
    for closing in _TICKS.finditer(line, ticks.end()):
        if len(closing[0]) == len(ticks[0]):
            return closing.end()
    return ticks.end()


def _pairs(line: str, signs: Sequence[int], pair: str) -> dict[int, int]:
    """Where each opening bracket of this kind is closed."""
    closed: dict[int, int] = {}
    opened: list[int] = []
    for place in signs:
        if line[place] == pair[0]:
            opened.append(place)
        elif line[place] == pair[1] and opened:
            closed[opened.pop()] = place
    return closed


def _target(written: str) -> str:
    """What a link points at, without its title."""
    titled = _TITLED.fullmatch(written)
    target = titled[1] if titled else written
    return target[1:-1] if target.startswith("<") and target.endswith(">") else target
