"""Registers the room's pages, which stand beside this file in the `…_views.py`."""

from flask import Flask

from coursesite.learning import answer_views, course_views, mine_views, piece_views
from coursesite.learning.asking import ask_views, asks_desk, my_ask_views, public_desk, replies_desk
from coursesite.learning.certificates import certificate_views, verifying_views
from coursesite.learning.conversing import conversation_views, conversations_desk, run_views
from coursesite.learning.course_views import bp
from coursesite.learning.days import day_views, story_views, week_views
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
from coursesite.learning.growth import feeling_views, growth_views, rating_views
from coursesite.learning.insights import insights_desk
from coursesite.learning.intending import intend_views, plan_views, promise_views, stop_views
from coursesite.learning.journal import entry_views, journal_views, shared_desk
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
from coursesite.learning.review import card_views, review_views
from coursesite.learning.workbook import workbook_views
from coursesite.learning.writing import my_writing_views, writing_views, writings_desk

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
    conversation_views,
    run_views,
    conversations_desk,
    intend_views,
    promise_views,
    plan_views,
    stop_views,
    day_views,
    week_views,
    story_views,
    journal_views,
    entry_views,
    shared_desk,
    writing_views,
    my_writing_views,
    writings_desk,
    review_views,
    card_views,
    growth_views,
    rating_views,
    feeling_views,
    certificate_views,
    verifying_views,
    workbook_views,
)
"""Importing them put their pages on the blueprint."""


def init(app: Flask) -> None:
    """Register the pages."""
    app.register_blueprint(bp)
    app.add_template_global(asks_desk.asks_waiting)
    app.add_template_global(writings_desk.writings_waiting)
    app.add_template_global(ask_views.asks_answered)
    app.add_template_global(shared_desk.shared_waiting)
