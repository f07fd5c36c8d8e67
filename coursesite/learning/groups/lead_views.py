"""What somebody sees who answers for a group: its figures, and nothing of one person."""

from flask import render_template
from flask_login import current_user

from coursesite import clock
from coursesite.learning.course_views import bp
from coursesite.learning.groups import figure_queries, figures, queries
from coursesite.learning.groups.pages.led import LedGroupPage, LedGroupsPage
from coursesite.library import reading
from coursesite.web.access import needs
from coursesite.web.errors import NotHere
from coursesite.web.state import read_db

MOST_GROUPS = 200


@bp.get("/groups/")
@needs("learner")
def led_groups() -> str:
    """The groups that somebody answers for."""
    rows = queries.led_by(read_db(), current_user.id, MOST_GROUPS)
    page = LedGroupsPage(rows, clock.now(), current_user.time_zone)
    return render_template("learning/led_groups.html", page=page)


@bp.get("/groups/<group_key>/")
@needs("learner")
def led_group(group_key: str) -> str:
    """How far one of them has come. Nobody else has this page, not even its coach, who has another."""
    session = read_db()
    group = queries.led_group(session, group_key, current_user.id)
    if group is None:
        raise NotHere
    as_of = figures.as_of(clock.now())
    size = figure_queries.size(session, group.id, as_of)
    page = LedGroupPage(group, reading.outline(session, group.course_id, group.outline_version), size, as_of)
    if size >= figures.FEWEST:
        page = page.with_figures(
            figure_queries.begun(session, group.id, as_of),
            figure_queries.completed(session, group.id, as_of),
            figure_queries.finished(session, group.id, as_of),
        )
    return render_template("learning/led_group.html", page=page)
