"""The mail that writings cause: texts from templates/learning/mail/, the first line being the subject.

None of it quotes what was written or answered, or says from which lesson: a mail may be read over somebody's shoulder.
"""

from datetime import datetime, timedelta

from flask import render_template
from sqlalchemy.orm import Session

from coursesite.config import Settings
from coursesite.learning.asking import queries as people
from coursesite.learning.writing.models import Stage, Writing
from coursesite.mail import outbox
from coursesite.mail.queries import written_since
from coursesite.web.queries import spend_value

WAITS, APART, ANSWERED, AGAIN = "writing_waits", "writing_apart", "writing_answered", "writing_again"
HOUR = timedelta(hours=1)


def tell_coaches(session: Session, settings: Settings, writing: Writing, now: datetime) -> None:
    """Let those who look after a course know that a text waits, each at most once an hour; not who wrote it.

    What speaks of harming oneself is told at once, every time.
    """
    link = f"{settings.base_url}/studio/writings/"
    for user_id, address in people.to_tell(session, writing.course_id):
        if user_id == writing.user_id:
            continue
        if writing.apart:
            _put(session, settings, APART, address, user_id, now, link)
            continue
        if written_since(session, WAITS, user_id, now - HOUR):
            continue
        # Of two texts in the same moment only the first finds this value unspent.
        if spend_value(session, f"{WAITS} {user_id} {now:%Y%m%d%H}", now):
            _put(session, settings, WAITS, address, user_id, now, link)


def tell_answer(session: Session, settings: Settings, writing: Writing, path: str, now: datetime) -> None:
    """Let who wrote it know that there is an answer, and whether another round is asked for."""
    address = people.address_of(session, writing.user_id)
    purpose = AGAIN if writing.stage == Stage.AGAIN else ANSWERED
    if address:
        _put(session, settings, purpose, address, writing.user_id, now, settings.base_url + path)


def _put(
    session: Session, settings: Settings, purpose: str, recipient: str, user_id: int, now: datetime, link: str
) -> None:
    text = render_template(f"learning/mail/{purpose}.txt", link=link)
    outbox.put_letter(session, text, purpose=purpose, recipient=recipient, user_id=user_id, host=settings.host, now=now)
