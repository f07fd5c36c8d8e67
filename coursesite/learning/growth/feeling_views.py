"""Noting feelings on a grid, for oneself."""

from flask import Response, make_response, render_template, request, url_for
from flask_login import current_user

from coursesite import clock
from coursesite.learning.course_views import bp
from coursesite.learning.growth import feeling, queries
from coursesite.learning.growth.bounds import LATELY, ON_A_PAGE
from coursesite.learning.growth.feeling import Full, Noted
from coursesite.learning.growth.feeling_pages import FeelingsPage, Line, skipped
from coursesite.learning.growth.growth_forms import FeelingForm, number_in
from coursesite.learning.growth.pages import Grid
from coursesite.learning.keeping import ASK_CONSENT, may_keep
from coursesite.learning.records import queries as records
from coursesite.web import once
from coursesite.web.access import needs
from coursesite.web.paging import page_number
from coursesite.web.redirects import see
from coursesite.web.state import read_db, write_db

DONE = {"noted": "Noted, for you alone.", "deleted": "That note is deleted."}


@bp.get("/growth/feelings")
@needs("learner")
def feelings() -> Response:
    """The grid, where the latest notes lie, and all notes by month."""
    return _page()


@bp.post("/growth/feelings")
@needs("learner")
def feelings_post() -> Response:
    """Note a feeling, or delete a note."""
    return _delete() if request.form.get("do") == "delete" else _note()


def _note() -> Response:
    form, now = FeelingForm(request.form), clock.now()
    if form.sentence or form.cell is None:
        return _page(form, form.sentence)
    session = write_db()
    records.take_turn(session, current_user.id)
    if not may_keep(session, current_user.id, agrees=form.agrees, now=now):
        session.rollback()
        return _page(form, ASK_CONSENT)
    try:
        feeling.note(session, current_user.id, Noted(form.cell, form.word, form.note, once.submitted()), now)
    except Full as full:
        session.rollback()
        return _page(form, str(full))
    session.commit()
    return see(url_for("learning.feelings", done="noted"))


def _delete() -> Response:
    session = write_db()
    records.take_turn(session, current_user.id)
    queries.remove_feeling(session, current_user.id, number_in(request.form.get("feeling", "")))
    session.commit()
    return see(url_for("learning.feelings", done="deleted", _anchor="noted"))


def _page(form: FeelingForm | None = None, refused: str = "") -> Response:
    session, user_id, number = read_db(), current_user.id, page_number()
    rows = queries.feelings(session, user_id, skipped(number), ON_A_PAGE + 1)
    page = FeelingsPage(
        [Line(row, current_user.time_zone) for row in rows[:ON_A_PAGE]],
        number,
        has_more=len(rows) > ON_A_PAGE,
        grid=Grid(queries.feelings_by_place(session, user_id, clock.now() - LATELY)),
        asks_consent=not records.has_consented(session, user_id),
        place=form.cell.value if form and form.cell else "",
        word=form.word if form else "",
        note=form.note if form else "",
        refused=refused,
    )
    done = request.args.get("done", "")
    told = [("good", DONE[done])] if done in DONE and not refused else []
    html = render_template("learning/feelings.html", page=page, notices=told)
    return make_response(html, 422 if refused else 200)
