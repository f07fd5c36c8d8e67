"""The application's own parts as a request finds them: settings, database, the request's two sessions."""

from flask import Flask, current_app, g, request
from sqlalchemy.orm import Session

from coursesite.config import Settings
from coursesite.db import Database
from coursesite.web.proxies import sender_of
from coursesite.web.sitewide import Keeper, Sitewide, over

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def init(app: Flask, settings: Settings, database: Database) -> None:
    """Keep the parts where requests find them, and close a request's sessions when it ends."""
    app.extensions["settings"] = settings
    app.extensions["database"] = database
    app.extensions["sitewide"] = Keeper(database)
    app.teardown_appcontext(_close)


def sitewide() -> Sitewide:
    """The site as its owner wants it: one state of it for the whole request."""
    if "sitewide" not in g:
        g.sitewide = over(environment(), keeper().current())
    found: Sitewide = g.sitewide
    return found


def keeper() -> Keeper:
    """What keeps the site's state in this process."""
    found: Keeper = current_app.extensions["sitewide"]
    return found


def settings() -> Settings:
    """This site's settings, with what its owner set in the browser."""
    return sitewide().settings


def environment() -> Settings:
    """This site's settings as the environment has them, whatever its owner set in the browser."""
    found: Settings = current_app.extensions["settings"]
    return found


def database() -> Database:
    """This site's database."""
    found: Database = current_app.extensions["database"]
    return found


def read_db(*, fresh: bool = False) -> Session:
    """The request's read session. `fresh` begins a new one, which sees what this request has committed."""
    if fresh and "read_db" in g:
        g.pop("read_db").close()
    if "read_db" not in g:
        g.read_db = database().read_session()
    session: Session = g.read_db
    return session


def write_db() -> Session:
    """The request's write session. Its transaction begins at its first statement: read, hash and render before that.

    Raises `RuntimeError` in a request whose method promises to change nothing.
    """
    if request.method in SAFE_METHODS:
        raise RuntimeError(f"a {request.method} request may not write")
    if "write_db" not in g:
        g.write_db = database().write_session()
    session: Session = g.write_db
    return session


def client_address() -> str:
    """Whom this request comes from, as far as limits care, believing only our own proxies (see `proxies.py`)."""
    return sender_of(request.remote_addr or "unknown")


def _close(_error: BaseException | None) -> None:
    for name in ("read_db", "write_db"):
        if name in g:
            g.pop(name).close()
