"""Rating oneself in a course, at its start, its end, and two months later."""

from typing import NamedTuple

from flask import Response, make_response, render_template, request, url_for
from flask_login import current_user

from coursesite import clock
from coursesite.learning import queries as standings
from coursesite.learning.course_views import bp
from coursesite.learning.growth import queries, rating
from coursesite.learning.growth.course_pages import RatingPage, Ratings
from coursesite.learning.growth.growth_forms import RatingForm
from coursesite.learning.growth.models import When
from coursesite.learning.growth.offering import open_moment
from coursesite.learning.growth.statements import Statement, statements_of
from coursesite.learning.keeping import ASK_CONSENT, may_keep
from coursesite.learning.records import queries as records
from coursesite.library import queries as library
from coursesite.library import reading
from coursesite.library.queries import CourseRow
from coursesite.web.access import needs
from coursesite.web.errors import NotHere
from coursesite.web.redirects import see
from coursesite.web.state import read_db, write_db

NOTHING = (
    "Nothing was chosen, so nothing was kept. Choose a step for at least one statement, or use the other button to "
    "leave it out this time."
)
OVER = (
    "While this page was open, the time for it went by: you have got further in the course, or two months have passed. "
    "Nothing was kept."
)
DONE = {"kept": "Kept, for you alone.", "skipped": "Left out. That is fine; nobody is told, and nothing depends on it."}


class Asked(NamedTuple):
    """A course that the person who asks takes, its statements, and the time that it is for them."""

    course: CourseRow
    statements: tuple[Statement, ...]
    when: When | None


@bp.get("/growth/<course_slug>/")
@needs("learner")
def self_rating(course_slug: str) -> Response:
    """The form; once it is sent, what was chosen beside the earlier times."""
    return _page(_found(course_slug))


@bp.post("/growth/<course_slug>/")
@needs("learner")
def self_rating_post(course_slug: str) -> Response:
    """Keep what was chosen for the time that it is, or note that it was left out."""
    asked = _found(course_slug)
    form = RatingForm(request.form, asked.statements)
    if asked.when is None or form.moment != asked.when.value:
        return _page(asked, form, OVER)
    if not form.steps and not form.leaves_out:
        return _page(asked, form, NOTHING)
    session, now = write_db(), clock.now()
    records.take_turn(session, current_user.id)
    if not may_keep(session, current_user.id, agrees=form.agrees, now=now):
        session.rollback()
        if form.leaves_out:
            # Nothing is kept of who didn't agree to it, not even that they left something out.
            return see(url_for("learning.course", course_slug=asked.course.slug))
        return _page(asked, form, ASK_CONSENT)
    steps = {} if form.leaves_out else form.steps
    rating.keep(session, (current_user.id, asked.course.id, asked.when), asked.statements, steps, now)
    session.commit()
    done = "skipped" if form.leaves_out else "kept"
    return see(url_for("learning.self_rating", course_slug=asked.course.slug, done=done))


def _found(course_slug: str) -> Asked:
    session = read_db()
    course = library.find_course(session, course_slug)
    standing = None if course is None else standings.standing(session, current_user.id, course.id)
    if course is None or standing is None or standing.enrolled_at is None:
        raise NotHere
    statements = statements_of(reading.content(session, course.published_revision_id).values)
    if not statements:
        raise NotHere
    when = open_moment(standing.enrolled_at, standing.completed_at, len(standing.finished), clock.now())
    return Asked(course, statements, when)


def _page(asked: Asked, form: RatingForm | None = None, refused: str = "") -> Response:
    session, user_id = read_db(), current_user.id
    rows = queries.ratings_of(session, user_id, asked.course.id)
    page = RatingPage(
        asked.course.title,
        asked.course.slug,
        Ratings(asked.statements, rows, asked.when, current_user.time_zone),
        asks_consent=not records.has_consented(session, user_id),
        typed=form.steps if form else None,
        refused=refused,
    )
    done = request.args.get("done", "")
    told = [("good", DONE[done])] if done in DONE and not refused else []
    html = render_template("learning/self_rating.html", page=page, notices=told)
    return make_response(html, 422 if refused else 200)
