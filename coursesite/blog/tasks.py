"""What the worker does for the blog: forgetting what has had its time, and fetching the pictures that guests want."""

from datetime import datetime, timedelta

from coursesite.accounts import pictures
from coursesite.accounts.tasks import fetch_wanted
from coursesite.blog.comments import belonging_queries as queries
from coursesite.config import Settings
from coursesite.db import Database

picture_files = queries.picture_files

NETWORKS_KEPT = timedelta(days=30)
ADDRESSES_KEPT = timedelta(days=365)
MOST_GUESTS = 200


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
    if settings.avatar_server:
        fetch_wanted(database, settings, "guest", queries.pictures_wanted, queries.set_fetched)
