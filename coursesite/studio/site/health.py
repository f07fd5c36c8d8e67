"""How the site is, in sentences for whoever runs it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from coursesite.config import Settings
from coursesite.db import sqlite_fault
from coursesite.mail import heartbeat, queries
from coursesite.studio.site import backups
from coursesite.studio.site.backups import megabytes
from coursesite.studio.site.copying import is_sqlite
from coursesite.studio.site.mailing import lacks_password
from coursesite.web.filters import count_in_words

LATE_AFTER = timedelta(hours=1)
OLD_AFTER = timedelta(days=14)
LITTLE_ROOM = 1024**3
"""Free bytes on the site's disk below which its owner should know."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is looked at. `free` is in bytes; `backed_up_at` is none where no backup was made in the browser."""

    alive: bool
    late: int
    given_up: int
    free: int
    backed_up_at: datetime | None
    sqlite_fault: str


def facts(session: Session, settings: Settings, now: datetime) -> Facts:
    """How things are now."""
    newest = next(iter(backups.listed(settings)), None)
    return Facts(
        alive=heartbeat.worker_alive(session, now),
        late=queries.late(session, now - LATE_AFTER),
        given_up=queries.given_up(session),
        free=backups.free_room(settings),
        backed_up_at=newest.made_at if newest else None,
        sqlite_fault=sqlite_fault() if is_sqlite(settings.database) else "",
    )


def sentences(known: Facts, settings: Settings, now: datetime) -> list[str]:
    """What its owner should look at, the most urgent first; empty when all is well."""
    return [*_urgent(known), *_mail(known, settings), *_standing(known, settings, now)]


def _urgent(known: Facts) -> Iterator[str]:
    if not known.alive:
        yield (
            "The worker is not at work. Pages work; mail, posts whose hour has come, figures and backups wait until it "
            "is started again. The command “coursesite run” starts it by itself."
        )
    if known.free < LITTLE_ROOM:
        yield f"The site’s disk has {megabytes(known.free)} left. When it is full, nothing that people send is kept."


def _mail(known: Facts, settings: Settings) -> Iterator[str]:
    if not settings.smtp_url:
        yield "No mail server is set, so no mail goes out. Set one under Mail."
        return
    if lacks_password(settings):
        yield "The mail server asks for a password, and none is set (COURSESITE_SMTP_PASSWORD)."
    if known.late:
        yield f"{_mails(known.late)} for more than an hour. Under Mail you can see what the mail server says."
    if known.given_up:
        was = "was" if known.given_up == 1 else "were"
        count = count_in_words(known.given_up, "mail").capitalize()
        yield f"{count} of the last thirty days {was} given up, after three days of trying."


def _mails(number: int) -> str:
    return f"{count_in_words(number, 'mail').capitalize()} {'waits' if number == 1 else 'wait'}"


def _standing(known: Facts, settings: Settings, now: datetime) -> Iterator[str]:
    if known.backed_up_at is None:
        yield "No backup was made here yet. If nobody makes them by the command either, make one under Backups."
    elif now - known.backed_up_at > OLD_AFTER:
        days = count_in_words((now - known.backed_up_at).days, "day")
        yield f"The newest backup here is {days} old."
    if known.sqlite_fault:
        yield known.sqlite_fault
    if settings.development:
        yield "This is a development site: everyone can read its mail at /dev/mail. Don’t open it to the public."
