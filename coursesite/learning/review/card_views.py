"""All that may come back, how somebody wants to be asked, and the link that ends reminders."""

from flask import Response, make_response, render_template, request
from flask_login import current_user

from coursesite import clock
from coursesite.accounts.session_views import DeadLink
from coursesite.learning.course_views import bp
from coursesite.learning.owndays import begins, in_words, own_day
from coursesite.learning.records import queries as records
from coursesite.learning.review import meeting, queries
from coursesite.learning.review.card_pages import ON_A_PAGE, CardsPage, lines_of
from coursesite.learning.review.models import ReviewSettings
from coursesite.learning.review.queries import MINUTES, Reminding
from coursesite.learning.review.reminding import STOP
from coursesite.learning.review.settings_forms import PauseForm, ReviewForm
from coursesite.learning.review.today import is_paused, wordings
from coursesite.mail import signing
from coursesite.web.access import needs
from coursesite.web.errors import NotHere
from coursesite.web.paging import page_number, page_within
from coursesite.web.redirects import see
from coursesite.web.security import one_click
from coursesite.web.state import read_db, settings, write_db

CARDS, SETTINGS = "/review/cards", "/review/settings"
MOST_PLANS = 20
DONE = {
    "kept": "This is kept.",
    "paused": "Nothing is asked now. What you know is kept as it is, and nothing piles up.",
    "on": "You are asked again.",
    "plan": "You are asked after this plan from now on.",
}


@bp.get(CARDS)
@needs("learner")
def review_cards() -> str:
    """Everything that may come back, when and why."""
    session = read_db()
    total = queries.count_of(session, current_user.id)
    number = page_within(total, ON_A_PAGE, page_number())
    cards = queries.cards_of(session, current_user.id, ON_A_PAGE, (number - 1) * ON_A_PAGE)
    asked = [card for card in cards if card.is_asked]
    reviews = queries.last_reviews(session, [card.id for card in cards]) if cards else {}
    day = own_day(clock.now(), current_user.time_zone)
    lines = lines_of(cards, wordings(session, asked), reviews, day, current_user.time_zone)
    plans = queries.plans_without_card(session, current_user.id, MOST_PLANS)
    page = CardsPage(lines, total, number, plans)
    return render_template("learning/review_cards.html", page=page, notices=_notices())


@bp.post("/review/plans/<int:plan_id>")
@needs("learner")
def review_plan(plan_id: int) -> Response:
    """Ask me after this plan of mine."""
    records.take_turn(write_db(), current_user.id)
    if not meeting.meet_plan(write_db(), current_user.id, plan_id, clock.now()):
        raise NotHere
    write_db().commit()
    return see(f"{CARDS}?done=plan")


@bp.route(SETTINGS, methods=["GET", "POST"])
@needs("learner")
def review_settings() -> Response:
    """Minutes a day, a pause, reminders."""
    now, found = clock.now(), queries.settings_of(read_db(), current_user.id)
    today = own_day(now, current_user.time_zone)
    form = ReviewForm(request.form if _does("keep") else None, data=_values(found))
    pause = PauseForm(request.form if _does("pause") else None, today=today)
    if request.method == "POST":
        done = _kept(form) or _paused(pause) or _gone_on()
        if done:
            return see(f"{SETTINGS}?done={done}")
    until = found.paused_until if found is not None else None
    page = {
        "paused": is_paused(found, now),
        "until": in_words(own_day(until, current_user.time_zone)) if until is not None else "",
        "zone": current_user.time_zone.replace("_", " "),
    }
    values = {"form": form, "pause": pause, "page": page, "notices": _notices()}
    status = 422 if request.method == "POST" else 200
    return make_response(render_template("learning/review_settings.html", **values), status)


def _does(word: str) -> bool:
    return request.method == "POST" and request.form.get("do") == word


def _values(found: ReviewSettings | None) -> dict[str, object]:
    names = ("minutes", "by_mail", "remind_at", "quiet_from", "quiet_to")
    if found is not None:
        return {name: getattr(found, name) for name in names}
    first = Reminding()
    return dict(zip(names, (MINUTES, False, first.remind_at, first.quiet_from, first.quiet_to), strict=True))


def _kept(form: ReviewForm) -> str:
    if not _does("keep") or not form.validate():
        return ""
    return _put("kept", **form.data)


def _paused(pause: PauseForm) -> str:
    if not _does("pause") or not pause.validate():
        return ""
    until = None if pause.day is None else begins(pause.day, current_user.time_zone)
    return _put("paused", paused_at=clock.now(), paused_until=until)


def _gone_on() -> str:
    return _put("on", paused_at=None, paused_until=None) if _does("on") else ""


def _put(done: str, **values: object) -> str:
    records.take_turn(write_db(), current_user.id)
    queries.put_settings(write_db(), current_user.id, **values)
    write_db().commit()
    return done


def _notices() -> list[tuple[str, str]]:
    done = DONE.get(request.args.get("done", ""))
    return [("good", done)] if done else []


@bp.get("/review/stop/<token>")
def stop_review(token: str) -> str:
    """What the link of a reminder ends, with a button: a mail scanner that follows links ends nothing."""
    found = queries.settings_of(read_db(), _whose(token))
    return _stopping(token, running=found is not None and found.by_mail)


@bp.post("/review/stop/<token>")
@one_click
def end_review(token: str) -> str:
    """End the reminders. Answers with a page and never with a redirect, as RFC 8058 wants it."""
    user_id = _whose(token)
    records.take_turn(write_db(), user_id)
    queries.end_mail(write_db(), user_id)
    write_db().commit()
    return _stopping(token, running=False)


def _whose(token: str) -> int:
    user_id = signing.number_in(settings().secret_key, STOP, token)
    if user_id is None:
        raise DeadLink
    return user_id


def _stopping(token: str, *, running: bool) -> str:
    return render_template("learning/review_stop.html", address=f"/review/stop/{token}", is_running=running)
