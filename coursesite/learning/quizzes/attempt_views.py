"""One attempt: its questions, saving them as one goes, looking them over, handing in, and the results."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from flask import Response, jsonify, make_response, render_template, request
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from coursesite import clock
from coursesite.exercises import BadAnswer, Question, mark
from coursesite.learning.course_views import bp
from coursesite.learning.forms import form_for
from coursesite.learning.lesson_views import opened, wants_fragment
from coursesite.learning.quizzes import entering, grading, saving
from coursesite.learning.quizzes.corrections import telling
from coursesite.learning.quizzes.own_attempt_views import (
    OwnAttempt,
    counted_in,
    entered_also,
    own_attempt,
    page_of,
    posed_in,
    with_entered,
)
from coursesite.learning.quizzes.pages.attempt import AttemptPage, Entered, Posed, anchor
from coursesite.learning.quizzes.pages.results import ResultsPage
from coursesite.learning.quizzes.pages.review import ReviewPage
from coursesite.learning.quizzes.pages.saved import reply, signed_out
from coursesite.learning.quizzes.quiz_views import close, front_of
from coursesite.learning.quizzes.saving import Change, Saved
from coursesite.learning.quizzes.states import State, state_of, takes_answers
from coursesite.learning.showing.typed import Typed, typed_of
from coursesite.web.access import needs, to_sign_in
from coursesite.web.errors import NotHere
from coursesite.web.redirects import see
from coursesite.web.state import read_db, write_db

ANSWER_FIRST = "Answer this question first; then it can be checked."


@bp.get("/courses/<course_slug>/<quiz_slug>/attempts/<int:number>/")
@needs("learner")
def attempt(course_slug: str, quiz_slug: str, number: int) -> Response:
    """An attempt: its questions while it is in progress, then its results."""
    found, now = own_attempt(course_slug, quiz_slug, number), clock.now()
    match state_of(found.attempt, now):
        case State.IN_PROGRESS:
            return _under_way(page_of(found, now))
        case State.GRADED:
            return _results(found, now)
        case _:
            page = page_of(found, now)
            return _kept_nowhere(make_response(render_template("learning/attempt_over.html", page=page)))


@bp.post("/courses/<course_slug>/<quiz_slug>/attempts/<int:number>/save")
def save_attempt(course_slug: str, quiz_slug: str, number: int) -> Response:
    """Save what was entered: the page's script asks for JSON, a button without scripts leads back."""
    if not current_user.signed_in:
        return _signed_out()
    found, now = own_attempt(course_slug, quiz_slug, number), clock.now()
    posed = posed_in(found)
    changes = entering.changes(request.form, _questions(posed))
    saved = _save(found, changes, now)
    if _wants_json():
        rows = {row.place: row for row in (*(one.response for one in posed), *saved.elsewhere)}
        said = reply(found.attempt, posed, rows, saved, entering.known(request.form), now, current_user.time_zone)
        return jsonify(said)
    if saved.closed:
        return see(found.address)
    if saved.elsewhere:
        return _under_way(with_entered(found, changes, saved.elsewhere, now), 409)
    reviews = request.form.get("then") == "review"
    return see(f"{found.address}review" if reviews else f"{found.address}#hand-in")


@bp.get("/courses/<course_slug>/<quiz_slug>/attempts/<int:number>/review")
@needs("learner")
def review_attempt(course_slug: str, quiz_slug: str, number: int) -> Response:
    """What is answered and what is open, and the button that hands in."""
    found, now = own_attempt(course_slug, quiz_slug, number), clock.now()
    if state_of(found.attempt, now) is not State.IN_PROGRESS:
        return see(found.address)
    page = ReviewPage(page_of(found, now))
    return _kept_nowhere(make_response(render_template("learning/attempt_review.html", page=page)))


@bp.post("/courses/<course_slug>/<quiz_slug>/attempts/<int:number>/submit")
@needs("learner")
def submit_attempt(course_slug: str, quiz_slug: str, number: int) -> Response:
    """Hand in, once; a second time leads to the same results."""
    found = own_attempt(course_slug, quiz_slug, number)
    if found.attempt.graded_at is None:
        close(found.attempt, clock.now())
    return see(found.address)


@bp.post("/courses/<course_slug>/<quiz_slug>/attempts/<int:number>/check/<int:place>")
@needs("learner")
def check_response(course_slug: str, quiz_slug: str, number: int, place: int) -> Response:
    """Save what was entered and mark one question at once, where the quiz gives feedback so; it stands from then on."""
    found, now = own_attempt(course_slug, quiz_slug, number), clock.now()
    if not found.policy.at_once:
        raise NotHere
    posed = posed_in(found)
    if place not in {one.place for one in posed}:
        raise NotHere
    changes = entering.changes(request.form, _questions(posed))
    session = write_db()
    _attempt, saved = saving.save(session, found.attempt.id, changes, now)
    elsewhere = place in {row.place for row in saved.elsewhere}
    checked = None if elsewhere or saved.closed else grading.check(session, found.attempt.id, place, now)
    session.commit()
    if saved.closed:
        return see(found.address)
    page = with_entered(found, changes, saved.elsewhere, now)
    if checked is None and not elsewhere:
        typed = typed_of(page.posed[place].question, page.posed[place].response.given)
        page = entered_also(page, place, Entered(typed, refused=_why_unchecked(page.posed[place], typed)))
    if wants_fragment():
        return _question(page, place, 200 if checked is not None else 409 if elsewhere else 422)
    if checked is None or saved.elsewhere:
        return _under_way(page, 409 if saved.elsewhere else 422)
    return see(f"{found.address}#{anchor(place)}")


def _why_unchecked(posed: Posed, typed: Typed) -> str:
    form_class = form_for(posed.question)
    if not typed or form_class is None:
        return ANSWER_FIRST
    try:
        mark(posed.compiled, form_class(MultiDict(typed)).given())
    except BadAnswer as bad:
        return f"{bad.sentence} What you entered is saved."
    return ANSWER_FIRST


def _save(found: OwnAttempt, changes: Sequence[Change], now: datetime) -> Saved:
    """Save in one transaction; nothing to save needs none."""
    if not changes:
        return Saved(closed=not takes_answers(found.attempt, now))
    _attempt, saved = saving.save(write_db(), found.attempt.id, changes, now)
    write_db().commit()
    return saved


def _questions(posed: Sequence[Posed]) -> Mapping[int, Question]:
    wanted = {one.place: one.question for one in posed}
    return {place: question for place, question in wanted.items() if entering.sequence_name(place) in request.form}


def _under_way(page: AttemptPage, status: int = 200) -> Response:
    return _kept_nowhere(make_response(render_template("learning/attempt.html", page=page), status))


def _question(page: AttemptPage, place: int, status: int) -> Response:
    question = next(part.question for part in page.parts if part.question is not None and part.question.place == place)
    html = render_template("learning/attempt_question.html", question=question, page=page)
    response = make_response(html, status)
    response.headers["Content-Type"] = "text/x-fragment; charset=utf-8"
    return _kept_nowhere(response)


def _results(found: OwnAttempt, now: datetime) -> Response:
    front = front_of(opened(found.row), now)
    posed = posed_in(found)
    corrections = telling.sentences(read_db(), found.attempt.id, current_user.time_zone)
    page = ResultsPage(
        front,
        found.attempt,
        found.policy,
        posed,
        counted_in(posed),
        corrections,
        found.content.sources,
        found.content.sources_after,
    )
    return make_response(render_template("learning/attempt_results.html", page=page))


def _kept_nowhere(response: Response) -> Response:
    """A page that came from a cache would know an older state of the answers, and an older time left."""
    response.headers["Cache-Control"] = "no-store"
    return response


def _wants_json() -> bool:
    return request.accept_mimetypes.best == "application/json"


def _signed_out() -> Response:
    if _wants_json():
        response: Response = jsonify(signed_out())
        response.status_code = 401
        return response
    from_here: Response = to_sign_in()
    return from_here
