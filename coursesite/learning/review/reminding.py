"""Mail that says that something is due: only to who asked for it, never in quiet hours, at most once a day.

It says how many wait for today and nothing of what they ask: a mail may be read over somebody's shoulder.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from coursesite.config import Settings
from coursesite.learning.owndays import begins, is_quiet, own_day, own_hour
from coursesite.learning.review.reminder_queries import Reader
from coursesite.mail import outbox, signing
from coursesite.web.filters import count_in_words

DUE = "review_due"
STOP = "review-reminders"


def is_time(reader: Reader, now: datetime) -> bool:
    """Whether mail may go to this reader now: their hour has come, it isn't quiet, and none went today."""
    hour = own_hour(now, reader.time_zone)
    if hour < reader.remind_at or is_quiet(hour, reader.quiet_from, reader.quiet_to):
        return False
    return reader.mailed_at is None or reader.mailed_at < begins(own_day(now, reader.time_zone), reader.time_zone)


def put_reminder(session: Session, settings: Settings, reader: Reader, count: int, now: datetime) -> None:
    """Put the mail into the outbox; the caller commits."""
    token = signing.token_for(settings.secret_key, STOP, reader.user_id)
    end = f"{settings.base_url}/review/stop/{token}"
    waits = "waits" if count == 1 else "wait"
    said = count_in_words(count, "thing").capitalize()
    body = (
        f"{said} {waits} for you today at {settings.site_name}, if you have a few minutes:\n\n"
        f"{settings.base_url}/review/\n\n"
        "If today isn’t the day, leave it: nothing piles up.\n\n"
        "You asked for this mail. It comes at most once a day, and not on days on which you have been there. "
        f"To end it:\n\n{end}\n\n{settings.site_name}\n{settings.base_url}\n"
    )
    outbox.put(
        session,
        purpose=DUE,
        recipient=reader.address,
        subject="Something is due for review",
        body=body,
        user_id=reader.user_id,
        host=settings.host,
        now=now,
        unsubscribe=end,
    )
