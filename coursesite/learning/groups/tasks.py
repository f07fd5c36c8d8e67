"""What the worker does for groups: forget invitations that have run out."""

from datetime import datetime

from coursesite.db import Database
from coursesite.learning.groups import invitation_queries


def tidy(database: Database, now: datetime) -> None:
    """Remove invitations that nobody accepted in time, addresses and all."""
    with database.writing() as session:
        invitation_queries.delete_old(session, now)
        session.commit()
