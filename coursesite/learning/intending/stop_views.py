"""Ending the mail about promises with one click from the mail itself."""

from flask import render_template

from coursesite.accounts.session_views import DeadLink
from coursesite.learning.course_views import bp
from coursesite.learning.intending import reminding_queries as queries
from coursesite.learning.intending.reminding import STOPS
from coursesite.learning.records import queries as records
from coursesite.mail import signing
from coursesite.web.security import one_click
from coursesite.web.state import settings, write_db


@bp.get("/promises/stop/<token>")
def promise_mail(token: str) -> str:
    """What it would end, with a button: a mail scanner that follows links ends nothing."""
    _person(token)
    return render_template("learning/promise_stop.html", address=f"/promises/stop/{token}", ended=False)


@bp.post("/promises/stop/<token>")
@one_click
def end_promise_mail(token: str) -> str:
    """End it for every promise. Answers with a page and never with a redirect, as RFC 8058 wants it."""
    user_id, session = _person(token), write_db()
    records.take_turn(session, user_id)
    queries.stop(session, user_id)
    session.commit()
    return render_template("learning/promise_stop.html", address=f"/promises/stop/{token}", ended=True)


def _person(token: str) -> int:
    found = signing.number_in(settings().secret_key, STOPS, token)
    if found is None:
        raise DeadLink
    return found
