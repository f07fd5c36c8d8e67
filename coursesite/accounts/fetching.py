"""Fetching a person's own picture from the one configured server, for those who asked for it. Only the worker does."""

import hashlib
import http.client
import logging
import time
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from coursesite.accounts.pictures import MOST_BYTES, SIDE_PX, BadPicture, keep, square
from coursesite.web.fetching import REDIRECTS, NotFetched, get

__all__ = ["NoPicture", "NotFetched", "address_of_picture", "fetch", "fetch_and_keep"]

log = logging.getLogger(__name__)

WHOLE_S = 20.0
MOST_REDIRECTS = 2


class NoPicture(NotFetched):
    """The server has no picture for this address."""


def address_of_picture(server: str, mail_address: str) -> str:
    """Where Gravatar's and Libravatar's common scheme has the picture of an email address: under its SHA-256."""
    digest = hashlib.sha256(mail_address.strip().lower().encode()).hexdigest()
    return f"{server.rstrip('/')}/{digest}?s={SIDE_PX}&d=404"


def fetch(server: str, mail_address: str) -> bytes:
    """The picture's bytes, as the server gives them. Raises `NoPicture` where it has none, `NotFetched` otherwise."""
    url = address_of_picture(server, mail_address)
    home = urlsplit(url)
    deadline = time.monotonic() + WHOLE_S
    try:
        for _ in range(MOST_REDIRECTS + 1):
            asked = urlsplit(url)
            status, location, body = get(asked, deadline, accept="image/*", most_bytes=MOST_BYTES, configured=True)
            if status == 200:
                return body
            if status in (404, 410):
                raise NoPicture("the server has none")
            if status not in REDIRECTS:
                raise NotFetched(f"the server answered {status}")
            url = urljoin(url, location)
            if urlsplit(url)[:2] != home[:2]:
                raise NotFetched("the server sent us to another one")
    except (OSError, http.client.HTTPException) as error:
        raise NotFetched(f"the server could not be reached: {error}") from error
    raise NotFetched("the server sent us round in circles")


def fetch_and_keep(server: str, mail_address: str, data_dir: Path, whose: str) -> dict[str, str]:
    """Fetch a picture, make it small and keep it; gives the columns that say what came of it. The log names `whose`."""
    try:
        encoded = square(fetch(server, mail_address))
    except NoPicture:
        return {"picture_fetch": "missing"}
    except (NotFetched, BadPicture) as error:
        log.warning("the picture of %s was not fetched: %s", whose, error)
        return {"picture_fetch": "failed"}
    return {"picture_fetch": "found", "picture": "fetched", "picture_file": keep(data_dir, encoded)}
