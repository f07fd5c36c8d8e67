"""The mail that asks cause: texts from templates/learning/mail/, the first line being the subject.

None of it quotes what was asked or answered, or says from which lesson: a mail may be read over somebody's shoulder.
"""

from datetime import datetime, timedelta

from flask import render_template
from sqlalchemy.orm import Session

from coursesite.config import Settings
from coursesite.learning.asking import queries
from coursesite.learning.asking.asking import Sent
from coursesite.learning.asking.models import Ask
from coursesite.mail import outbox
from coursesite.mail.queries import written_since
from coursesite.web.queries import spend_value

WAITS, APART, ANSWERED = "ask_waits", "ask_apart", "ask_answered"
CONSENT, WITHDRAWN = "ask_consent", "ask_withdrawn"
HOUR = timedelta(hours=1)


def tell_coaches(session: Session, settings: Settings, course_id: int, sent: Sent, now: datetime, but: int) -> None:
    """Let those who look after a course know that somebody asked, each at most once an hour; not who asked (`but`).

    What speaks of harming oneself is told at once, every time.
    """
    link = f"{settings.base_url}/studio/asks/"
    for user_id, address in queries.to_tell(session, course_id):
        if sent.is_apart:
            if user_id != but:
                _put(session, settings, APART, address, user_id, now, link=link)
            continue
        if user_id == but or written_since(session, WAITS, user_id, now - HOUR):
            continue
        # Of two asks in the same moment only the first finds this value unspent.
        if spend_value(session, f"{WAITS} {user_id} {now:%Y%m%d%H}", now):
            _put(session, settings, WAITS, address, user_id, now, link=link)


def tell_answer(session: Session, settings: Settings, ask: Ask, now: datetime) -> None:
    """Let who asked know that there is an answer."""
    _to_asker(session, settings, ANSWERED, ask, f"/asks/{ask.id}", now)


def tell_consent(session: Session, settings: Settings, ask: Ask, now: datetime) -> None:
    """Ask who asked to look at what would be shown to everyone."""
    _to_asker(session, settings, CONSENT, ask, f"/asks/{ask.id}/consent", now)


def tell_withdrawn(
    session: Session, settings: Settings, course_id: int, post_key: str | None, link: str, now: datetime
) -> None:
    """Let those who look after the course know that somebody took back what everyone could read, or was to."""
    values = {
        "link": settings.base_url + link,
        "post": f"{settings.base_url}/studio/write/{post_key}/" if post_key else "",
    }
    for user_id, address in queries.to_tell(session, course_id):
        _put(session, settings, WITHDRAWN, address, user_id, now, **values)


def _to_asker(session: Session, settings: Settings, purpose: str, ask: Ask, path: str, now: datetime) -> None:
    address = queries.address_of(session, ask.user_id)
    if address:
        _put(session, settings, purpose, address, ask.user_id, now, link=settings.base_url + path)


def _put(
    session: Session,
    settings: Settings,
    purpose: str,
    recipient: str,
    user_id: int,
    now: datetime,
    **values: object,
) -> None:
    text = render_template(f"learning/mail/{purpose}.txt", **values)
    outbox.put_letter(session, text, purpose=purpose, recipient=recipient, user_id=user_id, host=settings.host, now=now)
