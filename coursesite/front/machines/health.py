"""Whether the site's parts are at work, asked truly and at once."""

import logging
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError

from coursesite.db import Database
from coursesite.front import queries
from coursesite.mail.heartbeat import worker_alive

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Health:
    """What answered just now."""

    database: bool
    worker: bool

    @property
    def well(self) -> bool:
        """Whether everything did."""
        return self.database and self.worker

    def as_data(self) -> dict[str, object]:
        """The same as the health page says it."""
        words = {True: "at work", False: "does not answer"}
        return {"well": self.well, "database": words[self.database], "worker": words[self.worker]}


def look(database: Database, now: datetime) -> Health:
    """Ask the database for a number, and look for the worker's last sign of life."""
    try:
        with database.reading() as session:
            return Health(queries.answers(session), worker_alive(session, now))
    except SQLAlchemyError:
        log.exception("the database did not answer the health page")
        return Health(database=False, worker=False)
