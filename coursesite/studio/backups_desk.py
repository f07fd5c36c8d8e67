"""Backups: make one, take it along, delete old ones."""

from flask import Response, make_response, render_template, request, send_file, url_for
from flask_login import current_user

from coursesite import clock
from coursesite.accounts import auditing
from coursesite.accounts.session_views import Submission, is_own_password
from coursesite.mail import heartbeat
from coursesite.studio.site import backups
from coursesite.studio.site.backup_forms import DownloadForm
from coursesite.studio.site.backup_tasks import hurry
from coursesite.studio.site.backups import Backup
from coursesite.studio.studio_desk import bp
from coursesite.web.access import needs
from coursesite.web.errors import NotHere
from coursesite.web.redirects import see
from coursesite.web.state import read_db, settings, write_db

DONE = {
    "asked": ("info", "A backup is being made. The site goes on as always."),
    "deleted": ("good", "The backup is deleted."),
}


@bp.get("/studio/site/backups")
@needs("admin")
def site_backups() -> str:
    """Every backup, and what is being made."""
    done, work = request.args.get("done", ""), backups.under_way(settings())
    return render_template(
        "studio/site_backups.html",
        backups=backups.listed(settings()),
        work=work,
        fault=backups.fault(settings()),
        alive=heartbeat.worker_alive(read_db(), clock.now()),
        words=backups.megabytes,
        notices=[DONE[done]] if done in DONE and (done != "asked" or work) else [],
    )


@bp.post("/studio/site/backups")
@needs("admin")
def ask_for_backup() -> Response:
    """Ask the worker for one."""
    submission, now = Submission.of_request(), clock.now()
    if (earlier := submission.led_to()) is not None:
        return earlier
    db = write_db()
    if not submission.is_first(db, now):
        return submission.again(db)
    # Before the commit: a disk that is full says so here, and nothing is written down.
    backups.ask(settings(), now)
    auditing.note(db, current_user.id, "asked for a backup", "", now)
    response = submission.done(db, url_for("studio.site_backups", done="asked"))
    hurry(settings())
    return response


@bp.get("/studio/site/backups/<name>")
@needs("admin")
def site_backup(name: str) -> Response:
    """What one holds, and the way to take it along or delete it."""
    return _page(_named(name), DownloadForm())


@bp.post("/studio/site/backups/<name>")
@needs("admin")
def download_backup(name: str) -> Response:
    """The file itself, for the password; written down before it goes."""
    backup, form, now = _named(name), DownloadForm(request.form), clock.now()
    if form.validate() and not is_own_password(form.password.data or ""):
        form.password.errors = ["That is not your password. Nothing was downloaded."]
    if form.errors:
        return _page(backup, form, 422)
    db = write_db()
    auditing.note(db, current_user.id, "downloaded a backup", backup.name, now)
    db.commit()
    # A relative path would be looked for beside the application's own files.
    path = backups.path_of(settings(), backup).resolve()
    response = send_file(path, "application/zip", as_attachment=True, download_name=backup.name, conditional=False)
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.post("/studio/site/backups/<name>/delete")
@needs("admin")
def delete_backup(name: str) -> Response:
    """Delete one; a second click finds it gone, which is what was wanted."""
    backup, now = backups.named(settings(), name), clock.now()
    if backup is None and not backups.NAME.fullmatch(name):
        raise NotHere
    if backup is not None:
        db = write_db()
        auditing.note(db, current_user.id, "deleted a backup", backup.name, now)
        db.commit()
        backups.path_of(settings(), backup).unlink(missing_ok=True)
    return see(url_for("studio.site_backups", done="deleted"))


def _named(name: str) -> Backup:
    backup = backups.named(settings(), name)
    if backup is None:
        raise NotHere
    return backup


def _page(backup: Backup, form: DownloadForm, status: int = 200) -> Response:
    page = render_template("studio/site_backup.html", backup=backup, form=form, size=backups.megabytes(backup.size))
    return make_response(page, status)
