"""What the worker does for promises: it reminds those who asked for that, in their own evening."""

import logging
from datetime import datetime

from coursesite.config import Settings
from coursesite.db import Database
from coursesite.learning import evenings
from coursesite.learning.intending import reminding
from coursesite.learning.intending import reminding_queries as queries
from coursesite.web.errors import NotHere

log = logging.getLogger(__name__)

MOST_A_RUN = 200


def remind_due(database: Database, settings: Settings, now: datetime) -> int:
    """Write to those whose promise's day has come and for whom it is evening; gives how many mails that are.

    Each is a transaction of its own, so that one that fails keeps no other waiting. What a worker that was away has
    missed goes in the next evening.
    """
    with database.reading() as reader:
        zones = evenings.in_the_evening(queries.zones_with_due(reader, now), now)
        due = queries.due(reader, zones, now, MOST_A_RUN) if zones else []
    written = 0
    for one in due:
        try:
            with database.writing() as session:
                if reminding.remind(session, settings, one, now):
                    session.commit()
                    written += 1
        except NotHere:
            # The person left in the meantime.
            continue
        except Exception:
            log.exception("no reminder of promise %d could be written", one.promise_id)
    return written
