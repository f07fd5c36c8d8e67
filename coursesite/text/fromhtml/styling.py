"""What an element or its style says of the words in it."""

from __future__ import annotations

import re
from dataclasses import replace

from .addresses import whole
from .pieces import Marks
from .results import Doubts

Attributes = dict[str, str]

STRONG = {"b", "strong"}
EMPHASISED = {"i", "em", "cite", "dfn", "var"}
CODE = {"code", "kbd", "samp", "tt"}
_WITHOUT_FORM = {
    "del": "Struck-out words stand as ordinary words.",
    "s": "Struck-out words stand as ordinary words.",
    "strike": "Struck-out words stand as ordinary words.",
    "u": "Underlined words stand as ordinary words.",
    "ins": "Underlined words stand as ordinary words.",
    "mark": "Highlighted words stand as ordinary words.",
}
LOOKS = "Colours, sizes and alignment were dropped."
_LOOKS = re.compile(r"(?:^|[;\s-])(?:color|background|font-size|font-family|text-align)\s*:", re.IGNORECASE)
_WEIGHT = re.compile(r"font-weight\s*:\s*([\w]+)", re.IGNORECASE)
_SLANT = re.compile(r"font-style\s*:\s*(\w+)", re.IGNORECASE)
_STRUCK = re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def is_hidden(attributes: Attributes) -> bool:
    """Whether readers of the blog did not see the element."""
    return "hidden" in attributes or _HIDDEN.search(attributes.get("style", "")) is not None


def marks_within(tag: str, attributes: Attributes, marks: Marks, doubts: Doubts) -> Marks:
    """Give the marks of the words in an element, from those around it."""
    if tag in STRONG:
        marks = replace(marks, strong=True)
    elif tag in EMPHASISED:
        marks = replace(marks, em=True)
    elif tag in CODE:
        marks = replace(marks, code=True)
    elif tag == "a" and "href" in attributes:
        marks = replace(marks, link=whole(attributes["href"]))
    elif tag in _WITHOUT_FORM:
        doubts.add(_WITHOUT_FORM[tag])
    style = attributes.get("style", "")
    if tag == "font" or "align" in attributes or _LOOKS.search(style):
        doubts.add(LOOKS)
    return _styled(style, marks, doubts) if style else marks


def _styled(style: str, marks: Marks, doubts: Doubts) -> Marks:
    weight, slant = _WEIGHT.search(style), _SLANT.search(style)
    if weight:
        named = weight[1].lower()
        heavy = int(named) >= 600 if named.isascii() and named.isdigit() else named in {"bold", "bolder"}
        marks = replace(marks, strong=heavy)
    if slant:
        marks = replace(marks, em=slant[1].lower() in {"italic", "oblique"})
    if _STRUCK.search(style):
        doubts.add(_WITHOUT_FORM["del"])
    return marks
