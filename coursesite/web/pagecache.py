"""Whole pages for guests without any cookie, kept in the process until something is published.

Such a page is the same bytes for everyone, so it is rendered once, compressed once, and answered with 304 to a browser
that has it. It is keyed by its path and by the shelf's version, and where it shows comments by the version of all
talk as well, and kept for one state of what the site's owner set; it holds no token and sets no cookie.
"""

import gzip
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock
from typing import TypeVar

import brotli
from cachetools import LRUCache
from flask import Flask, Response, current_app, request
from sqlalchemy import Connection

from coursesite.web.state import database, read_db, sitewide

FROM_POST = re.compile(rb"from=[a-z0-9]{4,16}")
MOST_BYTES = 32 * 1024 * 1024
MARK, TALK_MARK = "_cached_for_guests", "_cached_with_talk"
ENCODERS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda body: brotli.compress(body, quality=6),
    "gzip": lambda body: gzip.compress(body, 6, mtime=0),
}

View = TypeVar("View", bound=Callable[..., object])
Versions = tuple[int, int]
"""The shelf's version, and that of what people say below it."""


@dataclass(slots=True)
class Page:
    """One page as rendered for guests at one version of what it shows."""

    version: Versions
    content_type: str
    etag: str
    changed_at: datetime | None
    bodies: dict[str, bytes] = field(default_factory=dict)

    def body(self, encoding: str) -> bytes:
        """The page in this encoding, made on first demand."""
        if encoding not in self.bodies:
            self.bodies[encoding] = ENCODERS[encoding](self.bodies["identity"])
        return self.bodies[encoding]


class PageCache:
    """Pages by path, least recently used first out, bounded in bytes."""

    def __init__(self, versions: Callable[[Connection], Versions]) -> None:
        self._versions = versions
        self._pages: LRUCache[str, Page] = LRUCache(MOST_BYTES, getsizeof=lambda page: len(page.bodies["identity"]))
        self._lock = Lock()

    def version(self, connection: Connection, *, talk: bool) -> Versions:
        """The versions, as this connection's transaction sees them; 0 for the talk where the page shows none."""
        shelf, said = self._versions(connection)
        return shelf, said if talk else 0

    def get(self, path: str, version: Versions) -> Page | None:
        """The page at this path, if it was rendered at this version."""
        with self._lock:
            page = self._pages.get(path)
        return page if page is not None and page.version == version else None

    def put(self, path: str, page: Page) -> None:
        """Keep a page, unless it is larger than all of them together may be."""
        if len(page.bodies["identity"]) <= MOST_BYTES:
            with self._lock:
                self._pages[path] = page


def cached_for_guests(view: View) -> View:
    """Mark a view whose page is the same for every guest until something is published."""
    setattr(view, MARK, True)
    return view


def cached_with_talk(view: View) -> View:
    """The same for a view whose page also shows comments, or counts them."""
    setattr(view, TALK_MARK, True)
    return cached_for_guests(view)


def init(app: Flask, versions: Callable[[Connection], Versions]) -> None:
    """Answer guests from the cache, and fill it. `versions` reads what pages are keyed by from a connection."""
    app.extensions["pagecache"] = PageCache(versions)
    app.before_request(_answer)
    app.after_request(_remember)


def _shows_talk() -> bool:
    return getattr(current_app.view_functions.get(request.endpoint or ""), TALK_MARK, False)


def _applies() -> bool:
    view = current_app.view_functions.get(request.endpoint or "")
    return (
        getattr(view, MARK, False)
        and request.method in ("GET", "HEAD")
        and not request.cookies
        # A link in a post says in its query which post it was; the page is the same.
        and (not request.query_string or FROM_POST.fullmatch(request.query_string) is not None)
    )


def _kept_as() -> str:
    """The page's path, in the site as its owner wants it now."""
    return f"{request.path} {sitewide().stamp}"


def _cache() -> PageCache:
    cache: PageCache = current_app.extensions["pagecache"]
    return cache


def _answer() -> Response | None:
    if not _applies():
        return None
    cache = _cache()
    with database().read.connect() as connection:
        page = cache.get(_kept_as(), cache.version(connection, talk=_shows_talk()))
    return None if page is None else _response(page)


def _remember(response: Response) -> Response:
    if not _applies() or response.status_code != 200 or "ETag" in response.headers:
        return response
    if "Set-Cookie" in response.headers:
        raise RuntimeError(f"{request.path} is marked as the same for every guest and sets a cookie")
    cache = _cache()
    body = response.get_data()
    etag = hashlib.sha256(body).hexdigest()[:20]
    # By the session that the page was made from: a version read later could already be the next one.
    version = cache.version(read_db().connection(), talk=_shows_talk())
    page = Page(version, response.content_type or "text/html", etag, response.last_modified, {"identity": body})
    cache.put(_kept_as(), page)
    return _response(page)


def _response(page: Page) -> Response:
    encoding = request.accept_encodings.best_match(["br", "gzip", "identity"], default="identity")
    response = Response(page.body(encoding), content_type=page.content_type)
    response.set_etag(f"{page.etag}-{encoding}")
    if page.changed_at is not None:
        response.last_modified = page.changed_at
    response.headers["Cache-Control"] = "public, no-cache"
    response.headers["Vary"] = "Accept-Encoding, Cookie"
    if encoding != "identity":
        response.headers["Content-Encoding"] = encoding
    return response.make_conditional(request)  # type: ignore[return-value]  # werkzeug's own type, ours by class
