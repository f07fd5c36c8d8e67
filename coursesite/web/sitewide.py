"""The site as its owner wants it: what was set in the browser, over what the environment says.

Every process looks for changes once in two seconds at most, and the one that saved a change at once. A request sees
one state of it from beginning to end (`web.state`), and what is kept of rendered pages is kept by its `stamp`.
"""

import hashlib
import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

from sqlalchemy.exc import DBAPIError

from coursesite import clock
from coursesite.config import Settings
from coursesite.db import Database
from coursesite.web.site_queries import site_values

log = logging.getLogger(__name__)

LOOKS_EVERY = timedelta(seconds=2)
OVER = ("site_name", "site_description", "smtp_url", "mail_from")
"""The texts among the environment's settings that the owner may set in the browser."""
SIGN_UP = {"everyone": True, "invited": False}
"""Who may make an account, as it is set in the browser."""


@dataclass(frozen=True, slots=True)
class Values:
    """What is set in the browser, by name. `stamp` differs when any of it does."""

    values: Mapping[str, str] = field(default_factory=dict)
    stamp: str = ""

    @classmethod
    def of(cls, values: Mapping[str, str]) -> "Values":
        """These values, with their stamp."""
        written = json.dumps(values, sort_keys=True).encode()
        return cls(values, hashlib.sha256(written).hexdigest()[:16] if values else "")


@dataclass(frozen=True, slots=True)
class Sitewide:
    """One state of the site: the settings that hold, and all that is set in the browser."""

    settings: Settings
    set_here: Values = Values()

    @property
    def stamp(self) -> str:
        """What pages are kept by that were made of this."""
        return self.set_here.stamp

    def value(self, name: str) -> str:
        """What is set under this name in the browser; empty where nothing is."""
        return self.set_here.values.get(name, "")


def over(settings: Settings, set_here: Values) -> Sitewide:
    """The environment's settings with what was set in the browser over them."""
    changed: dict[str, Any] = {name: set_here.values[name] for name in OVER if set_here.values.get(name)}
    if (sign_up := set_here.values.get("sign_up")) in SIGN_UP:
        changed["sign_up_open"] = SIGN_UP[sign_up]
    return Sitewide(replace(settings, **changed) if changed else settings, set_here)


def read_values(database: Database) -> Values:
    """What is set now."""
    with database.read.connect() as connection:
        return Values.of(site_values(connection))


def read_sitewide(settings: Settings, database: Database) -> Sitewide:
    """The site as it is now. For who isn't answering a request: the worker, before each piece of work."""
    return over(settings, read_values(database))


class Keeper:
    """Keeps the newest values that this process has seen."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = Lock()
        self._values = Values()
        self._looked_at: datetime | None = None

    def current(self) -> Values:
        """What is set, or was two seconds ago. Where the database can't be asked, what was set then."""
        now = clock.now()
        if self._looked_at is None or abs(now - self._looked_at) >= LOOKS_EVERY:
            with self._lock:
                self._looked_at = now
                try:
                    self._values = read_values(self._database)
                except DBAPIError as error:
                    log.warning("what is set for the site could not be read: %s", error.orig)
        return self._values

    def look_again(self) -> None:
        """Look at the next request, whenever it comes: something was just saved here."""
        self._looked_at = None
