"""Writing to a coach in a lesson: saving as one types, measuring oneself, sending."""

from flask import Response, jsonify, request
from flask_login import current_user

from coursesite import clock
from coursesite.accounts.session_views import count
from coursesite.accounts.views import keep_cookie, visitor_for_answer
from coursesite.exercises import Kind
from coursesite.learning.answering import Place
from coursesite.learning.course_views import bp
from coursesite.learning.insights.arrival_views import keeping_post
from coursesite.learning.lesson_queries import Mine
from coursesite.learning.lesson_views import (
    Opened,
    closed,
    done,
    may_use,
    mine_in,
    open_lesson,
    page_of,
    refused,
)
from coursesite.learning.showing.own import MAKERS
from coursesite.learning.showing.prepared import Prepared, prepared
from coursesite.learning.writing import drafts, emails, sending
from coursesite.learning.writing.bounds import SAVES, SENDS
from coursesite.learning.writing.drafts import Fate, Kept, Typed
from coursesite.learning.writing.part import part_of, task_of
from coursesite.learning.writing.writing_forms import WritingForm
from coursesite.library.addresses import exercise_anchor
from coursesite.web import once
from coursesite.web.errors import NotHere, TooMany
from coursesite.web.filters import moment_in_words
from coursesite.web.queries import outcome_of, set_outcome, spend_value
from coursesite.web.redirects import see
from coursesite.web.state import read_db, settings, write_db

MAKERS[Kind.write] = part_of

BOTH = (
    "Meanwhile another text was saved here, in another window or on another device. Nothing is lost: yours is in the "
    "box, the saved one below it. What you save or send now takes its place."
)
SENT_ALREADY = (
    "This was sent meanwhile, in another window. What you typed here since then was not sent: copy it if you need it."
)
EMPTY = "There is nothing to send yet. Write your answer first."
MEASURE = (
    "Nothing is ticked yet. Would you read your text once more beside the list, and tick what it does? It is saved. "
    "You can also send it as it is."
)
ACCOUNT = (
    "To send it, a coach needs somebody to answer: please sign up or sign in. Your text is saved, and stays yours."
)
OFTEN = "That was a little too often, and the last changes were not saved. What you typed is still here."


@bp.post("/courses/<course_slug>/<lesson_slug>/writings/<exercise_id>")
def write(course_slug: str, lesson_slug: str, exercise_id: str) -> Response:
    """Save what was typed, as the page's script asks by JSON and a button by a form; or send it."""
    opened = open_lesson(course_slug, lesson_slug)
    exercise = _write_in(opened, exercise_id)
    if _wants_json() and current_user.id is None:
        return _said(401)
    mine = mine_in(opened, current_user.id)
    if not may_use(opened, mine):
        return closed(opened, mine)
    if led := outcome_of(read_db(), once.submitted()):
        return see(led)
    form = WritingForm(request.form)
    if not form.validate():
        sentence = " ".join(map(str, form.text.errors))
        return _said(422, said=sentence) if _wants_json() else refused(opened, mine, exercise_id, sentence)
    deed = "save" if _wants_json() else request.form.get("do", "save")
    try:
        if deed == "save":
            return _save(opened, exercise, mine, form.typed())
        return _send(opened, exercise, mine, form.typed(), anyway=deed == "anyway")
    except TooMany as error:
        if _wants_json():
            return _said(429, said=OFTEN, seconds=error.seconds)
        answer = refused(opened, mine, exercise_id, f"{OFTEN} {error.do}")
        answer.status_code, answer.headers["Retry-After"] = 429, str(error.seconds)
        return answer


def _save(opened: Opened, exercise: Prepared, mine: Mine, typed: Typed) -> Response:
    user_id, token, kept = _keep(opened, exercise, mine, typed)
    write_db().commit()
    keep_cookie(token)
    if _wants_json():
        return _replied(kept)
    return _not_kept(opened, user_id, exercise, kept) or done(opened, user_id, exercise.compiled.id)


def _keep(opened: Opened, exercise: Prepared, mine: Mine, typed: Typed) -> tuple[int, str | None, Kept]:
    """Save in this request's transaction; every so often one save is counted first. Raises `TooMany`."""
    begun = mine.writings.get(exercise.compiled.id)
    if current_user.id is not None and drafts.is_counted(begun.version if begun else 0):
        # A page's script sends its form's value many times over; a button sends it once.
        count(SAVES, str(current_user.id), clock.now(), "" if _wants_json() else once.submitted())
    user_id, token = visitor_for_answer()
    place = Place(opened.lesson.course_id, opened.lesson.id, opened.content.revision_id)
    return user_id, token, drafts.save(write_db(), user_id, place, task_of(exercise.compiled), typed, clock.now())


def _send(opened: Opened, exercise: Prepared, mine: Mine, typed: Typed, *, anyway: bool) -> Response:
    """Save it first, so that nothing is lost whatever is in the way of sending; then send it."""
    submission = once.submitted()
    if current_user.signed_in and typed.text:
        count(SENDS, str(current_user.id), clock.now(), submission)
    user_id, token, kept = _keep(opened, exercise, mine, typed)
    session, now, exercise_id = write_db(), clock.now(), exercise.compiled.id
    leads = f"{keeping_post(page_of(opened, mine).address)}#{exercise_anchor(exercise_id)}"
    sentence, asks = _in_the_way(kept, measured=anyway or not exercise.compiled.options)
    writing = kept.writing
    if writing is not None and kept.fate is Fate.CLOSED and sending.is_sent_as(session, writing, submission):
        session.rollback()
        return see(leads)
    if sentence or writing is None or kept.fate is not Fate.SAVED:
        session.commit()
        keep_cookie(token)
        fresh = mine_in(opened, user_id, fresh=True)
        return _not_kept(opened, user_id, exercise, kept) or refused(opened, fresh, exercise_id, sentence, asks=asks)
    spend_value(session, submission, now)
    sending.send(session, writing, submission, now)
    emails.tell_coaches(session, settings(), writing, now)
    set_outcome(session, submission, leads)
    session.commit()
    return done(opened, user_id, exercise_id)


def _in_the_way(kept: Kept, *, measured: bool) -> tuple[str, str]:
    """Why this can't be sent yet, and what the form needs besides; empty where it can."""
    writing = kept.writing
    if writing is None or not writing.text.strip():
        return EMPTY, ""
    if not current_user.signed_in:
        return ACCOUNT, "account"
    if not writing.ticked and not measured:
        return MEASURE, "measure"
    return "", ""


def _not_kept(opened: Opened, user_id: int, exercise: Prepared, kept: Kept) -> Response | None:
    """The page that says why a save was not taken; None where it was."""
    if kept.fate is Fate.SAVED:
        return None
    sentence, asks = (BOTH, "both") if kept.fate is Fate.STALE else (SENT_ALREADY, "late")
    page = refused(opened, mine_in(opened, user_id, fresh=True), exercise.compiled.id, sentence, asks=asks)
    page.status_code = 409
    return page


def _replied(kept: Kept) -> Response:
    writing = kept.writing
    if writing is None:
        return _said(200, version=0, saved="")
    at = moment_in_words(writing.saved_at, current_user.time_zone)
    if kept.fate is Fate.SAVED:
        return _said(200, version=writing.version, saved=at)
    if kept.fate is Fate.CLOSED:
        return _said(409, closed=True, said=SENT_ALREADY)
    return _said(409, version=writing.version, saved=at, text=writing.text, pick=list(writing.ticked), said=BOTH)


def _said(status: int, **values: object) -> Response:
    response: Response = jsonify(values)
    response.status_code = status
    response.headers["Cache-Control"] = "no-store"
    return response


def _write_in(opened: Opened, exercise_id: str) -> Prepared:
    found = prepared(opened.content).get(exercise_id)
    if found is None or found.compiled.kind is not Kind.write:
        raise NotHere
    return found


def _wants_json() -> bool:
    return request.accept_mimetypes.best == "application/json"
