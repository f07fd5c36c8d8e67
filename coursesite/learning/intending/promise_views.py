"""One's own promises: the list, and each with what became of it."""

from collections.abc import Callable
from datetime import datetime

from flask import Response, make_response, render_template, request, url_for
from flask_login import current_user
from sqlalchemy.orm import Session

from coursesite import clock
from coursesite.learning import evenings
from coursesite.learning.course_views import bp
from coursesite.learning.intending import promising, queries
from coursesite.learning.intending.intend_forms import PromiseForm, ToldForm, WhenForm, WrongDay
from coursesite.learning.intending.models import Fate, Promise
from coursesite.learning.intending.pages import ON_A_PAGE, PromiseLine, PromisePage, PromisesPage
from coursesite.learning.intending.promising import Full, Gone, Meant, Told
from coursesite.learning.owndays import own_day
from coursesite.learning.records import queries as records
from coursesite.web import once
from coursesite.web.access import needs
from coursesite.web.errors import NotHere
from coursesite.web.paging import page_number, page_within
from coursesite.web.queries import outcome_of, set_outcome, spend_value
from coursesite.web.redirects import see
from coursesite.web.state import read_db, write_db

SURE = "Tick the box first, so that nothing is deleted by a slip."
DONE = {
    "told": "It is written down.",
    "next": "It is written down, and what comes next is a promise of its own now.",
    "postponed": "It has another day.",
    "reworded": "The new words are kept.",
    "taken-up": "It is open again.",
    "deleted": "It is deleted.",
}


class Refused(Exception):
    """Something that can't be taken: which form, and the sentence."""


@bp.get("/promises/")
@needs("learner")
def promises() -> str:
    """What the person who asks means to try: those whose day has come first."""
    session, now = read_db(), clock.now()
    total = queries.count_promises(session, current_user.id).total
    number = page_within(total, ON_A_PAGE, page_number())
    rows = queries.promises_of(session, current_user.id, (number - 1) * ON_A_PAGE, ON_A_PAGE)
    page = PromisesPage([PromiseLine(row, now) for row in rows], total, number)
    return render_template("learning/promises.html", page=page, notices=_notices())


@bp.get("/promises/<int:promise_id>/")
@needs("learner")
def promise(promise_id: int) -> Response:
    """One promise: what happened, what next."""
    return _shown(promise_id)


@bp.post("/promises/<int:promise_id>/")
@needs("learner")
def promise_post(promise_id: int) -> Response:
    """Say what became of it, give it another day or other words, let it go, take it up again, delete it."""
    submission = once.submitted()
    if led := outcome_of(read_db(), submission):
        return see(led)
    if queries.promise_of(read_db(), current_user.id, promise_id) is None:
        raise NotHere
    deed, session, now = request.form.get("do", ""), write_db(), clock.now()
    if deed not in DEEDS:
        return see(_page(promise_id))
    if not spend_value(session, submission, now):
        return see(outcome_of(session, submission) or url_for("learning.promises"))
    try:
        records.take_turn(session, current_user.id)
        leads = DEEDS[deed](session, promise_id)
    except Gone:
        session.rollback()
        raise NotHere from None
    except Refused as refusal:
        session.rollback()
        return _shown(promise_id, (deed, str(refusal)), 422)
    set_outcome(session, submission, leads)
    session.commit()
    return see(leads)


def _tell(session: Session, promise_id: int) -> str:
    form, now = ToldForm(request.form), clock.now()
    if form.sentence:
        raise Refused(form.sentence)
    told = Told(Fate(form.fate.data or ""), form.happened.data or "", form.onward.data or "")
    row = promising.tell(session, current_user.id, promise_id, told, now)
    if form.wants_next:
        _make_next(session, row, form)
        return url_for("learning.promises", done="next")
    return _page(promise_id, "told")


def _make_next(session: Session, row: Promise, form: ToldForm) -> None:
    meant = Meant(form.onward.data or "", _ask_at(form), form.by_mail)
    try:
        promising.make_next(session, row, meant, once.submitted(), clock.now())
    except Full as full:
        raise Refused(str(full)) from None


def _postpone(session: Session, promise_id: int) -> str:
    form = WhenForm(request.form)
    promising.postpone(session, current_user.id, promise_id, _ask_at(form), by_mail=form.by_mail)
    return _page(promise_id, "postponed")


def _reword(session: Session, promise_id: int) -> str:
    form = PromiseForm(request.form)
    if form.sentence:
        raise Refused(form.sentence)
    promising.reword(session, current_user.id, promise_id, form.text.data or "")
    return _page(promise_id, "reworded")


def _drop(session: Session, promise_id: int) -> str:
    promising.drop(session, current_user.id, promise_id, clock.now())
    return _page(promise_id)


def _take_up(session: Session, promise_id: int) -> str:
    promising.take_up(session, current_user.id, promise_id)
    return _page(promise_id, "taken-up")


def _delete(session: Session, promise_id: int) -> str:
    if request.form.get("sure") != "yes":
        raise Refused(SURE)
    queries.remove(session, Promise, current_user.id, promise_id)
    return url_for("learning.promises", done="deleted")


DEEDS: dict[str, Callable[[Session, int], str]] = {
    "tell": _tell,
    "postpone": _postpone,
    "reword": _reword,
    "drop": _drop,
    "take up": _take_up,
    "delete": _delete,
}


def _ask_at(form: WhenForm) -> datetime:
    try:
        day = form.day(own_day(clock.now(), current_user.time_zone))
    except WrongDay as wrong:
        raise Refused(str(wrong)) from None
    return evenings.evening_of(day, current_user.time_zone)


def _page(promise_id: int, done: str | None = None) -> str:
    return url_for("learning.promise", promise_id=promise_id, done=done)


def _shown(promise_id: int, refused: tuple[str, str] = ("", ""), status: int = 200) -> Response:
    placed = queries.promise_of(read_db(), current_user.id, promise_id)
    if placed is None:
        raise NotHere
    typed = {name: request.form.get(name, "") for name in request.form} if refused[0] else {}
    page = PromisePage(placed, clock.now(), typed, refused)
    told = [] if refused[0] else _notices()
    return make_response(render_template("learning/promise.html", page=page, notices=told), status)


def _notices() -> list[tuple[str, str]]:
    done = request.args.get("done", "")
    return [("good", DONE[done])] if done in DONE else []
