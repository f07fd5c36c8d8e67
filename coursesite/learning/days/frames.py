"""A day's frame: its five parts, what one begins from, and what is kept of a day."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from coursesite.learning.days import queries
from coursesite.learning.days.models import Day, DayFrame
from coursesite.learning.meanwhile import Newer, is_newer

UP_AT = "up_at"
PARTS = (UP_AT, "first_block", "second_block", "person", "good_thing")
LABELS = {
    UP_AT: "Up at",
    "first_block": "First block",
    "second_block": "Second block",
    "person": "One person to write to",
    "good_thing": "One thing that is good for me",
}
HINTS = {
    UP_AT: "",
    "first_block": "One thing that moves something on, and how long for: “ten to twelve, two letters”.",
    "second_block": "The same, or something quite different: “the shed, until four”.",
    "person": "An old colleague or a neighbour will do. New work is often heard of through people one knows only "
    "fairly well.",
    "good_thing": "Anything: a walk, soup, an hour of nobody.",
}
_CLOCK = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")


@dataclass(frozen=True, slots=True)
class Lived:
    """A day as it comes from its form: the words of each part, the parts that held, a note."""

    parts: Mapping[str, str]
    held: Sequence[str] = ()
    note: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is in it."""
        return not any(self.parts.values()) and not self.note

    @property
    def values(self) -> dict[str, object]:
        """What is kept of it: a part that has no words can't have held."""
        held = [name for name in PARTS if name in self.held and self.parts.get(name)]
        return {"parts": {name: words for name, words in self.parts.items() if words}, "held": held, "note": self.note}

    def is_the_same(self, day: Day) -> bool:
        """Whether a day that is kept says just this."""
        return self.values == {"parts": day.parts, "held": day.held, "note": day.note}


def is_clock(text: str) -> bool:
    """Whether it is a time of the day, as browsers send it: "07:30"."""
    return bool(_CLOCK.fullmatch(text))


def parts_of_frame(frame: DayFrame | None) -> dict[str, str]:
    """The standing frame's parts; empty ones where none is set."""
    return {name: getattr(frame, name, "") or "" for name in PARTS}


def parts_of_day(day: Day | None) -> dict[str, str]:
    """A day's parts."""
    kept = day.parts if day is not None else {}
    return {name: str(kept.get(name, "")) for name in PARTS}


def keep_day(session: Session, user_id: int, day: date, lived: Lived, now: datetime, seen: str) -> None:
    """Write down a day, over what stood there; an empty one is taken away. The caller took the turn.

    `seen` is the mark of what the form began from. Raises `Newer` where something else stands by now.
    """
    stands = queries.day_of(session, user_id, day)
    if stands is not None and not lived.is_the_same(stands) and is_newer(stands.changed_at, seen):
        raise Newer
    if lived.is_empty:
        queries.remove_day(session, user_id, day)
        return
    queries.put(session, Day, {"user_id": user_id, "day": day}, {**lived.values, "changed_at": now})


def keep_frame(session: Session, user_id: int, parts: Mapping[str, str], now: datetime) -> None:
    """Set the frame that the days begin from; an empty one is taken away. The caller took the turn."""
    if any(parts.values()):
        queries.put(session, DayFrame, {"user_id": user_id}, {**parts, "changed_at": now})
    else:
        queries.remove_frame(session, user_id)
