"""What the worker does for this room, and the link with which a new site gets its first admin."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from sqlalchemy.orm import Session

from coursesite.accounts import audit_queries, auditing, fetching, pictures, queries, tokens
from coursesite.accounts.tokens import Purpose
from coursesite.config import Settings
from coursesite.db import Database

Eraser = Callable[[Session, int, datetime], list[Path]]
"""A feature's `personal.erase`."""
PicturesInUse = Callable[[Session], set[str]]
"""Gives the names of the pictures that another room keeps in the same folder."""

MOST_VISITORS = 100
MOST_PICTURES = 20
UPLOAD_TAKES = timedelta(days=1)


class Pictured(Protocol):
    """Somebody with a picture: an account, or whom another room knows."""

    id: int
    address: str | None
    picture_file: str | None


def tidy(
    database: Database,
    settings: Settings,
    now: datetime,
    erasers: Iterable[Eraser],
    also_used: Iterable[PicturesInUse] = (),
) -> None:
    """Remove what has run out: links, sessions, the log's old lines, and visitors nobody can come back to, with all
    that is theirs.

    A visitor's only session ends thirty days after their last answer; from then on nobody could reach what they did.
    """
    with database.writing() as session:
        queries.delete_old_tokens(session, now)
        queries.delete_ended_sign_ins(session, now)
        audit_queries.forget_before(session, now - auditing.KEPT_FOR)
        session.commit()
    with database.reading() as session:
        visitors = queries.idle_visitors(session, MOST_VISITORS)
    for visitor_id in visitors:
        _erase(database, settings, visitor_id, now, erasers)
    with database.reading() as session:
        used = queries.picture_files(session).union(*(in_use(session) for in_use in also_used))
    for path in pictures.unused(settings.data_dir, used, (now - UPLOAD_TAKES).timestamp()):
        path.unlink(missing_ok=True)


def _erase(database: Database, settings: Settings, user_id: int, now: datetime, erasers: Iterable[Eraser]) -> None:
    with database.writing() as session:
        if not queries.still_visitor(session, user_id):
            return
        # The highest floor first, as when an account is deleted: what it keeps still knows whose it was.
        left_over = [path for erase in erasers for path in erase(session, user_id, now)]
        session.commit()
    for path in left_over:
        (settings.data_dir / path).unlink(missing_ok=True)


def fetch_pictures(database: Database, settings: Settings, _now: datetime) -> None:
    """Fetch the picture of everyone who has just asked for it, from the one configured server."""
    fetch_wanted(database, settings, "person", queries.pictures_wanted, queries.set_fetched)


def fetch_wanted(
    database: Database,
    settings: Settings,
    kind: str,
    wanted: Callable[[Session, int], Sequence[Pictured]],
    note: Callable[..., bool],
) -> None:
    """Fetch the pictures of those who want theirs, and delete the ones that they had. The log names them by `kind`.

    `wanted` gives so many of them at most; `note` writes down what came of it, by number and columns, and says whether
    it was still wanted.
    """
    with database.reading() as session:
        wanting = wanted(session, MOST_PICTURES)
    for one in wanting:
        whose = f"{kind} {one.id}"
        values = fetching.fetch_and_keep(settings.avatar_server, one.address or "", settings.data_dir, whose)
        with database.writing() as session:
            was_wanted = note(session, one.id, **values)
            session.commit()
        if was_wanted and one.picture_file and "picture_file" in values:
            pictures.path_of(settings.data_dir, one.picture_file).unlink(missing_ok=True)


def first_admin_link(database: Database, settings: Settings, now: datetime) -> str | None:
    """A link with which the owner makes the first admin's account, good for seven days; None if there is an admin.

    A link given earlier stops working.
    """
    with database.reading() as session:
        if queries.has_admin(session):
            return None
    token = tokens.new()
    with database.writing() as session:
        queries.delete_tokens(session, purpose=Purpose.FIRST_ADMIN)
        tokens.issue(session, token, Purpose.FIRST_ADMIN, now)
        session.commit()
    return f"{settings.base_url}/first-admin/{token}"
