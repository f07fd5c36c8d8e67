"""What comes back: one card after the other, what came of an answer, and leaving one out."""

from typing import Any
from urllib.parse import urlencode

from flask import Response, make_response, render_template, request
from flask_login import current_user

from coursesite import clock
from coursesite.exercises import BadAnswer, Compiled, Marking, Outcome, mark
from coursesite.learning.course_views import bp
from coursesite.learning.forms import form_for
from coursesite.learning.lesson_views import FRAGMENT, wants_fragment
from coursesite.learning.owndays import own_day
from coursesite.learning.review import queries, reviewing, today
from coursesite.learning.review.models import CardReview
from coursesite.learning.review.pages import HOME, CardPage, HomePage, answered_page, asked_page
from coursesite.learning.review.reviewing import Said
from coursesite.learning.review.today import Asked
from coursesite.learning.showing.typed import Refused
from coursesite.library import reading
from coursesite.web import once
from coursesite.web.access import needs
from coursesite.web.errors import NotHere
from coursesite.web.redirects import see
from coursesite.web.state import read_db, write_db


@bp.get("/review/")
@needs("learner")
def review() -> str:
    """The first of what is asked today; or, asked for, of what would come beyond the day's share."""
    now, more = clock.now(), _wants_more()
    found = today.today_of(read_db(), current_user.id, current_user.time_zone, now)
    first = next(iter((*found.asked, *found.more) if more else found.asked), None)
    card = None if first is None else asked_page(first, found.day, _seed(first), None, more=more)
    coming = None if first is not None else queries.next_after(read_db(), current_user.id, found.day)
    has_cards = first is not None or coming is not None or queries.count_of(read_db(), current_user.id) > 0
    page = HomePage(found, card, coming, has_cards, current_user.time_zone, more and not found.asked)
    return render_template("learning/review.html", page=page)


@bp.post("/review/<int:card_id>/answer")
@needs("learner")
def answer_card(card_id: int) -> Response:
    """Answer a question that came back."""
    asked = _found(card_id)
    form_class = form_for(asked.exercise.question()) if asked.exercise is not None else None
    if asked.exercise is None or asked.content is None or form_class is None:
        raise NotHere
    try:
        given = form_class(request.form).given()
        marking = mark(asked.exercise, given)
    except BadAnswer as bad:
        typed = {name: request.form.getlist(name) for name in request.form}
        return _refused(asked, Refused(bad.sentence, typed))
    said = Said(marking.outcome, once.submitted(), given, asked.content.revision_id)
    return _taken(asked, said)


@bp.post("/review/<int:card_id>/judge")
@needs("learner")
def judge_card(card_id: int) -> Response:
    """Say of a plan or a conversation how well it was remembered, or how it would go."""
    asked = _found(card_id)
    if asked.exercise is not None or request.form.get("was") not in (Outcome.right, Outcome.partly, Outcome.wrong):
        raise NotHere
    return _taken(asked, Said(Outcome(request.form["was"]), once.submitted()))


@bp.get("/review/answers/<int:review_id>")
@needs("learner")
def card_answer(review_id: int) -> str:
    """What came of an answer, in the wording in which it was given."""
    found = queries.review(read_db(), current_user.id, review_id)
    page = _answered(found, fresh=False) if found is not None else None
    if page is None:
        raise NotHere
    return render_template("learning/review_answer.html", page=page)


@bp.post("/review/answers/<int:review_id>/easy")
@needs("learner")
def easy_card(review_id: int) -> Response:
    """Say of a right answer that it was easy."""
    day = own_day(clock.now(), current_user.time_zone)
    found = reviewing.call_easy(write_db(), current_user.id, review_id, day)
    if found is None:
        raise NotHere
    write_db().commit()
    return _shown(found)


@bp.post("/review/<int:card_id>/leave")
@needs("learner")
def leave_card(card_id: int) -> Response:
    """Ask this no more, or ask it again."""
    reviewing.leave(write_db(), current_user.id, card_id, clock.now(), back=request.form.get("back") == "yes")
    write_db().commit()
    page = request.form.get("page", "")
    if page.isascii() and page.isdigit():
        return see(f"{HOME}cards?{urlencode({'page': page[:5]})}#card-{card_id}")
    return see(HOME)


def _wants_more() -> bool:
    return request.args.get("more") == "1"


def _seed(asked: Asked) -> str:
    """Another order of options each time that the card comes back, and the same until it is answered."""
    return f"{asked.card.id} {asked.card.memory.last_review}"


def _found(card_id: int) -> Asked:
    asked = today.one_of(read_db(), current_user.id, card_id)
    if asked is None:
        raise NotHere
    return asked


def _taken(asked: Asked, said: Said) -> Response:
    now = clock.now()
    day = own_day(now, current_user.time_zone)
    found = reviewing.review(write_db(), current_user.id, asked.card.id, said, day, now)
    if found is None:
        # Answered in another window; what comes next stands there.
        return see(HOME)
    write_db().commit()
    return _shown(found)


def _shown(found: CardReview) -> Response:
    """Its page; or its part of the page, where the script asked."""
    if not wants_fragment():
        return see(f"{HOME}answers/{found.id}{'?more=1' if _wants_more() else ''}")
    page = _answered(found, fresh=True)
    return _fragment(page) if page is not None else see(HOME)


def _answered(found: CardReview, *, fresh: bool) -> CardPage | None:
    session = read_db(fresh=fresh)
    card = queries.placed(session, current_user.id, found.card_id)
    if card is None:
        return None
    asked, marking = Asked(card), None
    if found.revision_id is not None:
        content = reading.content(session, found.revision_id)
        exercise = content.exercises[card.exercise]
        asked, marking = Asked(card, exercise, content), _marking(exercise, found.given)
    day = own_day(clock.now(), current_user.time_zone)
    # Only right after the answer is it known when the card comes back, and can it still be called easy.
    due = card.memory.due if card.memory.last_review == day else None
    seed = f"{card.id} {found.before.get('last_review')}"
    return answered_page(asked, day, seed, found, due, marking, more=_wants_more())


def _marking(exercise: Compiled, given: dict[str, Any]) -> Marking | None:
    try:
        return mark(exercise, given)
    except BadAnswer:
        # A newer compiler reads the old wording otherwise; what came of it is still known.
        return None


def _refused(asked: Asked, refused: Refused) -> Response:
    """The question once more, with the sentence and what was typed in its fields."""
    day = own_day(clock.now(), current_user.time_zone)
    page = asked_page(asked, day, _seed(asked), refused, more=_wants_more())
    if wants_fragment():
        return _fragment(page, 422)
    return make_response(render_template("learning/review_answer.html", page=page), 422)


def _fragment(page: CardPage, status: int = 200) -> Response:
    response = make_response(render_template("learning/review_card.html", page=page), status)
    response.headers["Content-Type"] = f"{FRAGMENT}; charset=utf-8"
    response.headers["Cache-Control"] = "no-store"
    return response
