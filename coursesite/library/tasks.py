"""What the worker does for the library."""

import logging
from datetime import datetime, timedelta

from coursesite.db import Database
from coursesite.library.search import missed_queries
from coursesite.library.search.missing import KEPT_DAYS
from coursesite.library.shelving import due, queries

log = logging.getLogger(__name__)

MOST_A_RUN = 200


def publish_due(database: Database, now: datetime) -> int:
    """Publish the posts whose day has come, at most 200 in one commit; gives how many that were.

    What a worker that was away has missed comes out at the next run, dated as it was meant to be.
    """
    with database.reading() as reader:
        if not queries.is_due(reader, now):
            return 0
    with database.writing() as session:
        published = due.publish(session, now, MOST_A_RUN)
        session.commit()
    if published:
        log.info("published %d posts whose day had come", published)
    return published


def forget_searches(database: Database, now: datetime) -> None:
    """Drop the searches that found nothing more than ninety days ago."""
    with database.writing() as session:
        missed_queries.forget_missed(session, now.date() - timedelta(days=KEPT_DAYS))
        session.commit()
