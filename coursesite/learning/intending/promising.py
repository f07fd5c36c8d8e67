"""Promises: making one, saying what became of it, giving it another day, letting it go."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from coursesite.learning.answering import Place
from coursesite.learning.intending import queries
from coursesite.learning.intending.bounds import MOST_OPEN, MOST_PROMISES
from coursesite.learning.intending.models import Fate, Promise


class Full(Exception):
    """There are as many as one person may have; the message says what to do."""


class Gone(Exception):
    """It isn't there any more."""


@dataclass(frozen=True, slots=True)
class Meant:
    """What somebody means to try, when they are asked about it, and whether by mail, too."""

    text: str
    ask_at: datetime
    by_mail: bool = False


@dataclass(frozen=True, slots=True)
class Under:
    """The Try or Plan that it is made under."""

    place: Place
    exercise: str


@dataclass(frozen=True, slots=True)
class Told:
    """What became of a promise, in the person's words."""

    fate: Fate
    happened: str
    onward: str


def promise(
    session: Session, user_id: int, meant: Meant, once: str, now: datetime, under: Under | None = None
) -> Promise:
    """Keep a promise; under a Try that has an open one, that one is changed.

    The same submission sent again gives what it became the first time. The caller took the turn. Raises `Full`.
    """
    if (before := queries.sent_as(session, Promise, user_id, once)) is not None:
        return before
    if under is not None:
        there = queries.open_under(session, user_id, under.place.lesson_id, under.exercise)
        if there is not None:
            _set_day(there, meant)
            there.text = meant.text
            return there
    return _new(session, user_id, meant, once, now, under)


def _new(session: Session, user_id: int, meant: Meant, once: str, now: datetime, under: Under | None) -> Promise:
    many = queries.count_promises(session, user_id)
    if many.running >= MOST_OPEN:
        raise Full(
            f"You have {MOST_OPEN} open promises, which is as many as we keep. Let one of them go first, or say what "
            "became of it. This one wasn’t kept; what you wrote is still here."
        )
    if many.total >= MOST_PROMISES:
        raise Full(
            f"There are {MOST_PROMISES:,} promises of yours here, which is as many as we keep. Delete one first. "
            "This one wasn’t kept; what you wrote is still here."
        )
    row = Promise(
        user_id=user_id,
        course_id=under.place.course_id if under else None,
        lesson_id=under.place.lesson_id if under else None,
        revision_id=under.place.revision_id if under else None,
        exercise=under.exercise if under else "",
        text=meant.text,
        made_at=now,
        ask_at=meant.ask_at,
        by_mail=meant.by_mail,
        once=once,
    )
    session.add(row)
    session.flush()
    return row


def tell(session: Session, user_id: int, promise_id: int, told: Told, now: datetime) -> Promise:
    """Write down what became of it. Raises `Gone`."""
    row = _found(session, user_id, promise_id)
    row.fate, row.happened, row.onward, row.told_at = told.fate.value, told.happened, told.onward, now
    return row


def make_next(session: Session, row: Promise, meant: Meant, once: str, now: datetime) -> Promise:
    """Make the next promise from what somebody wrote should come next, under the same Try. Raises `Full`."""
    if (before := queries.sent_as(session, Promise, row.user_id, once)) is not None:
        return before
    under = None
    if row.lesson_id is not None and row.course_id is not None and row.revision_id is not None:
        under = Under(Place(row.course_id, row.lesson_id, row.revision_id), row.exercise)
    return _new(session, row.user_id, meant, once, now, under)


def postpone(session: Session, user_id: int, promise_id: int, ask_at: datetime, *, by_mail: bool) -> None:
    """Give it another day; one that was told is open again. Raises `Gone`."""
    row = _found(session, user_id, promise_id)
    if row.ask_at != ask_at:
        row.postponed += 1
    _set_day(row, Meant(row.text, ask_at, by_mail))
    row.fate, row.told_at = Fate.OPEN.value, None


def _set_day(row: Promise, meant: Meant) -> None:
    if row.ask_at != meant.ask_at:
        # Another day is another evening on which they asked to be written to.
        row.mailed_at = None
    row.ask_at, row.by_mail = meant.ask_at, meant.by_mail


def reword(session: Session, user_id: int, promise_id: int, text: str) -> None:
    """Say it in other words. Raises `Gone`."""
    _found(session, user_id, promise_id).text = text


def drop(session: Session, user_id: int, promise_id: int, now: datetime) -> None:
    """Let it go; nothing more is asked about it. Raises `Gone`."""
    row = _found(session, user_id, promise_id)
    if row.fate != Fate.DROPPED:
        row.fate, row.told_at = Fate.DROPPED.value, now


def take_up(session: Session, user_id: int, promise_id: int) -> None:
    """Open it again, as it was. Raises `Gone`."""
    row = _found(session, user_id, promise_id)
    row.fate, row.told_at = Fate.OPEN.value, None


def _found(session: Session, user_id: int, promise_id: int) -> Promise:
    row = queries.find_promise(session, user_id, promise_id)
    if row is None:
        raise Gone
    return row
