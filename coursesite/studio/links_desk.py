"""Secret links at which anybody reads a draft for a while: made, shown once, ended."""

import base64
import hashlib
import hmac
from datetime import timedelta

from flask import Response, make_response, render_template, request
from flask_login import current_user

from coursesite import clock
from coursesite.accounts import auditing
from coursesite.library.desk_views import allowed
from coursesite.studio.addresses import desk_href
from coursesite.studio.carrying_desk import subject_at
from coursesite.studio.publishing import link_queries
from coursesite.studio.publishing.pages.links import LinkPage
from coursesite.studio.studio_desk import bp
from coursesite.web import once
from coursesite.web.access import needs
from coursesite.web.queries import spend_value
from coursesite.web.redirects import see
from coursesite.web.state import settings, write_db

DAYS = {"1": 1, "7": 7, "30": 30}


@bp.post("/studio/write/<key>/links")
@needs("coach")
def make_link(key: str) -> Response:
    """Make a link and show it, this once."""
    subject = subject_at(key)
    allowed(subject.id, "writes")
    session, now, submission = write_db(), clock.now(), once.submitted()
    token = _token(submission)
    expires_at = now + timedelta(days=DAYS.get(request.form.get("days", ""), 7))
    if spend_value(session, submission, now):
        link_queries.put(session, subject.id, hash_of(token), current_user.id, now, expires_at)
        auditing.note(session, current_user.id, "made a preview link", subject.title, now)
        session.commit()
    found = link_queries.find(session, hash_of(token))
    if found is None:
        return see(desk_href(key, "publish#links"))
    page = LinkPage(subject, f"{settings().base_url}/preview/{token}/", found.expires_at, current_user.time_zone)
    response = make_response(render_template("studio/link.html", page=page))
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.post("/studio/write/<key>/links/<int:link_id>/end")
@needs("coach")
def end_link(key: str, link_id: int) -> Response:
    """End a link now."""
    subject = subject_at(key)
    allowed(subject.id, "writes")
    session, now = write_db(), clock.now()
    link_queries.end(session, subject.id, link_id)
    auditing.note(session, current_user.id, "ended a preview link", subject.title, now)
    session.commit()
    return see(desk_href(key, "publish?done=ended#links"))


def _token(submission: str) -> str:
    """The token of the link that one form makes: a second click on it shows the same link."""
    words = f"preview:{current_user.id}:{submission}"
    made = hmac.new(settings().secret_key.encode(), words.encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(made).decode().rstrip("=")


def hash_of(token: str) -> str:
    """What is kept of a link's token."""
    return hashlib.sha256(token.encode()).hexdigest()
