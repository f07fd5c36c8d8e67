"""The site's mail: which server takes it, from which sender, and whether it works."""

from flask import Response, make_response, render_template, request, url_for
from flask_login import current_user

from coursesite import clock
from coursesite.accounts import auditing
from coursesite.accounts.session_views import Submission, count, is_own_password
from coursesite.mail import heartbeat, outbox
from coursesite.mail import queries as mail
from coursesite.mail.tasks import GIVE_UP_AFTER
from coursesite.studio.site import bounds
from coursesite.studio.site.mail_forms import MailForm
from coursesite.studio.site.mailing import PURPOSE, Server, Trial, lacks_password, letter, server_at
from coursesite.studio.studio_desk import bp
from coursesite.web.access import needs
from coursesite.web.site_queries import put_site_values
from coursesite.web.state import environment, keeper, read_db, settings, sitewide, write_db

LOOK_AGAIN_S = 3
SAVED = ("good", "The mail settings are saved. The next mail goes that way.")


@bp.get("/studio/site/mail")
@needs("admin")
def site_mail() -> Response:
    """How mail goes out now, and what became of the last test."""
    chosen = server_at(sitewide().value("smtp_url"))
    form = MailForm(mail_from=sitewide().value("mail_from"))
    if chosen is not None:
        form = MailForm(mail_from=form.mail_from.data, **{name: getattr(chosen, name) for name in Server.__slots__})
    return _page(form)


@bp.post("/studio/site/mail")
@needs("admin")
def save_site_mail() -> Response:
    """Save server and sender; what is left empty is the environment's again."""
    submission = Submission.of_request()
    if (earlier := submission.led_to()) is not None:
        return earlier
    form, now = MailForm(request.form), clock.now()
    if form.validate() and not is_own_password(form.password.data or ""):
        form.password.errors = ["That is not your password. Nothing was changed."]
    if form.errors:
        return _page(form, 422)
    host, scheme = form.host.data or "", form.scheme.data or "smtp"
    server = Server(host, form.port.data or 587, scheme, form.user.data or "") if host else None
    db = write_db()
    if not submission.is_first(db, now):
        return submission.again(db)
    put_site_values(db, {"smtp_url": server.url if server else "", "mail_from": form.mail_from.data or ""}, now)
    auditing.note(db, current_user.id, "changed the site", "Mail", now)
    response = submission.done(db, url_for("studio.site_mail", done="saved"))
    keeper().look_again()
    return response


@bp.post("/studio/site/mail/test")
@needs("admin")
def try_site_mail() -> Response:
    """Write a mail to whoever asks; the worker hands it over like every other, at once."""
    submission = Submission.of_request()
    if (earlier := submission.led_to()) is not None:
        return earlier
    now, site = clock.now(), settings()
    count(bounds.TEST_MAILS, str(current_user.id), now, submission.value)
    subject, body = letter(site)
    db = write_db()
    if not submission.is_first(db, now):
        return submission.again(db)
    outbox.put(
        db,
        purpose=PURPOSE,
        recipient=current_user.address,
        subject=subject,
        body=body,
        user_id=current_user.id,
        host=site.host,
        now=now,
        # Ahead of all that waits for a server which may not answer: what is older than this was given up.
        due_at=now - GIVE_UP_AFTER,
    )
    return submission.done(db, url_for("studio.site_mail", done="tried") + "#test")


def _page(form: MailForm, status: int = 200) -> Response:
    session, now, done = read_db(), clock.now(), request.args.get("done")
    newest = mail.newest_of(session, current_user.id, PURPOSE)
    trial = None if newest is None else Trial(newest, heartbeat.worker_alive(session, now), bool(settings().smtp_url))
    page = render_template(
        "studio/site_mail.html",
        form=form,
        trial=trial,
        server=server_at(settings().smtp_url),
        sender=settings().sender,
        fixed=server_at(environment().smtp_url),
        fixed_sender=environment().sender,
        chosen=bool(sitewide().value("smtp_url")),
        lacks_password=lacks_password(settings()),
        has_password=bool(settings().smtp_password),
        notices=[SAVED] if done == "saved" else [],
    )
    response = make_response(page, status)
    if trial is not None and done == "tried" and trial.is_open and trial.alive and trial.has_server:
        # Only until the mail server has answered, which is a matter of seconds. The address is named without the
        # fragment that led here: to one with it, browsers scroll instead of asking again.
        response.headers["Refresh"] = f"{LOOK_AGAIN_S}; url={url_for('studio.site_mail', done='tried')}"
    return response
