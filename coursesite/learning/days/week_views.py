"""A look back at one's week: the days as they went, and three questions."""

from datetime import date, timedelta

from flask import Response, make_response, render_template, request
from flask_login import current_user

from coursesite import clock
from coursesite.learning import meanwhile
from coursesite.learning.course_views import bp
from coursesite.learning.days import queries
from coursesite.learning.days.day_forms import WeekForm
from coursesite.learning.days.day_views import own_today
from coursesite.learning.days.models import WeekLook
from coursesite.learning.days.pages import QUESTIONS, DayLine, WeekPage
from coursesite.learning.keeping import ASK_CONSENT, may_keep
from coursesite.learning.meanwhile import is_newer, seen_in
from coursesite.learning.records import queries as records
from coursesite.web.access import needs
from coursesite.web.errors import NotHere
from coursesite.web.redirects import see
from coursesite.web.state import read_db, write_db

KEPT = "What you wrote is kept."


@bp.get("/days/weeks/<monday>/")
@needs("learner")
def week(monday: str) -> Response:
    """A week that has begun."""
    return _page(_monday(monday))


@bp.post("/days/weeks/<monday>/")
@needs("learner")
def week_post(monday: str) -> Response:
    """Keep what somebody wrote looking back; an empty form takes it away."""
    begins, form, now = _monday(monday), WeekForm(request.form), clock.now()
    if form.sentence:
        return _page(begins, form, form.sentence)
    texts = {name: form.word(name) for name, _words, _hint in QUESTIONS}
    session = write_db()
    records.take_turn(session, current_user.id)
    look = queries.look_of(session, current_user.id, begins)
    is_same = look is None or texts == {name: getattr(look, name) for name in texts}
    if look is not None and not is_same and is_newer(look.written_at, seen_in(request.form)):
        session.rollback()
        return _page(begins, form, meanwhile.SENTENCE, 409)
    if not any(texts.values()):
        queries.remove_look(session, current_user.id, begins)
    elif may_keep(session, current_user.id, agrees=form.agrees, now=now):
        queries.put(session, WeekLook, {"user_id": current_user.id, "monday": begins}, {**texts, "written_at": now})
    else:
        session.rollback()
        return _page(begins, form, ASK_CONSENT)
    session.commit()
    return see(f"{request.path}?done=kept")


def _monday(text: str) -> date:
    """The Monday that an address names. Raises `NotHere` for another day, and for a week that is still to come."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise NotHere from None
    if found.isoformat() != text or found.weekday() != 0 or found > own_today():
        raise NotHere
    return found


def _page(monday: date, form: WeekForm | None = None, refused: str = "", status: int = 422) -> Response:
    session, user_id = read_db(fresh=status == 409), current_user.id
    look = queries.look_of(session, user_id, monday)
    rows = queries.days_between(session, user_id, monday, monday + timedelta(days=6))
    page = WeekPage(
        monday,
        own_today(),
        [DayLine(row) for row in rows],
        look,
        asks_consent=not records.has_consented(session, user_id),
        typed={name: form.word(name) for name, _words, _hint in QUESTIONS} if form else {},
        refused=refused,
        behind=form is not None and look is not None and is_newer(look.written_at, seen_in(request.form)),
        has_earlier=queries.has_before(session, user_id, monday),
    )
    told = [("good", KEPT)] if request.args.get("done") == "kept" and not refused else []
    return make_response(render_template("learning/week.html", page=page, notices=told), status if refused else 200)
