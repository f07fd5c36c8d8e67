"""An answer in words, for the person who gave it."""

from collections.abc import Iterable

from .compiled import Compiled
from .given import Given


def in_words(compiled: Compiled, given: Given) -> str:
    """What was answered, in the words of the wording it was given to; what that wording no longer has is left out."""
    texts = {option.key: option.text for option in compiled.options}
    if "pairs" in given:
        lefts = {left.key: left.text for left in compiled.lefts}
        pairs = given["pairs"].items()
        return _listed(f"{lefts[left]}: {texts[right]}" for left, right in pairs if left in lefts and right in texts)
    if "order" in given:
        return " → ".join(texts[key] for key in given["order"] if key in texts)
    if "picks" in given:
        return _listed(texts[key] for key in given["picks"] if key in texts)
    if "gaps" in given:
        return "; ".join(given["gaps"])
    if "step" in given:
        step = next((step.text for step in compiled.question().steps if step.value == given["step"]), "")
        return f"{given['step']}, {step}" if step else str(given["step"])
    return str(given.get("text", ""))


def _listed(texts: Iterable[str]) -> str:
    # A full stop before a semicolon would be one too many.
    *firsts, last = [*texts] or [""]
    return "; ".join([*(text.removesuffix(".") for text in firsts), last])
