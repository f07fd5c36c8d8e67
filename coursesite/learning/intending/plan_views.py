"""One's own if-then plans: all of them, one at a time, and one of one's own without a lesson."""

from collections.abc import Callable

from flask import Response, make_response, render_template, request, url_for
from flask_login import current_user
from sqlalchemy.orm import Session

from coursesite import clock
from coursesite.learning.course_views import bp
from coursesite.learning.intending import planning, queries
from coursesite.learning.intending.intend_forms import PlanForm
from coursesite.learning.intending.models import Plan
from coursesite.learning.intending.pages import ON_A_PAGE, PlanLine, PlansPage
from coursesite.learning.intending.promising import Full, Gone
from coursesite.learning.keeping import ASK_CONSENT, may_keep
from coursesite.learning.records import queries as records
from coursesite.learning.review import belonging_queries as card_rows
from coursesite.learning.review import meeting
from coursesite.learning.review import queries as cards
from coursesite.web import once
from coursesite.web.access import needs
from coursesite.web.errors import NotHere
from coursesite.web.paging import page_number, page_within
from coursesite.web.queries import outcome_of, set_outcome, spend_value
from coursesite.web.redirects import see
from coursesite.web.state import read_db, write_db

SURE = "Tick the box first, so that nothing is deleted by a slip."
DONE = {
    "kept": "The plan is kept.",
    "changed": "The new words are kept.",
    "away": "The plan is put away. It stands here whenever you want it back.",
    "back": "The plan is back among the others.",
    "deleted": "The plan is deleted.",
    "review": "The plan comes back to you in your reviews.",
    "left": "The plan comes back no more.",
}


class Refused(Exception):
    """A change that can't be made; the message says why."""


@bp.get("/plans/")
@needs("learner")
def plans() -> Response:
    """All plans of the person who asks."""
    return _list()


@bp.post("/plans/")
@needs("learner")
def plans_post() -> Response:
    """Keep a plan of one's own, without a lesson."""
    form = PlanForm(request.form)
    if form.sentence:
        return _list(form, form.sentence)
    session, now = write_db(), clock.now()
    records.take_turn(session, current_user.id)
    if not may_keep(session, current_user.id, agrees=form.keep.data == "yes", now=now):
        session.rollback()
        return _list(form, ASK_CONSENT)
    try:
        planning.plan(session, current_user.id, form.halves, once.submitted(), now)
    except Full as full:
        session.rollback()
        return _list(form, str(full))
    session.commit()
    return see(url_for("learning.plans", done="kept"))


@bp.get("/plans/<int:plan_id>/")
@needs("learner")
def plan(plan_id: int) -> Response:
    """One plan."""
    return _shown(plan_id)


@bp.post("/plans/<int:plan_id>/")
@needs("learner")
def plan_post(plan_id: int) -> Response:
    """Change it, put it away, bring it back, delete it."""
    submission = once.submitted()
    if led := outcome_of(read_db(), submission):
        return see(led)
    if queries.plan_of(read_db(), current_user.id, plan_id) is None:
        raise NotHere
    deed, session, now = request.form.get("do", ""), write_db(), clock.now()
    if deed not in DEEDS:
        return see(url_for("learning.plan", plan_id=plan_id))
    if not spend_value(session, submission, now):
        return see(outcome_of(session, submission) or url_for("learning.plans"))
    try:
        records.take_turn(session, current_user.id)
        leads = DEEDS[deed](session, plan_id)
    except Gone:
        session.rollback()
        raise NotHere from None
    except Refused as refusal:
        session.rollback()
        return _shown(plan_id, (deed, str(refusal)), 422)
    set_outcome(session, submission, leads)
    session.commit()
    return see(leads)


def _change(session: Session, plan_id: int) -> str:
    form = PlanForm(request.form)
    if form.sentence:
        raise Refused(form.sentence)
    planning.change(session, current_user.id, plan_id, form.halves, clock.now())
    return url_for("learning.plans", done="changed")


def _put_away(session: Session, plan_id: int) -> str:
    planning.put_away(session, current_user.id, plan_id, clock.now())
    meeting.leave_plan(session, current_user.id, plan_id, clock.now())
    return url_for("learning.plan", plan_id=plan_id, done="away")


def _bring_back(session: Session, plan_id: int) -> str:
    planning.bring_back(session, current_user.id, plan_id)
    return url_for("learning.plans", done="back")


def _delete(session: Session, plan_id: int) -> str:
    if request.form.get("sure") != "yes":
        raise Refused(SURE)
    card_rows.forget_plan(session, plan_id)
    queries.remove(session, Plan, current_user.id, plan_id)
    return url_for("learning.plans", done="deleted")


def _review(session: Session, plan_id: int) -> str:
    meeting.meet_plan(session, current_user.id, plan_id, clock.now())
    return url_for("learning.plan", plan_id=plan_id, done="review")


def _leave(session: Session, plan_id: int) -> str:
    meeting.leave_plan(session, current_user.id, plan_id, clock.now())
    return url_for("learning.plan", plan_id=plan_id, done="left")


DEEDS: dict[str, Callable[[Session, int], str]] = {
    "change": _change,
    "put away": _put_away,
    "bring back": _bring_back,
    "delete": _delete,
    "review": _review,
    "leave": _leave,
}


def _list(form: PlanForm | None = None, refused: str = "") -> Response:
    session, away = read_db(), request.args.get("show") == "away"
    many = queries.count_plans(session, current_user.id)
    put_away = many.total - many.running
    number = page_within(put_away if away else many.running, ON_A_PAGE, page_number())
    rows = queries.plans_of(session, current_user.id, (number - 1) * ON_A_PAGE, ON_A_PAGE, away=away)
    page = PlansPage(
        [PlanLine(row) for row in rows],
        many.running,
        put_away,
        number,
        away,
        asks_consent=not records.has_consented(session, current_user.id),
        once=once.submitted(),
        cue=(form.cue.data or "") if form else "",
        response=(form.response.data or "") if form else "",
        refused=refused,
    )
    told = [] if refused else _notices()
    return make_response(render_template("learning/plans.html", page=page, notices=told), 422 if refused else 200)


def _shown(plan_id: int, refused: tuple[str, str] = ("", ""), status: int = 200) -> Response:
    placed = queries.plan_of(read_db(), current_user.id, plan_id)
    if placed is None:
        raise NotHere
    typed = {name: request.form.get(name, "") for name in ("cue", "response")} if refused[0] == "change" else {}
    told = [] if refused[0] else _notices()
    card = cards.card_about(read_db(), current_user.id, None, "", plan_id)
    page = render_template(
        "learning/plan.html",
        page=PlanLine(placed),
        comes_back=card is not None and card.left_out_at is None,
        typed=typed,
        refused=refused,
        notices=told,
    )
    return make_response(page, status)


def _notices() -> list[tuple[str, str]]:
    done = request.args.get("done", "")
    return [("good", DONE[done])] if done in DONE else []
