"""The queue between the web processes and the worker. It only hurries things: the outbox itself is the truth."""

import logging
from collections.abc import Callable
from functools import cached_property
from typing import Any

from huey import SqliteHuey
from huey.api import Huey, TaskWrapper
from sqlalchemy.orm import Session

from coursesite.config import Settings
from coursesite.db import Database
from coursesite.mail.outbox import MARK

log = logging.getLogger(__name__)

NAME = "coursesite"
SEND_MAIL = "send_mail"


def open_queue(settings: Settings) -> Huey:
    """The queue of this machine, a file in the data folder. A worker elsewhere looks into the outbox by the clock."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    return SqliteHuey(NAME, filename=str(settings.data_dir / "queue.db"), results=False)


def mail_task(queue: Huey, work: Callable[[], object]) -> TaskWrapper:
    """The task of sending mail, under the one name by which the web processes and the worker both know it."""

    def run() -> None:
        work()

    return queue.task(name=SEND_MAIL, expires=60)(run)


class Bell:
    """Wakes the worker when a session that wrote mail has committed."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def listen(self, database: Database) -> None:
        """Ring after each such commit on this database."""
        database.after_commit(self._committed)

    def _committed(self, session: Session) -> None:
        if session.info.pop(MARK, False):
            self.ring()

    def ring(self) -> None:
        """Ask the worker to look into the outbox now."""
        try:
            self._task()
        except Exception:
            # The mail is committed, and the worker looks into the outbox each minute anyway: only the hurry is lost.
            log.exception("the worker could not be woken")

    @cached_property
    def _task(self) -> Any:
        return mail_task(open_queue(self._settings), lambda: None)
