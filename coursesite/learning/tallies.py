"""Which options of an answer are counted, and which parts of it are somebody's own words."""

from collections.abc import Mapping
from typing import Any

FEWEST_SHOWN = 5
"""From how many answers on a poll's figures are shown: fewer could be told apart."""


def counted(given: Mapping[str, Any]) -> tuple[str, ...]:
    """The options that a poll's answer adds to. A scale is about oneself: its step is in nobody's figures."""
    return tuple(given.get("picks", ()))


def without_words(given: Mapping[str, Any]) -> dict[str, Any]:
    """An answer without what was typed or says how somebody is: picks and places only."""
    return {name: value for name, value in given.items() if name not in ("text", "gaps", "step")}
