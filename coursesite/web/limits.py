"""How often something may be tried. A count commits by itself, so that it survives the request's rollback."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from threading import Lock

from cachetools import LRUCache

from coursesite.db import Database
from coursesite.web import queries
from coursesite.web.errors import TooMany

MOST_COUNTED = 10_000
_counted: LRUCache[tuple[str, str, datetime], int] = LRUCache(MOST_COUNTED)
_lock = Lock()


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `times` in each window of length `per`, for one subject."""

    name: str
    times: int
    per: timedelta

    def window_end(self, now: datetime) -> datetime:
        """The end of the window that `now` falls into; windows are laid from the epoch on."""
        length = int(self.per.total_seconds())
        return datetime.fromtimestamp((int(now.timestamp()) // length + 1) * length, UTC)


def count(database: Database, limit: Limit, subject: str, secret: str, now: datetime, *, submission: str = "") -> None:
    """Count one try of `subject` (an address, an account), of which only a keyed hash is stored.

    `submission` is the form's once-only value where it has one: the same form sent again is the same try.
    Raises `TooMany` with the end of the window when this try is over the limit.
    """
    ends = limit.window_end(now)
    key = hashed(subject, secret)
    with database.writing() as session:
        seen = submission and not queries.spend_value(session, hashed(f"{limit.name} {key} {submission}", secret), now)
        tries = (queries.tries_in if seen else queries.count_try)(session, limit.name, key, ends)
        session.commit()
    if tries > limit.times:
        raise TooMany(ends, now)


def count_here(limit: Limit, subject: str, now: datetime) -> None:
    """Count one try in this process alone, for what a GET gives: a GET writes nothing.

    Raises `TooMany` with the end of the window when this try is over the limit.
    """
    ends = limit.window_end(now)
    with _lock:
        tries = _counted[limit.name, subject, ends] = _counted.get((limit.name, subject, ends), 0) + 1
    if tries > limit.times:
        raise TooMany(ends, now)


def forget_here() -> None:
    """Forget what this process counted."""
    with _lock:
        _counted.clear()


def check(database: Database, limit: Limit, subject: str, secret: str, now: datetime) -> None:
    """Raise `TooMany` where this subject has used up its tries; counts nothing.

    For what is counted only when it fails: asked first, so that who is over the limit learns nothing by trying on.
    """
    ends = limit.window_end(now)
    with database.reading() as session:
        tries = queries.tries_in(session, limit.name, hashed(subject, secret), ends)
    if tries >= limit.times:
        raise TooMany(ends, now)


def forgive(database: Database, limit: Limit, subject: str, secret: str) -> None:
    """Forget the tries of one subject, as a successful sign-in does."""
    with database.writing() as session:
        queries.forget_try(session, limit.name, hashed(subject, secret))
        session.commit()


def hashed(subject: str, secret: str) -> str:
    """A subject's keyed hash: the same for the same subject on this site, and nothing to anyone else."""
    return hmac.new(secret.encode(), subject.casefold().encode(), hashlib.sha256).hexdigest()
