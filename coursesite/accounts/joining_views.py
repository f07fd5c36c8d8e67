"""Signing up, confirming the address, and the first admin's account."""

from datetime import datetime

from flask import Response, render_template, request, session, url_for
from flask_login import current_user
from sqlalchemy.exc import IntegrityError

from coursesite import clock
from coursesite.accounts import addresses, bounds, emails, joining, passwords, queries, tokens
from coursesite.accounts.forms import FirstAdminForm, NewAccountForm, SignUpForm
from coursesite.accounts.models import Role
from coursesite.accounts.session_views import (
    DeadLink,
    Submission,
    bp,
    count,
    enter,
    hasher,
    home,
    keep_cookie,
    live_link,
)
from coursesite.accounts.tokens import Purpose
from coursesite.mail import queries as mail
from coursesite.web.errors import Problem
from coursesite.web.redirects import home_path, see
from coursesite.web.state import client_address, read_db, settings, write_db

WRITTEN_TO = "written_to"


class NotOpen(Problem):
    """The owner has closed the door to new accounts."""

    status = 403
    title = "Accounts here are by invitation"
    happened = "Whoever runs this site invites the people who get an account."
    do = "If you have an invitation, open the link in it. If you have an account, sign in as always."


class AlreadyThere(Problem):
    """The address has got an account since the link was sent."""

    status = 409
    title = "You have an account already"
    happened = "Since this link was sent, an account was made with the same email address."
    kept = "That account is as it was."
    do = "Sign in with it. If you don’t know the password, ask for a new one on the sign-in page."


@bp.get("/sign-up")
def sign_up() -> str | Response:
    """The form; somebody signed in already goes on to where they wanted to be."""
    wanted = home_path(request.args.get("next"), "")
    if current_user.signed_in:
        return see(wanted or home())
    _check_open()
    return _page(SignUpForm(), wanted)


@bp.post("/sign-up")
def sign_up_post() -> str | Response | tuple[str, int]:
    """Write to the address. What comes back is the same whether it has an account or not."""
    _check_open()
    submission = Submission.of_request()
    if (earlier := submission.led_to()) is not None:
        return earlier
    form, wanted = SignUpForm(request.form), home_path(request.form.get("next"), "")
    if not form.validate():
        return _page(form, wanted), 422
    now, address = clock.now(), form.address.data or ""
    count(bounds.SIGN_UP_NETWORK, client_address(), now, submission.value)
    count(bounds.SIGN_UP_ADDRESS, address, now, submission.value)
    response = _write_to(address, {"visitor_id": current_user.id, "next": wanted}, submission, now)
    session[WRITTEN_TO] = address
    return response


def _write_to(address: str, details: dict[str, object], submission: Submission, now: datetime) -> Response:
    token = tokens.new()
    owner = queries.user_with_address(read_db(), address)
    if owner is not None:
        draft = emails.has_account(settings(), owner, url_for("accounts.reset", token=token))
    else:
        draft = emails.confirm_sign_up(settings(), address, url_for("accounts.confirm", token=token))
    db = write_db()
    if not submission.is_first(db, now):
        return submission.again(db)
    if owner is not None:
        tokens.issue(db, token, Purpose.RESET, now, user_id=owner.id)
    else:
        tokens.issue(db, token, Purpose.SIGN_UP, now, address=address, details=details)
    draft.put(db, now)
    return submission.done(db, url_for("accounts.sign_up_sent"))


@bp.get("/sign-up/sent")
def sign_up_sent() -> str:
    """What to do next: look into the mailbox."""
    return render_template("accounts/sent.html", address=session.get(WRITTEN_TO, ""), purpose="sign_up")


@bp.get("/sign-up/confirm/<token>")
def confirm(token: str) -> str:
    """The form for a password and a name. Looking at it spends nothing, so that a mail scanner may."""
    return _new_account_page(NewAccountForm(), live_link(Purpose.SIGN_UP, token).address or "")


@bp.post("/sign-up/confirm/<token>")
def confirm_post(token: str) -> str | Response | tuple[str, int]:
    """Make the account, with everything the person did as a visitor, and sign in."""
    submission = Submission.of_request()
    if (earlier := submission.led_to()) is not None:
        return earlier
    form, address = NewAccountForm(request.form), live_link(Purpose.SIGN_UP, token).address or ""
    if not will_do(form, address):
        return _new_account_page(form, address), 422
    now = clock.now()
    chosen = {
        "name": form.name.data or "",
        "password_hash": hasher().hashed(form.password.data or ""),
        "time_zone": form.time_zone.data or "",
    }
    db = write_db()
    if not submission.is_first(db, now):
        return submission.again(db)
    link = tokens.spend(db, Purpose.SIGN_UP, token, now)
    if link is None:
        raise DeadLink
    try:
        user_id = joining.confirm(db, link, now, **chosen)
    except IntegrityError:
        user_id = None
    if user_id is None:
        raise AlreadyThere
    mail.adopt(db, link.address or "", user_id)
    session_token = enter(db, user_id, now)
    response = submission.done(db, home_path(link.details.get("next"), "") or home())
    keep_cookie(session_token)
    return response


@bp.get("/first-admin/<token>")
def first_admin(token: str) -> str:
    """The form for the account of whoever runs the site."""
    live_link(Purpose.FIRST_ADMIN, token)
    return _first_page(FirstAdminForm())


@bp.post("/first-admin/<token>")
def first_admin_post(token: str) -> str | Response | tuple[str, int]:
    """Make the first admin's account and sign in. The link itself shows that this is the owner."""
    submission = Submission.of_request()
    if (earlier := submission.led_to()) is not None:
        return earlier
    live_link(Purpose.FIRST_ADMIN, token)
    form = FirstAdminForm(request.form)
    if not will_do(form, form.address.data or ""):
        return _first_page(form), 422
    now, address = clock.now(), form.address.data or ""
    hashed = hasher().hashed(form.password.data or "")
    db = write_db()
    if not submission.is_first(db, now):
        return submission.again(db)
    if queries.has_admin(db) or tokens.spend(db, Purpose.FIRST_ADMIN, token, now) is None:
        raise DeadLink
    more = {"password_hash": hashed, "time_zone": form.time_zone.data}
    user_id = joining.add_by_hand(db, address, form.name.data or "", Role.ADMIN, now, **more)
    if user_id is None:
        db.rollback()
        form.address.errors = ["This address has an account already. Use another one for the admin."]
        return _first_page(form), 422
    session_token = enter(db, user_id, now)
    response = submission.done(db, home(Role.ADMIN))
    keep_cookie(session_token)
    return response


def _check_open() -> None:
    if not settings().sign_up_open:
        raise NotOpen


def will_do(form: NewAccountForm, address: str) -> bool:
    """Whether everything in the form will do; if not, all that won't is said at once."""
    is_valid = form.validate()
    near = [settings().site_name, *addresses.halves(address), form.name.data or ""]
    problem = passwords.problem_with(form.password.data, near) if form.password.data else None
    if problem:
        form.password.errors = [problem]
    return is_valid and problem is None


def _page(form: SignUpForm, wanted: str) -> str:
    return render_template("accounts/sign_up.html", form=form, next=wanted)


def _new_account_page(form: NewAccountForm, address: str) -> str:
    return render_template("accounts/new_account.html", form=form, address=address)


def _first_page(form: FirstAdminForm) -> str:
    return render_template("accounts/first_admin.html", form=form)
