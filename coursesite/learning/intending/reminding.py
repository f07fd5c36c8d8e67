"""The mail that asks after a promise: only where its maker wants it, never with a word of what it is about."""

from datetime import datetime

from sqlalchemy.orm import Session

from coursesite.config import Settings
from coursesite.learning.intending import reminding_queries as queries
from coursesite.learning.intending.reminding_queries import Due
from coursesite.learning.records import queries as records
from coursesite.mail import outbox, signing

PURPOSE = "promise_due"
STOPS = "promise-reminders"
"""What the link at the end of the mail is good for."""
LETTER = """
How did it go?

You asked to be reminded, on {site}, of something that you meant to try. The day has come. If it hasn't happened yet, it
can have another day, and you may also let it go.

It stands here, for you alone:
{page}

No more mail about what you mean to try:
{stop}
"""


def remind(session: Session, settings: Settings, due: Due, now: datetime) -> bool:
    """Write to one person about one promise; False where another worker was faster, or they changed their mind.

    Raises `NotHere` for a person who has left.
    """
    records.take_turn(session, due.user_id)
    if not queries.take(session, due.promise_id, now):
        return False
    stop = stop_link(settings, due.user_id)
    letter = LETTER.format(site=settings.site_name, page=f"{settings.base_url}/promises/{due.promise_id}/", stop=stop)
    outbox.put_letter(
        session,
        letter,
        purpose=PURPOSE,
        recipient=due.address,
        user_id=due.user_id,
        host=settings.host,
        now=now,
        unsubscribe=stop,
    )
    return True


def stop_link(settings: Settings, user_id: int) -> str:
    """The address at which a person ends these mails."""
    token = signing.token_for(settings.secret_key, STOPS, user_id)
    return f"{settings.base_url}/promises/stop/{token}"
