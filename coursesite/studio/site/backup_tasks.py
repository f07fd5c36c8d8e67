"""What the worker does about backups, and what wakes it for one. It looks by itself each minute."""

import logging
from collections.abc import Callable
from datetime import datetime

from huey.api import Huey, TaskWrapper

from coursesite.config import Settings
from coursesite.mail.queue import open_queue
from coursesite.studio.site import backups
from coursesite.studio.site.copying import NotCopied

log = logging.getLogger(__name__)
NAME = "make_backup"


def backup_task(queue: Huey, work: Callable[[], object]) -> TaskWrapper:
    """The task under the one name by which the web processes and the worker both know it."""

    def run() -> None:
        work()

    return queue.task(name=NAME, expires=60)(run)


def make_backup(settings: Settings, now: datetime) -> None:
    """Make the backup that somebody asked for in the browser, if anybody did."""
    try:
        if backups.make_asked_for(settings, now):
            log.info("made a backup")
    except NotCopied as error:
        log.warning("no backup was made: %s", error)


def hurry(settings: Settings) -> None:
    """Ask the worker to look now."""
    try:
        backup_task(open_queue(settings), lambda: None)()
    except Exception:
        log.exception("the worker could not be woken for a backup; it looks by itself within a minute")
