"""The frame of one's days: today's, the standing one, and the look back at a week."""

from collections.abc import Mapping, Sequence
from datetime import date

from flask import Response, make_response, render_template, request, url_for
from flask_login import current_user

from coursesite import clock
from coursesite.learning import meanwhile
from coursesite.learning.course_views import bp
from coursesite.learning.days import frames, queries
from coursesite.learning.days.bounds import BACK
from coursesite.learning.days.day_forms import DayForm
from coursesite.learning.days.models import Day
from coursesite.learning.days.pages import ON_A_PAGE, DayLine, DaysPage
from coursesite.learning.keeping import ASK_CONSENT, may_keep
from coursesite.learning.meanwhile import is_newer, seen_in
from coursesite.learning.owndays import own_day
from coursesite.learning.records import queries as records
from coursesite.web.access import needs
from coursesite.web.redirects import see
from coursesite.web.state import read_db, write_db

DONE = {
    "day": "Your day is kept.",
    "frame": "Kept. New days begin from this frame; today is kept with it.",
    "emptied": "Nothing is kept for this day.",
}
GONE_BY = (
    "The day that this was written for can’t be written down any more, or hasn’t come yet where you are. Nothing was "
    "kept; what you wrote is still here, and would be kept for today."
)


@bp.get("/days/")
@needs("learner")
def days() -> Response:
    """Today, and the days before."""
    return _page(_day(request.args.get("day", "")) or own_today())


@bp.post("/days/")
@needs("learner")
def days_post() -> Response:
    """Keep a day; with the other button, its frame for all days to come as well."""
    form, now = DayForm(request.form), clock.now()
    # A form that was opened before midnight is about the day on which it was opened.
    day = _day(request.form.get("day", ""))
    held = request.form.getlist("held")
    if day is None:
        return _page(own_today(), form, held, GONE_BY)
    if form.sentence:
        return _page(day, form, held, form.sentence)
    lived, as_frame = form.lived(held), request.form.get("do") == "frame"
    session = write_db()
    records.take_turn(session, current_user.id)
    if not lived.is_empty and not may_keep(session, current_user.id, agrees=form.agrees, now=now):
        session.rollback()
        return _page(day, form, held, ASK_CONSENT)
    try:
        frames.keep_day(session, current_user.id, day, lived, now, seen_in(request.form))
    except meanwhile.Newer:
        session.rollback()
        return _page(day, form, held, meanwhile.SENTENCE, 409)
    if as_frame:
        frames.keep_frame(session, current_user.id, lived.parts, now)
    session.commit()
    done = "frame" if as_frame else "emptied" if lived.is_empty else "day"
    return see(url_for("learning.days", done=done, day=None if day == own_today() else day.isoformat()))


def own_today() -> date:
    """The day that it is for the person who asks."""
    return own_day(clock.now(), current_user.time_zone)


def _day(asked: str) -> date | None:
    """The day that is asked for, if it has come and can still be written about."""
    today = own_today()
    try:
        day = date.fromisoformat(asked)
    except ValueError:
        return None
    if today - BACK <= day <= today or queries.day_of(read_db(), current_user.id, day) is not None:
        return day
    return None


def _page(
    day: date, form: DayForm | None = None, held: Sequence[str] = (), refused: str = "", status: int = 422
) -> Response:
    session, today, user_id = read_db(fresh=status == 409), own_today(), current_user.id
    kept, frame = queries.day_of(session, user_id, day), queries.frame_of(session, user_id)
    rows = queries.days_before(session, user_id, _before(day), ON_A_PAGE + 1)
    last = rows[0] if rows and rows[0].day < day else None
    parts, begun_from = _beginning(kept, frames.parts_of_frame(frame), last)
    page = DaysPage(
        day,
        today,
        form.parts if form else parts,
        held if form else list(kept.held) if kept else (),
        form.word("note") if form else kept.note if kept else "",
        begun_from="" if form else begun_from,
        has_frame=frame is not None,
        last=last,
        lines=[DayLine(row) for row in rows[:ON_A_PAGE]],
        has_more=len(rows) > ON_A_PAGE,
        asks_consent=not records.has_consented(session, user_id),
        refused=refused,
        kept=kept,
        behind=form is not None and kept is not None and is_newer(kept.changed_at, seen_in(request.form)),
    )
    done = request.args.get("done", "")
    told = [("good", DONE[done])] if done in DONE and not refused else []
    return make_response(render_template("learning/days.html", page=page, notices=told), status if refused else 200)


def _beginning(kept: Day | None, frame: Mapping[str, str], last: Day | None) -> tuple[Mapping[str, str], str]:
    """What the form begins with: what is kept, else the standing frame or (asked for, or without one) the last day."""
    if kept is not None:
        return frames.parts_of_day(kept), ""
    if last is not None and (request.args.get("from") == "last" or not any(frame.values())):
        return frames.parts_of_day(last), "last"
    return frame, "frame" if any(frame.values()) else ""


def _before(day: date) -> date:
    """Before which day the list begins."""
    try:
        return date.fromisoformat(request.args.get("before", ""))
    except ValueError:
        return day
