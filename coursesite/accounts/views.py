"""Signing in and out; everything else that accounts show stands beside it in the `…_views.py`."""

from flask import Flask, Response, render_template, request, url_for
from flask_login import current_user

from coursesite import clock
from coursesite.accounts import (
    bounds,
    joining_views,
    picture_views,
    queries,
    reset_views,
    session_views,
    settings_views,
    signing_in,
)
from coursesite.accounts.forms import SignInForm
from coursesite.accounts.joining import Arrival
from coursesite.accounts.models import User
from coursesite.accounts.session_views import (
    Closed,
    bp,
    count,
    enter,
    forget_cookie,
    hasher,
    home,
    keep_cookie,
    visitor_for_answer,
)
from coursesite.web import limits
from coursesite.web.redirects import home_path, see
from coursesite.web.state import client_address, database, read_db, settings, write_db

__all__ = ["init", "keep_cookie", "visitor_for_answer"]

VIEWS = (joining_views, reset_views, settings_views, picture_views)


def init(app: Flask, *, on_arrival: list[Arrival]) -> None:
    """Set up who is asking, and register the pages. `on_arrival` is called when a visitor signs in to an account."""
    session_views.init(app, on_arrival)
    app.register_blueprint(bp)


@bp.get("/sign-in")
def sign_in() -> str | Response:
    """The form; somebody signed in already goes on to where they wanted to be."""
    wanted = home_path(request.args.get("next"), "")
    if current_user.signed_in:
        return see(wanted or home(current_user.role))
    return _page(SignInForm(), wanted)


@bp.post("/sign-in")
def sign_in_post() -> str | Response | tuple[str, int]:
    """Sign in, and go on to where the person wanted to be."""
    form, wanted = SignInForm(request.form), home_path(request.form.get("next"), "")
    if not form.validate():
        return _page(form, wanted), 422
    user = _checked(form)
    if user is None:
        form.form_errors = ["This address and this password don’t go together."]
        return _page(form, wanted), 422
    if user.disabled_at is not None:
        raise Closed
    password = form.password.data or ""
    rehashed = hasher().hashed(password) if hasher().is_outdated(user.password_hash or "") else None
    db = write_db()
    token = enter(db, user.id, clock.now())
    if rehashed:
        queries.change_user(db, user.id, password_hash=rehashed)
    db.commit()
    keep_cookie(token)
    return see(wanted or home(user.role))


def _checked(form: SignInForm) -> User | None:
    """The account that the address and the password belong to. As slow for an address that nobody has."""
    now, network, address = clock.now(), client_address(), form.address.data or ""
    pair = f"{network} {address}"
    count(bounds.SIGN_IN_NETWORK, network, now)
    count(bounds.SIGN_IN_ACCOUNT, pair, now)
    user = queries.user_with_address(read_db(), address)
    if not hasher().matches(user.password_hash if user else None, form.password.data or ""):
        return None
    limits.forgive(database(), bounds.SIGN_IN_ACCOUNT, pair, settings().secret_key)
    return user


def _page(form: SignInForm, wanted: str) -> str:
    return render_template("accounts/sign_in.html", form=form, next=wanted)


@bp.post("/sign-out")
def sign_out() -> Response:
    """End this browser's session. The cookie and every copy of it open nothing from here on."""
    if current_user.id is not None:
        db = write_db()
        signing_in.end_one(db, current_user.id, current_user.sign_in_id)
        db.commit()
    forget_cookie()
    return see(url_for("front.home"))
