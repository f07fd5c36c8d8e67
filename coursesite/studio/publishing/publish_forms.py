"""What the form before publishing brings."""

from dataclasses import dataclass
from datetime import datetime

from flask import request

from coursesite.studio.publishing.moments import Refused, moment_of

LONGEST_NOTE = 300
LONGEST_REMARK = 2000
SEEN = "seen"


@dataclass(frozen=True, slots=True)
class Sent:
    """What was chosen: which texts, which note, now or (`at`) later; `problem` says what is wrong with the time."""

    chosen: tuple[str, ...]
    seen: frozenset[str]
    note: str
    later: bool
    day: str
    time: str
    at: datetime | None = None
    problem: str = ""


def sent(time_zone: str, now: datetime) -> Sent:
    """Read the form of this request."""
    form = request.form
    note = " ".join(form.get("note", "").split())[:LONGEST_NOTE]
    day, time, later = form.get("day", "")[:10], form.get("time", "")[:5], form.get("when") == "later"
    chosen, seen = tuple(form.getlist("with")), frozenset(form.getlist(SEEN))
    if not later:
        return Sent(chosen, seen, note, later, day, time)
    try:
        return Sent(chosen, seen, note, later, day, time, moment_of(day, time, time_zone, now))
    except Refused as refused:
        return Sent(chosen, seen, note, later, day, time, problem=str(refused))


def remark() -> str:
    """What an approver wrote to the author."""
    return request.form.get("answer", "").replace("\r\n", "\n").strip()[:LONGEST_REMARK]
