"""Sharing an entry with those who look after its course, taking it back, and their writing back.

Shared is what stands now, not what stood when it was shared. Everybody who changes an entry waits for its turn.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from coursesite.learning.asking.asking import Sent
from coursesite.learning.asking.rendering import POLICY
from coursesite.learning.journal import queries
from coursesite.learning.journal.models import EntryReply
from coursesite.learning.models import Entry
from coursesite.learning.records import queries as records
from coursesite.text.harm import speaks_of_harm


class Gone(Exception):
    """Meanwhile the entry was deleted, or is shared no longer."""


def share(session: Session, user_id: int, lesson_id: int, exercise: str, now: datetime) -> Entry | None:
    """Let the course's coaches read an entry; gives it if they could not before. Raises `Gone`."""
    entry = _turn(session, user_id, lesson_id, exercise)
    if entry.shared_at is not None:
        return None
    entry.shared_at = entry.waits_since = now
    entry.apart = speaks_of_harm(entry.text)
    return entry


def take_back(session: Session, user_id: int, lesson_id: int, exercise: str, now: datetime) -> None:
    """Let nobody but its author read an entry; what coaches wrote back stays with the author. Raises `Gone`."""
    entry = _turn(session, user_id, lesson_id, exercise)
    entry.shared_at = entry.waits_since = None
    entry.apart = False
    queries.see_replies(session, user_id, lesson_id, exercise, now)


def look_again(session: Session, user_id: int, lesson_id: int, exercise: str, now: datetime) -> Entry | None:
    """Look at an entry that has new words; gives it if it is shared, and speaks of harming oneself as it didn't before.

    Then it waits for a coach again. A change alone doesn't let it wait: mending a slip asks for nothing.
    """
    entry = queries.take_entry(session, user_id, lesson_id, exercise)
    if entry is None or entry.shared_at is None:
        return None
    was_apart, entry.apart = entry.apart, speaks_of_harm(entry.text)
    if was_apart or not entry.apart:
        return None
    entry.waits_since = entry.waits_since or now
    return entry


def write_back(session: Session, entry_key: tuple[int, int, str], coach_id: int, sent: Sent, now: datetime) -> Entry:
    """Write a coach's words under a shared entry (person's id, lesson's id, exercise): it waits no longer.

    Raises `Gone`.
    """
    entry = _shared(session, entry_key)
    entry.waits_since = None
    user_id, lesson_id, exercise = entry_key
    reply = EntryReply(user_id=user_id, lesson_id=lesson_id, exercise=exercise, coach_id=coach_id, text=sent.text)
    reply.html, reply.policy, reply.written_at, reply.once = sent.html, POLICY, now, sent.once
    queries.add_reply(session, reply)
    return entry


def settle(session: Session, entry_key: tuple[int, int, str]) -> None:
    """Let a shared entry wait no longer without an answer: it was read. Raises `Gone`."""
    _shared(session, entry_key).waits_since = None


def withdraw(session: Session, user_id: int, *, keep: bool) -> None:
    """Keep nothing more of what somebody writes for themselves; what there is goes too, unless they say `keep`.

    Whatever was shared is taken back.
    """
    records.take_turn(session, user_id)
    if keep:
        queries.take_all_back(session, user_id)
        queries.withdraw_consent(session, user_id)
    else:
        records.withdraw(session, user_id)


def _turn(session: Session, user_id: int, lesson_id: int, exercise: str) -> Entry:
    records.take_turn(session, user_id)
    entry = queries.take_entry(session, user_id, lesson_id, exercise)
    if entry is None:
        raise Gone
    return entry


def _shared(session: Session, entry_key: tuple[int, int, str]) -> Entry:
    entry = queries.take_entry(session, *entry_key)
    if entry is None or entry.shared_at is None:
        raise Gone
    return entry
