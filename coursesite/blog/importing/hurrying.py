"""Waking the worker for a blog that waits. It looks by itself each minute: only the hurry can be lost."""

import logging
from collections.abc import Callable

from huey.api import Huey, TaskWrapper

from coursesite.config import Settings
from coursesite.mail.queue import open_queue

log = logging.getLogger(__name__)
NAME = "bring_a_blog_along"


def blog_task(queue: Huey, work: Callable[[], object]) -> TaskWrapper:
    """The task under the one name by which the web processes and the worker both know it."""

    def run() -> None:
        work()

    return queue.task(name=NAME, expires=60)(run)


def hurry(settings: Settings) -> None:
    """Ask the worker to look now."""
    try:
        blog_task(open_queue(settings), lambda: None)()
    except Exception:
        log.exception("the worker could not be woken for a blog; it looks by itself within a minute")
