"""What has been in the trash for thirty days goes for good, unless somebody has learned in it: then it is archived."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from coursesite.library.models import Kind
from coursesite.library.relinking import named_in
from coursesite.library.shelving.queries import grow_shelf, lock_shelf
from coursesite.studio.publishing import trash_queries
from coursesite.studio.publishing.trash_queries import Trashed

KEPT_FOR = timedelta(days=30)


def goes_at(piece: Trashed) -> datetime:
    """When a piece goes for good."""
    return piece.trashed_at + KEPT_FOR


def learned_in(session: Session, pieces: Iterable[Trashed]) -> set[int]:
    """Those of these in which, or in whose lessons, somebody answered, learned, asked or commented."""
    ids = [piece.id for piece in pieces]
    return trash_queries.with_people(session, ids) if ids else set()


def purge(session: Session, piece: Trashed, now: datetime) -> list[tuple[str, str]]:
    """Take a piece out of the database, with all that is in it and the pictures that nothing else shows.

    Gives the pictures' files to delete after the commit, each as the name that was served and the original's. The
    caller has made sure that nobody learned in it, and commits.
    """
    lock_shelf(session, now)
    inside = list(trash_queries.inside(session, piece.id))
    shown = set(trash_queries.shown_pictures(session, inside))
    if piece.kind == Kind.COURSE:
        shown |= set(trash_queries.pictures_below(session, piece.path.rpartition("/")[0]))
    for path, source in trash_queries.texts_of(session, inside):
        shown |= named_in(source, path)
    trash_queries.remove(session, inside)
    gone = shown - _needed(session, shown) if shown else set()
    files = trash_queries.forget_pictures(session, sorted(gone)) if gone else []
    grow_shelf(session, now)
    return files


def files_of(pictures: Iterable[tuple[str, str]], data_dir: Path) -> list[Path]:
    """Where these pictures lie."""
    return [
        path for name, original in pictures for path in (data_dir / "images" / name, data_dir / "originals" / original)
    ]


def _needed(session: Session, pictures: set[str]) -> set[str]:
    """Those of these pictures that something else shows, published once or in the making."""
    needed = {path for path in trash_queries.shown_pictures(session) if path in pictures}
    for path, source in trash_queries.texts_in_the_making(session):
        needed |= named_in(source, path) & pictures
    return needed
