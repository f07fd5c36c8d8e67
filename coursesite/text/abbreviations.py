"""Abbreviations, explained once anywhere in a document: `*[CSAT]: customer satisfaction`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .lines import in_fence

_DEFINITION = re.compile(r" {0,3}\*\[([^\]\\\s][^\]\\]*)\][ ]?:[ \t]*(\S.*)")


def take_abbreviations(lines: Sequence[str]) -> tuple[list[str], dict[str, str]]:
    """Take the definitions out of a document's lines, so that all its parts can share them.

    Their lines come back empty, so that every other line keeps its number. A later definition replaces an earlier.
    """
    rest: list[str] = []
    meanings: dict[str, str] = {}
    for line, code in zip(lines, in_fence(lines), strict=True):
        match = None if code else _DEFINITION.fullmatch(line.rstrip())
        if match:
            meanings[match[1].strip()] = match[2]
        rest.append("" if match else line)
    return rest, meanings
