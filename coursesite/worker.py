"""Background work: each room's tasks.py, run by huey in a process of its own.

What is to be done stands in the database; the queue only says when to look. So nothing is lost with the queue, and a
worker that was away for a day catches up.
"""

import logging
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from huey import crontab
from huey.api import Huey
from huey.consumer import Consumer
from sqlalchemy.orm import Session

from coursesite import clock
from coursesite.accounts import personal as accounts_personal
from coursesite.accounts import tasks as accounts
from coursesite.blog import tasks as blog
from coursesite.blog.comments import arrivals as comment_arrivals
from coursesite.blog.importing import hurrying
from coursesite.blog.importing import waiting_tasks as blogs
from coursesite.config import Settings
from coursesite.db import Database
from coursesite.learning import personal as learning_personal
from coursesite.learning.groups import tasks as groups
from coursesite.learning.insights import tasks as insights
from coursesite.learning.intending import tasks as intending
from coursesite.learning.quizzes import tasks as quizzes
from coursesite.learning.review import tasks as review
from coursesite.library import personal as library_personal
from coursesite.library import tasks as library
from coursesite.mail import heartbeat, queue
from coursesite.mail import personal as mail_personal
from coursesite.mail import tasks as mail
from coursesite.studio import tasks as studio
from coursesite.studio.site import backup_tasks
from coursesite.web import tasks as web
from coursesite.web.sitewide import read_sitewide

log = logging.getLogger(__name__)

THREADS = 2
LONGEST_PAUSE_S = 1.0
Work = Callable[[], object]


def forget_learning(session: Session, user_id: int, _now: datetime) -> list[Path]:
    """What a visitor did is deleted, not kept under an ownerless number: nobody ever signed up for it."""
    learning_personal.forget(session, [user_id])
    return []


FORGET_VISITOR = (
    forget_learning,
    comment_arrivals.forget,
    library_personal.erase,
    mail_personal.erase,
    accounts_personal.erase,
)


def run_worker(settings: Settings) -> None:
    """Work until SIGTERM or SIGINT; what has been begun is finished first."""
    database = Database(settings.database, timeout_ms=settings.statement_timeout_ms)
    work = queue.open_queue(settings)
    beat = register(work, database, settings)
    ended = threading.Event()
    threading.Thread(target=_keep_beating, args=(beat, ended), daemon=True, name="heartbeat").start()
    try:
        Consumer(work, workers=THREADS, max_delay=LONGEST_PAUSE_S, graceful_signal="TERM").run()
    finally:
        ended.set()
        database.dispose()


def register(work: Huey, database: Database, settings: Settings) -> Work:
    """Put every task on the queue's list. Gives the one that asks for a heartbeat, to be called every few seconds."""

    def site() -> Settings:
        """The settings with what the owner has set in the browser by now."""
        return read_sitewide(settings, database).settings

    def send_mail() -> None:
        while mail.send_due(database, site(), clock.now()) == mail.MOST_A_RUN:
            log.info("there is more mail to send")

    def bring_blogs_along() -> None:
        blogs.work(database, site(), clock.now())

    def make_backup() -> None:
        backup_tasks.make_backup(settings, clock.now())

    queue.mail_task(work, send_mail)
    hurrying.blog_task(work, bring_blogs_along)
    backup_tasks.backup_task(work, make_backup)
    each_minute: dict[str, Work] = {
        "bring_blogs_along": bring_blogs_along,
        "make_backup_each_minute": make_backup,
        "send_mail_each_minute": send_mail,
        "fetch_pictures": lambda: accounts.fetch_pictures(database, settings, clock.now()),
        "fetch_guests_pictures": lambda: blog.fetch_pictures(database, settings),
        "close_overdue": lambda: quizzes.close_overdue(database, clock.now()),
        "remind_of_promises": lambda: intending.remind_due(database, site(), clock.now()),
        "remind_of_review": lambda: review.remind(database, site(), clock.now()),
        "keep_sums": lambda: insights.keep_sums(database, clock.now()),
        "publish_due": lambda: library.publish_due(database, clock.now()),
        "publish_wordings": lambda: studio.publish_due(database, site(), clock.now()),
    }
    for name, do in each_minute.items():
        work.periodic_task(crontab(), name=name)(do)
    work.periodic_task(crontab(minute="17"), name="tidy")(lambda: _tidy(database, settings, clock.now()))
    # Through the queue, so that a beat means that work is really being done and not only that the process is there.
    task: Work = work.task(name="beat", expires=30, priority=10)(lambda: mail.beat(database, clock.now()))
    return task


def _tidy(database: Database, settings: Settings, now: datetime) -> None:
    web.tidy(database, now)
    mail.tidy(database, now)
    library.forget_searches(database, now)
    insights.tidy(database)
    blog.tidy(database, settings, now)
    blogs.tidy(database, settings, now)
    groups.tidy(database, now)
    studio.tidy(database, settings, now)
    accounts.tidy(database, settings, now, FORGET_VISITOR, (blog.picture_files,))


def _keep_beating(beat: Work, ended: threading.Event) -> None:
    while True:
        try:
            beat()
        except Exception:
            log.exception("no heartbeat could be asked for")
        if ended.wait(heartbeat.EVERY.total_seconds()):
            return
