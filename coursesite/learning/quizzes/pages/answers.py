"""An answer as its person gave it: in words, whole or half filled in."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from coursesite import exercises
from coursesite.exercises import Compiled, Kind
from coursesite.learning.showing.typed import TYPED


class Filled(StrEnum):
    """How far a question is answered."""

    ANSWERED = "answered"
    HALF = "half answered"
    OPEN = "open"


def filled(compiled: Compiled, given: Mapping[str, Any] | None) -> Filled:
    """How far this answer goes: half where a part of it is still missing, or what was typed can't be read."""
    if not given:
        return Filled.OPEN
    if TYPED in given:
        return Filled.HALF
    if compiled.kind is Kind.gaps and not all(given.get("gaps", ())):
        return Filled.HALF
    if compiled.kind is Kind.match and len(given.get("pairs", ())) < len(compiled.lefts):
        return Filled.HALF
    return Filled.ANSWERED


def said(compiled: Compiled, given: Mapping[str, Any] | None) -> str:
    """What was answered, in words; empty for nothing."""
    if not given:
        return ""
    if TYPED in given:
        return _half_said(compiled, given[TYPED])
    if "gaps" in given:
        return "; ".join(word or "left open" for word in given["gaps"])
    return exercises.in_words(compiled, given)


def _half_said(compiled: Compiled, typed: Mapping[str, list[str]]) -> str:
    texts = {f"place-{option.key}": option.text for option in compiled.options}
    placed = sorted((values[0], texts[name]) for name, values in typed.items() if name in texts and values)
    if placed:
        return "; ".join(f"{place}. {text}" for place, text in placed)
    return "; ".join(value for values in typed.values() for value in values)
