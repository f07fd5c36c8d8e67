"""Registers the room's pages, which stand beside this file in the `…_views.py`."""

from flask import Flask

from coursesite.learning import answer_views, course_views, mine_views, piece_views
from coursesite.learning.course_views import bp
from coursesite.learning.quizzes import (
    attempt_views,
    corrections_desk,
    export_desk,
    figures_desk,
    import_desk,
    options_desk,
    people_desk,
    quiz_views,
    quizzes_desk,
)

__all__ = ["init"]

VIEWS = (
    course_views,
    piece_views,
    answer_views,
    mine_views,
    quiz_views,
    attempt_views,
    figures_desk,
    quizzes_desk,
    people_desk,
    corrections_desk,
    options_desk,
    import_desk,
    export_desk,
)
"""Importing them put their pages on the blueprint."""


def init(app: Flask) -> None:
    """Register the pages."""
    app.register_blueprint(bp)
