"""Registers the room's pages, which stand beside this file in the `…_desk.py` and `…_views.py`."""

from flask import Flask

from coursesite.studio import (
    approve_desk,
    asides_desk,
    backups_desk,
    bringing_desk,
    editor_desk,
    history_desk,
    insert_desk,
    links_desk,
    pictures_desk,
    posts_from_asks_desk,
    preview_desk,
    preview_views,
    publish_desk,
    saving_desk,
    site_desk,
    site_log_desk,
    site_mail_desk,
    site_people_desk,
    standing_desk,
    today_desk,
    trash_desk,
)
from coursesite.studio.shelf import new_desk, outline_desk, write_desk
from coursesite.studio.studio_desk import bp

__all__ = ["init"]

VIEWS = (
    today_desk,
    posts_from_asks_desk,
    publish_desk,
    approve_desk,
    standing_desk,
    trash_desk,
    history_desk,
    links_desk,
    preview_views,
    editor_desk,
    saving_desk,
    preview_desk,
    asides_desk,
    pictures_desk,
    insert_desk,
    site_desk,
    site_mail_desk,
    site_people_desk,
    backups_desk,
    site_log_desk,
    write_desk,
    new_desk,
    bringing_desk,
    outline_desk,
)
"""Importing them put their pages on the blueprint."""


def init(app: Flask) -> None:
    """Register the pages."""
    app.register_blueprint(bp)
