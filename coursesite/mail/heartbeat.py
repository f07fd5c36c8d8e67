"""Whether the worker is at work, for the health page."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from coursesite.mail import queries

WORKER = "worker"
EVERY = timedelta(seconds=15)
MISSED_AFTER = timedelta(seconds=60)


def worker_alive(session: Session, now: datetime) -> bool:
    """Whether the worker has finished a piece of work within the last minute; it is given one every 15 seconds."""
    beat = queries.last_beat(session, WORKER)
    return beat is not None and now - beat <= MISSED_AFTER
