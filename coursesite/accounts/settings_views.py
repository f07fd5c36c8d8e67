"""A person's own settings: name and time zone, address, password, sessions."""

from flask import Response, render_template, request, url_for
from flask_login import current_user
from sqlalchemy.exc import IntegrityError

from coursesite import clock
from coursesite.accounts import addresses, bounds, emails, joining, passwords, queries, signing_in, tokens
from coursesite.accounts.forms import NewAddressForm, NewPasswordForm, ProfileForm
from coursesite.accounts.session_views import (
    DeadLink,
    Submission,
    bp,
    count,
    forget_cookie,
    hasher,
    is_own_password,
    live_link,
    owner_of,
)
from coursesite.accounts.tokens import Purpose
from coursesite.web.access import needs
from coursesite.web.errors import NotHere, Problem
from coursesite.web.redirects import see
from coursesite.web.state import read_db, write_db
from coursesite.web.state import settings as site_settings

DONE = {
    "profile": ("good", "Your name and time zone are saved."),
    "picture": ("good", "Your picture is saved."),
    "fetch": ("info", "We will ask for your picture in the next minutes. Until it is here, the drawn one stays."),
    "asked": ("info", "We have written to the new address. Your old one stays until you press the button there."),
    "address": ("good", "Your new address is confirmed."),
    "password": ("good", "Your password is changed, and you are signed out everywhere else."),
    "ended": ("good", "That session has ended."),
    "others": ("good", "You are signed out everywhere else."),
}
"""What a page says after a form has led back to it."""


class Taken(Problem):
    """A new address that somebody else has confirmed in the meantime."""

    status = 409
    title = "This address belongs to another account"
    happened = "Since the link was sent, the address was confirmed for another account."
    kept = "Your account keeps the address it has."
    do = "Sign in to the other account and delete it there, or choose another address."


def notices() -> list[tuple[str, str]]:
    """What has just been done, as the address of the page says."""
    done = DONE.get(request.args.get("done", ""))
    return [done] if done else []


@bp.get("/settings/")
@needs("learner")
def settings() -> str:
    """Everything that can be set, with how it is set now."""
    live = queries.sign_ins_of(read_db(), current_user.id, clock.now())
    return render_template("accounts/settings.html", sessions=len(live), notices=notices())


@bp.get("/settings/profile")
@needs("learner")
def profile() -> str:
    """Name and time zone; the picture stands on a page of its own."""
    form = ProfileForm(name=current_user.name, time_zone=current_user.time_zone)
    return render_template("accounts/profile.html", form=form)


@bp.post("/settings/profile")
@needs("learner")
def profile_post() -> Response | tuple[str, int]:
    """Save name and time zone."""
    form = ProfileForm(request.form)
    if not form.validate():
        return render_template("accounts/profile.html", form=form), 422
    db = write_db()
    queries.change_user(db, current_user.id, name=form.name.data, time_zone=form.time_zone.data)
    db.commit()
    return see(url_for("accounts.settings", done="profile"))


@bp.get("/settings/address")
@needs("learner")
def address() -> str:
    """The form for another address."""
    return render_template("accounts/address.html", form=NewAddressForm())


@bp.post("/settings/address")
@needs("learner")
def address_post() -> Response | tuple[str, int]:
    """Write to both addresses. The old one stays until the new one is confirmed."""
    submission = Submission.of_request()
    if (earlier := submission.led_to()) is not None:
        return earlier
    form, now = NewAddressForm(request.form), clock.now()
    if not (form.validate() and _is_another(form) and _is_own_password(form)):
        return render_template("accounts/address.html", form=form), 422
    wanted = form.address.data or ""
    count(bounds.NEW_ADDRESS_ACCOUNT, str(current_user.id), now, submission.value)
    count(bounds.NEW_ADDRESS_ADDRESS, wanted, now, submission.value)
    token = tokens.new()
    owner = queries.user_with_address(read_db(), wanted)
    path = url_for("accounts.confirm_address", token=token)
    drafts = [
        emails.address_in_use(site_settings(), owner)
        if owner is not None
        else emails.confirm_address(site_settings(), wanted, current_user.id, path),
        emails.address_asked(site_settings(), current_user.address, current_user.id, url_for("accounts.password")),
    ]
    db = write_db()
    if not submission.is_first(db, now):
        return submission.again(db)
    if owner is None:
        queries.delete_tokens(db, purpose=Purpose.CHANGE_ADDRESS, user_id=current_user.id)
        tokens.issue(db, token, Purpose.CHANGE_ADDRESS, now, user_id=current_user.id, address=wanted)
    for draft in drafts:
        draft.put(db, now)
    return submission.done(db, url_for("accounts.settings", done="asked"))


def _is_another(form: NewAddressForm) -> bool:
    if form.address.data == current_user.address:
        form.address.errors = ["That is the address you have already."]
    return not form.address.errors


def _is_own_password(form: NewAddressForm | NewPasswordForm) -> bool:
    if not is_own_password(form.password.data or ""):
        form.password.errors = ["That is not your password. Nothing was changed."]
    return not form.password.errors


@bp.get("/settings/address/confirm/<token>")
def confirm_address(token: str) -> str:
    """A button. Looking at the page spends nothing."""
    address = live_link(Purpose.CHANGE_ADDRESS, token).address
    return render_template("accounts/confirm.html", address=address)


@bp.post("/settings/address/confirm/<token>")
def confirm_address_post(token: str) -> Response:
    """Make the new address the account's, and tell the old one."""
    submission, now = Submission.of_request(), clock.now()
    if (earlier := submission.led_to()) is not None:
        return earlier
    user = owner_of(Purpose.CHANGE_ADDRESS, token)
    notice = emails.address_changed(site_settings(), user.address or "", user.id)
    db = write_db()
    if not submission.is_first(db, now):
        return submission.again(db)
    link = tokens.spend(db, Purpose.CHANGE_ADDRESS, token, now)
    if link is None:
        raise DeadLink
    try:
        changed = joining.change_address(db, user.id, link.address or "")
    except IntegrityError:
        # Two accounts confirm one address at the same moment: the database lets one of them have it.
        changed = False
    if not changed:
        raise Taken
    notice.put(db, now)
    here = current_user.signed_in and current_user.id == user.id
    return submission.done(db, url_for("accounts.settings", done="address") if here else url_for("accounts.sign_in"))


@bp.get("/settings/password")
@needs("learner")
def password() -> str:
    """The form for another password."""
    return render_template("accounts/password.html", form=NewPasswordForm())


@bp.post("/settings/password")
@needs("learner")
def password_post() -> Response | tuple[str, int]:
    """Set another password, end all other sessions, and tell the person by mail."""
    submission = Submission.of_request()
    if (earlier := submission.led_to()) is not None:
        return earlier
    form, now = NewPasswordForm(request.form), clock.now()
    if not (form.validate() and _is_own_password(form) and _new_one_will_do(form)):
        return render_template("accounts/password.html", form=form), 422
    hashed = hasher().hashed(form.new_password.data or "")
    user = queries.user_with_id(read_db(), current_user.id)
    if user is None:
        raise NotHere
    notice = emails.password_changed(site_settings(), user, url_for("accounts.forgotten"))
    db = write_db()
    if not submission.is_first(db, now):
        return submission.again(db)
    joining.set_password(db, current_user.id, hashed, keep=current_user.sign_in_id)
    notice.put(db, now)
    return submission.done(db, url_for("accounts.settings", done="password"))


def _new_one_will_do(form: NewPasswordForm) -> bool:
    near = [site_settings().site_name, *addresses.halves(current_user.address or ""), current_user.name]
    problem = passwords.problem_with(form.new_password.data or "", near)
    if problem:
        form.new_password.errors = [problem]
    return problem is None


@bp.get("/settings/sessions")
@needs("learner")
def sessions() -> str:
    """Where this person is signed in."""
    live = queries.sign_ins_of(read_db(), current_user.id, clock.now())
    return render_template("accounts/sessions.html", sessions=live, notices=notices())


@bp.post("/settings/sessions/<int:sign_in_id>/end")
@needs("learner")
def end_session(sign_in_id: int) -> Response:
    """End one of this person's own sessions."""
    db = write_db()
    if not signing_in.end_one(db, current_user.id, sign_in_id):
        raise NotHere
    db.commit()
    if sign_in_id == current_user.sign_in_id:
        forget_cookie()
        return see(url_for("front.home"))
    return see(url_for("accounts.sessions", done="ended"))


@bp.post("/settings/sessions/end-others")
@needs("learner")
def end_other_sessions() -> Response:
    """End all of this person's sessions but this one."""
    db = write_db()
    signing_in.end_others(db, current_user.id, keep=current_user.sign_in_id)
    db.commit()
    return see(url_for("accounts.sessions", done="others"))
