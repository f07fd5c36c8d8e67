"""What the worker does for the blog: forgetting what has had its time, and fetching the pictures that guests want."""

from datetime import datetime, timedelta

from coursesite.accounts import fetching, pictures
from coursesite.blog.comments import belonging_queries as queries
from coursesite.blog.models import Guest
from coursesite.config import Settings
from coursesite.db import Database

picture_files = queries.picture_files

NETWORKS_KEPT = timedelta(days=30)
ADDRESSES_KEPT = timedelta(days=365)
MOST_GUESTS = 200
MOST_PICTURES = 20


def tidy(database: Database, settings: Settings, now: datetime) -> None:
    """Forget the networks of comments after thirty days, and a guest's address a year after their last comment.

    An address stays while its owner, who confirmed it, wants mail.
    """
    with database.writing() as session:
        queries.drop_networks(session, now - NETWORKS_KEPT)
        session.commit()
    with database.writing() as session:
        guests = queries.guests_to_forget(session, now - ADDRESSES_KEPT, MOST_GUESTS)
        files = [queries.forget_guest(session, guest) for guest in guests]
        session.commit()
    for name in filter(None, files):
        pictures.path_of(settings.data_dir, name).unlink(missing_ok=True)


def fetch_pictures(database: Database, settings: Settings) -> None:
    """Fetch the picture of every guest who wants theirs, from the one configured server."""
    if not settings.avatar_server:
        return
    with database.reading() as session:
        wanting = queries.pictures_wanted(session, MOST_PICTURES)
    for guest in wanting:
        _fetch(database, settings, guest)


def _fetch(database: Database, settings: Settings, guest: Guest) -> None:
    whose = f"guest {guest.id}"
    values = fetching.fetch_and_keep(settings.avatar_server, guest.address or "", settings.data_dir, whose)
    with database.writing() as session:
        was_wanted = queries.set_fetched(session, guest.id, **values)
        session.commit()
    if was_wanted and guest.picture_file and "picture_file" in values:
        pictures.path_of(settings.data_dir, guest.picture_file).unlink(missing_ok=True)
