"""Which options of an answer are counted, and which parts of it are somebody's own words."""

from collections.abc import Mapping
from typing import Any

FEWEST_SHOWN = 5
"""From how many answers on a poll's figures are shown: fewer could be told apart."""


def counted(given: Mapping[str, Any]) -> tuple[str, ...]:
    """The options that a poll's or a scale's answer adds to; nothing where words were written."""
    if "text" in given:
        return ()
    if "step" in given:
        return (str(given["step"]),)
    return tuple(given.get("picks", ()))


def without_words(given: Mapping[str, Any]) -> dict[str, Any]:
    """An answer without what was typed: picks, places and steps only."""
    return {name: value for name, value in given.items() if name not in ("text", "gaps")}
