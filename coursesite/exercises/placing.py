"""Cutting a rendered prompt at its gaps, so that a page can put a field there."""

from __future__ import annotations

import re
from collections.abc import Callable

from .gaps import find_gaps

# Two characters of Unicode's private use area: no text has a use for them, no renderer touches them.
_OPEN, _CLOSE = "\ue000", "\ue001"
_TOKEN = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
_TAG = re.compile(r"""(<(?:[^<>"']|"[^"]*"|'[^']*')*>)""")
_HIDDEN = "…"


def place_gaps(prompt: str, render: Callable[[str], str]) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Render a prompt and cut it at its gaps.

    Gives the pieces of HTML, one more than there are gaps, and for each place between them the gap's number, from 0,
    as written. What a gap accepts is in none of the pieces. A gap that did not come out as text of the page, or came
    out twice, gets one place all the same, behind the others.
    """
    prompt = prompt.replace(_OPEN, "").replace(_CLOSE, "")
    source: list[str] = []
    end = 0
    places = find_gaps(prompt)
    for number, place in enumerate(places):
        source += [prompt[end : place.start], f"{_OPEN}{number}{_CLOSE}"]
        end = place.end
    pieces, order = _cut(render("".join([*source, prompt[end:]])))
    for number in range(len(places)):
        if number not in order:
            pieces[-1] += "<p>"
            pieces.append("</p>")
            order.append(number)
    return tuple(pieces), tuple(order)


def _cut(html: str) -> tuple[list[str], list[int]]:
    pieces = [""]
    order: list[int] = []
    for place, part in enumerate(_TAG.split(html)):
        if place % 2:
            pieces[-1] += _TOKEN.sub(_HIDDEN, part)
            continue
        end = 0
        for match in _TOKEN.finditer(part):
            pieces[-1] += part[end : match.start()]
            end = match.end()
            if int(match[1]) in order:
                pieces[-1] += _HIDDEN
            else:
                order.append(int(match[1]))
                pieces.append("")
        pieces[-1] += part[end:]
    return pieces, order
