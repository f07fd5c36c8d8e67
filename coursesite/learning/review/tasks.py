"""What the worker does for review: it writes to those who asked to be reminded."""

import logging
from datetime import datetime

from sqlalchemy.orm import Session

from coursesite.config import Settings
from coursesite.db import Database
from coursesite.learning.owndays import begins, own_day
from coursesite.learning.records import queries as records
from coursesite.learning.review import queries, reminder_queries
from coursesite.learning.review.reminder_queries import Reader
from coursesite.learning.review.reminding import is_time, put_reminder
from coursesite.learning.review.today import today_of
from coursesite.web.errors import NotHere

log = logging.getLogger(__name__)
BATCH = 500


def remind(database: Database, settings: Settings, now: datetime) -> int:
    """Write to everybody whose hour has come, for whom something is due and who has reviewed nothing today; gives how
    many. One that fails is written down and never holds up the others.
    """
    sent = last = 0
    while True:
        with database.reading() as session:
            readers = reminder_queries.readers(session, last, BATCH, now)
        if not readers:
            return sent
        sent += sum(_tried(database, settings, reader, now) for reader in readers if is_time(reader, now))
        last = readers[-1].user_id


def _tried(database: Database, settings: Settings, reader: Reader, now: datetime) -> bool:
    try:
        with database.reading() as session:
            count = _waiting(session, reader, now)
        return _remind(database, settings, reader, count, now) if count else False
    except NotHere:
        # The person left in the meantime.
        return False
    except Exception:
        log.exception("person %s could not be reminded of their review", reader.user_id)
        return False


def _waiting(session: Session, reader: Reader, now: datetime) -> int:
    since = begins(own_day(now, reader.time_zone), reader.time_zone)
    if queries.spent_since(session, reader.user_id, since):
        return 0
    return len(today_of(session, reader.user_id, reader.time_zone, now).asked)


def _remind(database: Database, settings: Settings, reader: Reader, count: int, now: datetime) -> bool:
    with database.writing() as session:
        records.take_turn(session, reader.user_id)
        # Of two workers only the first finds it unmailed.
        if not reminder_queries.set_mailed(session, reader, now):
            return False
        put_reminder(session, settings, reader, count, now)
        session.commit()
    return True
