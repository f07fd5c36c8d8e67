"""An if-then plan as a sentence, and a coach's offer taken apart into its two halves."""

import re
from typing import NamedTuple

_OFFER = re.compile(r"^(?:if|when|whenever|once)\s+(?P<cue>.+?),?\s+then\b\s*(?P<response>.*)$", re.IGNORECASE)
_LED_IN = re.compile(r"^if\s+", re.IGNORECASE)
_GOES_ON = re.compile(r"^then\s+", re.IGNORECASE)
UNFINISHED = ("…", "...")
ENDS = ".!?…"
QUOTES = "\"'”’»“"


class Halves(NamedTuple):
    """A plan's two parts: when `cue`, then `response`."""

    cue: str
    response: str


def halves_of(offer: str) -> Halves:
    """What stands after "If" and after "then" in a coach's offer; what ends in "…" has no such end yet.

    An offer of another form is all response: its cue is the learner's to find.
    """
    text = " ".join(offer.split())
    found = _OFFER.match(text)
    if found is None:
        return Halves("", _open_ended(text))
    return Halves(_open_ended(found["cue"]), _open_ended(found["response"]))


def tidied(halves: Halves) -> Halves:
    """The halves as they are kept: without the "If" and the "then" that somebody typed along, nor the comma."""
    cue = _LED_IN.sub("", halves.cue.strip()).rstrip(" ,;")
    response = _GOES_ON.sub("", halves.response.strip())
    return Halves(cue, response.removesuffix(".").rstrip())


def sentence_of(halves: Halves) -> str:
    """The whole plan: "If a caller raises their voice, then I will breathe out first."."""
    end = "" if halves.response.rstrip(QUOTES).endswith(tuple(ENDS)) else "."
    return f"If {halves.cue}, then {halves.response}{end}"


def _open_ended(text: str) -> str:
    for mark in UNFINISHED:
        if text.endswith(mark):
            return text.removesuffix(mark).strip(" ,")
    return text.strip().removesuffix(".").strip(" ,")
