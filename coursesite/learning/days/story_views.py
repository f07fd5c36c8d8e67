"""One's story in five sentences: writing it, its versions, comparing two, and saying it into the browser."""

from flask import Response, make_response, render_template, request, url_for
from flask_login import current_user

from coursesite import clock
from coursesite.learning.course_views import bp
from coursesite.learning.days import queries, stories
from coursesite.learning.days.day_forms import StoryForm
from coursesite.learning.days.models import Story
from coursesite.learning.days.story_pages import ComparePage, StoryPage
from coursesite.learning.keeping import ASK_CONSENT, may_keep
from coursesite.learning.records import queries as records
from coursesite.web import once
from coursesite.web.access import needs
from coursesite.web.errors import NotHere
from coursesite.web.redirects import see
from coursesite.web.security import may_record
from coursesite.web.state import read_db, write_db

SURE = "Tick the box first, so that nothing is deleted by a slip."
DONE = {"kept": "This version is kept. The earlier ones stay as they were.", "deleted": "That version is deleted."}
LONGEST_NUMBER = 9


@bp.get("/story/")
@needs("learner")
def story() -> Response:
    """The five sentences, begun from the latest version or from the one that is asked for."""
    return _page()


@bp.post("/story/")
@needs("learner")
def story_post() -> Response:
    """Keep a version, or delete one."""
    return _delete() if request.form.get("do") == "delete" else _keep()


def _keep() -> Response:
    form, now = StoryForm(request.form), clock.now()
    if form.sentence:
        return _page(form, form.sentence)
    session = write_db()
    records.take_turn(session, current_user.id)
    if not may_keep(session, current_user.id, agrees=form.agrees, now=now):
        session.rollback()
        return _page(form, ASK_CONSENT)
    try:
        stories.keep(session, current_user.id, form.sentences, once.submitted(), now)
    except stories.Full as full:
        session.rollback()
        return _page(form, str(full))
    session.commit()
    return see(url_for("learning.story", done="kept"))


def _delete() -> Response:
    number = _number(request.form.get("version", ""))
    if request.form.get("sure") != "yes":
        return _page(None, SURE, "versions")
    session = write_db()
    records.take_turn(session, current_user.id)
    queries.remove_version(session, current_user.id, number, request.form.get("kept_once", ""))
    session.commit()
    return see(url_for("learning.story", done="deleted"))


@bp.get("/story/compare")
@needs("learner")
def story_compare() -> str:
    """Two versions, sentence by sentence, the earlier one first."""
    versions = {one.number: one for one in queries.versions_of(read_db(), current_user.id)}
    asked = sorted((_number(request.args.get("one", "")), _number(request.args.get("other", ""))))
    pair = [versions[number] for number in asked if number in versions]
    if len(pair) != len(asked):
        raise NotHere
    return render_template("learning/story_compare.html", page=ComparePage(pair[0], pair[1], sorted(versions)))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER else 0


def _page(form: StoryForm | None = None, refused: str = "", at: str = "story") -> Response:
    versions = queries.versions_of(read_db(), current_user.id)
    asked = _number(request.args.get("from", ""))
    begun: Story | None = next((one for one in versions if one.number == asked), versions[0] if versions else None)
    page = StoryPage(
        form.sentences if form else stories.five_of(begun),
        versions,
        begun.number if begun else 0,
        asks_consent=not records.has_consented(read_db(), current_user.id),
        refused=refused,
        refused_at=at,
    )
    done = request.args.get("done", "")
    told = [("good", DONE[done])] if done in DONE and not refused else []
    html = render_template("learning/story.html", page=page, notices=told)
    return may_record(make_response(html, 422 if refused else 200))
