"""The cookie and the session behind it, for every page: who is asking, beginning, running on, ending."""

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, Flask, Response, current_app, request, session, url_for
from flask_login import LoginManager, current_user
from sqlalchemy.orm import Session

from coursesite import clock
from coursesite.accounts import bounds, devices, joining, queries, signing_in, tokens
from coursesite.accounts.joining import Arrival
from coursesite.accounts.models import COACHES, User
from coursesite.accounts.passwords import Hasher
from coursesite.accounts.people import Guest, Person
from coursesite.accounts.tokens import Link, Purpose
from coursesite.web import limits, once
from coursesite.web.errors import Problem
from coursesite.web.limits import Limit
from coursesite.web.queries import outcome_of, set_outcome, spend_value
from coursesite.web.redirects import see
from coursesite.web.state import client_address, database, read_db, settings, write_db

bp = Blueprint("accounts", __name__)

COOKIE_FIELD = "_user_id"
"""Where Flask-Login looks for what a person's `get_id` gave."""


class DeadLink(Problem):
    """A link from a mail that was used, has run out, or never was."""

    status = 410
    title = "This link no longer works"
    happened = "It has been used already, it has run out, or a part of it was lost on the way."
    kept = "Nothing was changed."
    do = "If you have signed up, try to sign in. Otherwise ask for a new link where you asked for this one."


class Closed(Problem):
    """An account that an admin has closed."""

    status = 403
    title = "This account is closed"
    happened = "Whoever runs this site has closed it, so that nobody can sign in to it."
    kept = "What belongs to the account is still there."
    do = "If you think this is a mistake, write to whoever runs this site."


def init(app: Flask, on_arrival: list[Arrival]) -> None:
    """Tell Flask-Login how to find a person, and let sessions run on."""
    manager = LoginManager(app)
    manager.session_protection = None
    manager.anonymous_user = Guest
    manager.user_loader(_find)
    app.extensions["on_arrival"] = on_arrival
    app.before_request(_run_on)


def _find(token: str) -> Person | None:
    return signing_in.person_with_token(read_db(), token, clock.now())


def _run_on() -> None:
    """On a POST, at most once an hour, let the session last thirty days from now.

    It commits by itself before the view begins: it neither waits for the view's transaction nor is lost with it.
    """
    now = clock.now()
    if request.method != "POST" or current_user.id is None or not signing_in.is_due(current_user, now):
        return
    with database().writing() as db:
        signing_in.run_on(db, current_user, now)
        db.commit()
    session.modified = True


@bp.after_request
def _keep_nowhere(response: Response) -> Response:
    """These pages show addresses and links that nobody else should find in a shared browser."""
    if "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store"
    return response


def visitor_for_answer() -> tuple[int, str | None]:
    """Whose answer this is: the id of the person asking, or of a visitor who begins here, in `write_db()`.

    For a new visitor there is a token too: give it to `keep_cookie` after the commit. Call this before anything else
    writes: it counts the visits from one network address first, by itself. Raises `TooMany`.
    """
    if current_user.id is not None:
        person_id: int = current_user.id
        return person_id, None
    now = clock.now()
    count(bounds.VISITS_NETWORK, client_address(), now)
    return signing_in.begin_visit(write_db(), device(), now)


def live_link(purpose: Purpose, token: str) -> Link:
    """What a link from a mail would do, without spending it. Raises `DeadLink`."""
    link = tokens.look(read_db(), purpose, token, clock.now())
    if link is None:
        raise DeadLink
    return link


def owner_of(purpose: Purpose, token: str) -> User:
    """Whose link this is, without spending it. Raises `DeadLink`, also where the account is closed or gone."""
    user_id = live_link(purpose, token).user_id
    owner = None if user_id is None else queries.user_with_id(read_db(), user_id)
    if owner is None or owner.disabled_at is not None or owner.erased_at is not None:
        raise DeadLink
    return owner


def keep_cookie(token: str | None) -> None:
    """Let this browser carry the session with this token from now on; nothing for None. Comes after the commit."""
    if token is None:
        return
    session.clear()
    session.permanent = True
    session[COOKIE_FIELD] = token


def forget_cookie() -> None:
    """Let this browser be nobody's."""
    session.clear()


def enter(db: Session, user_id: int, now: datetime) -> str:
    """Begin a session for an account in this browser, and give it what was done here as a visitor; gives the token."""
    if current_user.id is not None and not current_user.signed_in:
        joining.arrive(db, current_user.id, user_id, now, current_app.extensions["on_arrival"])
    return signing_in.begin_sign_in(db, user_id, device(), now)


def device() -> str:
    """This browser in a few words."""
    return devices.described(request.headers.get("User-Agent", ""))


def hasher() -> Hasher:
    """This site's way of hashing passwords."""
    return Hasher(settings())


def is_own_password(password: str) -> bool:
    """Whether this is the password of who asks. Counts the try. Raises `TooMany`."""
    # Counted each time, a double click too: else one form, sent again and again, would guess without end.
    count(bounds.OWN_PASSWORD, str(current_user.id), clock.now())
    user = queries.user_with_id(read_db(), current_user.id)
    return hasher().matches(user.password_hash if user else None, password)


def count(limit: Limit, subject: str, now: datetime, submission: str = "") -> None:
    """Count one try. Raises `TooMany`."""
    limits.count(database(), limit, subject, settings().secret_key, now, submission=submission)


def home(role: str = "") -> str:
    """Where a person goes who has just signed in and wanted nothing else: a coach to the desk, all others to learn."""
    return url_for("studio.today" if role in COACHES else "learning.mine")


@dataclass(frozen=True, slots=True)
class Submission:
    """One showing of a form, sent once or, by a double click, several times."""

    value: str

    @classmethod
    def of_request(cls) -> "Submission":
        """The one that this request brings."""
        return cls(once.submitted())

    def led_to(self) -> Response | None:
        """Where it led before, for a form that is sent again a moment later; None if nothing was done for it yet."""
        path = outcome_of(read_db(), self.value)
        return see(path) if path else None

    def is_first(self, db: Session, now: datetime) -> bool:
        """Whether nothing has been done for it yet; True once, to whoever asks first."""
        return spend_value(db, self.value, now)

    def done(self, db: Session, path: str) -> Response:
        """Remember where it led, commit, and go there."""
        set_outcome(db, self.value, path)
        db.commit()
        return see(path)

    def again(self, db: Session) -> Response:
        """Go where it led the first time."""
        path = outcome_of(db, self.value)
        db.rollback()
        return see(path or url_for("front.home"))
