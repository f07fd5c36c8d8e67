"""What the worker tidies for this room."""

from datetime import datetime, timedelta

from coursesite.db import Database
from coursesite.web import queries

KEEP_VALUES = timedelta(days=7)


def tidy(database: Database, now: datetime) -> None:
    """Drop ended limits and once-only values older than a week, and what was deleted before from SQLite's log."""
    with database.writing() as session:
        queries.forget_before(session, now, now - KEEP_VALUES)
        session.commit()
    database.empty_log()
