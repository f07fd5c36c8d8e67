"""The mail that shared entries cause: texts from templates/learning/mail/, the first line being the subject.

None of it quotes an entry or an answer, or says from which lesson: a mail may be read over somebody's shoulder.
"""

import hashlib
from datetime import datetime, timedelta

from flask import render_template
from sqlalchemy.orm import Session

from coursesite.config import Settings
from coursesite.learning.asking import queries as asks
from coursesite.learning.journal.sharing import look_again
from coursesite.learning.models import Entry
from coursesite.mail import outbox
from coursesite.mail.queries import written_since
from coursesite.web.queries import spend_value

WAITS, APART, ANSWERED = "entry_waits", "entry_apart", "entry_answered"
HOUR = timedelta(hours=1)


def tell_coaches(session: Session, settings: Settings, course_id: int, entry: Entry, now: datetime) -> None:
    """Let those who look after a course know that somebody shared something, each at most once an hour.

    What speaks of harming oneself is told at once; of the same entry again only after an hour, however often it is
    shared and taken back.
    """
    purpose, about = (APART, f" {_name_of(entry)}") if entry.apart else (WAITS, "")
    for user_id, address in asks.to_tell(session, course_id):
        if user_id == entry.user_id:
            continue
        if not entry.apart and written_since(session, WAITS, user_id, now - HOUR):
            continue
        if spend_value(session, f"{purpose} {user_id} {now:%Y%m%d%H}{about}", now):
            _put(session, settings, purpose, address, user_id, now, "/studio/shared/")


def tell_if_in_need(
    session: Session, settings: Settings, course_id: int, changed: tuple[int, int, str], now: datetime
) -> None:
    """The same for an entry (person's id, lesson's id, exercise) that was changed while it is shared, and speaks of
    harming oneself as it didn't before.
    """
    entry = look_again(session, *changed, now)
    if entry is not None:
        tell_coaches(session, settings, course_id, entry, now)


def tell_answer(session: Session, settings: Settings, entry: Entry, now: datetime) -> None:
    """Let an entry's author know that a coach wrote back."""
    address = asks.address_of(session, entry.user_id)
    if address:
        _put(session, settings, ANSWERED, address, entry.user_id, now, "/journal/")


def _name_of(entry: Entry) -> str:
    whole = f"{entry.user_id} {entry.lesson_id} {entry.exercise}"
    return hashlib.sha256(whole.encode()).hexdigest()[:16]


def _put(
    session: Session, settings: Settings, purpose: str, recipient: str, user_id: int, now: datetime, path: str
) -> None:
    text = render_template(f"learning/mail/{purpose}.txt", link=settings.base_url + path)
    outbox.put_letter(session, text, purpose=purpose, recipient=recipient, user_id=user_id, host=settings.host, now=now)
