"""Registers the room's pages, which stand beside this file in the `…_views.py`."""

from flask import Flask

from coursesite.learning import answer_views, course_views, mine_views, piece_views
from coursesite.learning.asking import ask_views, asks_desk, my_ask_views, public_desk, replies_desk
from coursesite.learning.course_views import bp
from coursesite.learning.groups import (
    group_desk,
    groups_desk,
    invitation_views,
    join_views,
    lead_views,
    list_desk,
    member_desk,
)
from coursesite.learning.groups import people_desk as staff_desk
from coursesite.learning.insights import insights_desk
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
    staff_desk,
    groups_desk,
    group_desk,
    list_desk,
    member_desk,
    invitation_views,
    join_views,
    lead_views,
    insights_desk,
    ask_views,
    my_ask_views,
    asks_desk,
    public_desk,
    replies_desk,
)
"""Importing them put their pages on the blueprint."""


def init(app: Flask) -> None:
    """Register the pages."""
    app.register_blueprint(bp)
    app.add_template_global(asks_desk.asks_waiting)
    app.add_template_global(ask_views.asks_answered)
