"""Registers the room's pages, which stand beside this file in the `…_views.py`."""

from flask import Flask

from coursesite.learning import answer_views, course_views, lesson_views, mine_views
from coursesite.learning.course_views import bp

__all__ = ["init"]

VIEWS = (course_views, lesson_views, answer_views, mine_views)
"""Importing them put their pages on the blueprint."""


def init(app: Flask) -> None:
    """Register the pages."""
    app.register_blueprint(bp)
