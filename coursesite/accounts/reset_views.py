"""A forgotten password: a link by mail, and a new one."""

from flask import Response, render_template, request, session, url_for

from coursesite import clock
from coursesite.accounts import addresses, bounds, emails, joining, passwords, queries, tokens
from coursesite.accounts.forms import ForgottenForm, ResetForm
from coursesite.accounts.joining_views import WRITTEN_TO
from coursesite.accounts.session_views import (
    DeadLink,
    Submission,
    bp,
    count,
    enter,
    hasher,
    home,
    keep_cookie,
    owner_of,
)
from coursesite.accounts.tokens import Purpose
from coursesite.web.state import client_address, read_db, settings, write_db


@bp.get("/forgotten")
def forgotten() -> str:
    """The form for the address."""
    return render_template("accounts/forgotten.html", form=ForgottenForm())


@bp.post("/forgotten")
def forgotten_post() -> str | Response | tuple[str, int]:
    """Write to the address. What comes back is the same whether it has an account or not."""
    submission = Submission.of_request()
    if (earlier := submission.led_to()) is not None:
        return earlier
    form = ForgottenForm(request.form)
    if not form.validate():
        return render_template("accounts/forgotten.html", form=form), 422
    now, address = clock.now(), form.address.data or ""
    count(bounds.FORGOTTEN_NETWORK, client_address(), now, submission.value)
    count(bounds.FORGOTTEN_ADDRESS, address, now, submission.value)
    token = tokens.new()
    user = queries.user_with_address(read_db(), address)
    if user is not None:
        draft = emails.reset(settings(), user, url_for("accounts.reset", token=token))
    else:
        draft = emails.no_account(settings(), address, url_for("accounts.sign_up"))
    session[WRITTEN_TO] = address
    db = write_db()
    if not submission.is_first(db, now):
        return submission.again(db)
    if user is not None:
        tokens.issue(db, token, Purpose.RESET, now, user_id=user.id)
    draft.put(db, now)
    return submission.done(db, url_for("accounts.forgotten_sent"))


@bp.get("/forgotten/sent")
def forgotten_sent() -> str:
    """What to do next: look into the mailbox."""
    return render_template("accounts/sent.html", address=session.get(WRITTEN_TO, ""), purpose="reset")


@bp.get("/reset/<token>")
def reset(token: str) -> str:
    """The form for the new password. Looking at it spends nothing."""
    owner_of(Purpose.RESET, token)
    return render_template("accounts/reset.html", form=ResetForm())


@bp.post("/reset/<token>")
def reset_post(token: str) -> str | Response | tuple[str, int]:
    """Set the password, end every session there is, and sign in here."""
    submission = Submission.of_request()
    if (earlier := submission.led_to()) is not None:
        return earlier
    form, owner = ResetForm(request.form), owner_of(Purpose.RESET, token)
    near = [settings().site_name, *addresses.halves(owner.address or ""), owner.name]
    problem = passwords.problem_with(form.password.data or "", near) if form.validate() else None
    if form.errors or problem:
        form.password.errors = [problem] if problem else form.password.errors
        return render_template("accounts/reset.html", form=form), 422
    now = clock.now()
    hashed = hasher().hashed(form.password.data or "")
    notice = emails.password_changed(settings(), owner, url_for("accounts.forgotten"))
    db = write_db()
    if not submission.is_first(db, now):
        return submission.again(db)
    if tokens.spend(db, Purpose.RESET, token, now) is None:
        raise DeadLink
    joining.set_password(db, owner.id, hashed)
    notice.put(db, now)
    session_token = enter(db, owner.id, now)
    response = submission.done(db, home(owner.role))
    keep_cookie(session_token)
    return response
