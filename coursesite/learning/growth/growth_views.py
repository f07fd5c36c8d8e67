"""How somebody changed, as pictures for themselves alone."""

from flask import Response, make_response, render_template, request, url_for
from flask_login import current_user

from coursesite import clock
from coursesite.learning.course_views import bp
from coursesite.learning.growth import queries
from coursesite.learning.growth.bounds import LATELY, MOST_TALKS
from coursesite.learning.growth.course_pages import sections
from coursesite.learning.growth.pages import Grid, GrowthPage, recall_of, week_begins
from coursesite.learning.growth.talk_pages import talk_sections
from coursesite.learning.owndays import own_day
from coursesite.learning.records import queries as records
from coursesite.library import reading
from coursesite.web.access import needs
from coursesite.web.redirects import see
from coursesite.web.state import read_db, write_db

DONE = {"deleted": "That self-rating is deleted."}
SURE = "Choose which one is meant and tick the box, so that nothing is deleted by a slip. Nothing was deleted."


@bp.get("/growth/")
@needs("learner")
def growth() -> Response:
    """Self-ratings, conversations, recall, feelings."""
    return _page()


@bp.post("/growth/")
@needs("learner")
def growth_post() -> Response:
    """Delete one self-rating."""
    if request.form.get("sure") != "yes" or not request.form.get("moment"):
        return _page(SURE)
    session = write_db()
    records.take_turn(session, current_user.id)
    queries.remove_rating(session, current_user.id, request.form.get("course", ""), request.form["moment"])
    session.commit()
    return see(url_for("learning.growth", done="deleted"))


def _page(refused: str = "") -> Response:
    session, user_id, zone, now = read_db(), current_user.id, current_user.time_zone, clock.now()
    taken = queries.courses(session, user_id)
    runs = queries.first_and_latest_runs(session, user_id, MOST_TALKS)
    along = queries.meters_along(session, [row.run.id for row in runs])
    wanted = {row.revision_id for row in taken if row.revision_id} | {row.run.revision_id for row in runs}
    numbers = sorted(wanted)
    contents = dict(zip(numbers, reading.contents(session, numbers), strict=True))
    begins = week_begins(own_day(now, zone), zone)
    page = GrowthPage(
        sections(taken, contents, zone, now),
        talk_sections(runs, along, {number: one.conversation for number, one in contents.items()}, zone),
        recall_of(queries.recall(session, user_id, begins), begins, zone),
        Grid(queries.feelings_by_place(session, user_id, now - LATELY)),
        refused,
    )
    done = request.args.get("done", "")
    told = [("good", DONE[done])] if done in DONE and not refused else []
    html = render_template("learning/growth.html", page=page, notices=told)
    return make_response(html, 422 if refused else 200)
