"""Registers the room's pages, which stand beside this file in the `…_views.py` and `…_desk.py`."""

from flask import Flask

from coursesite.blog.blog_views import bp

__all__ = ["init"]


def init(app: Flask) -> None:
    """Register the pages."""
    app.register_blueprint(bp)
