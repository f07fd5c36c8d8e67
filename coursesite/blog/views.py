"""Registers the room's pages, which stand beside this file in the `…_views.py` and `…_desk.py`."""

from flask import Flask

from coursesite.blog import (
    archive_views,
    blocks_desk,
    comment_views,
    export_desk,
    feed_views,
    import_desk,
    own_comment_views,
    post_views,
    posts_desk,
    queue_desk,
    report_views,
    subscription_views,
)
from coursesite.blog.blog_views import bp

__all__ = ["init"]

VIEWS = (
    archive_views,
    post_views,
    subscription_views,
    report_views,
    own_comment_views,
    comment_views,
    feed_views,
    queue_desk,
    blocks_desk,
    posts_desk,
    export_desk,
    import_desk,
)
"""Importing them put their pages on the blueprint."""


def init(app: Flask) -> None:
    """Register the pages."""
    app.register_blueprint(bp)
    queue_desk.init(app)
