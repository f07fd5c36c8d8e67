"""Taking everything along, and leaving."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from flask import Blueprint, Response, current_app, render_template, request, send_file
from flask_login import current_user, logout_user

from coursesite import clock
from coursesite.accounts import queries as accounts
from coursesite.accounts.models import Role
from coursesite.accounts.passwords import Hasher
from coursesite.front.data import archive, belongings
from coursesite.front.data.belongings import Personal
from coursesite.front.data.forms import DeletionForm
from coursesite.mail import queries as mail
from coursesite.web import limits, once
from coursesite.web.access import needs
from coursesite.web.limits import Limit
from coursesite.web.queries import outcome_of, set_outcome, spend_value
from coursesite.web.state import database, read_db, settings, write_db

EXPORTS = Limit("export", 5, timedelta(days=1))
DELETIONS = Limit("delete_account", 10, timedelta(hours=1))
GONE = "deleted"
"""What a form's once-only value led to, when it led to an account's end."""
LAST_ADMIN = (
    "You are the only admin who can sign in, and somebody has to be able to run the site. Nothing was deleted: make "
    "somebody else an admin first."
)


def add_to(bp: Blueprint) -> None:
    """Put these pages on the room's blueprint."""
    bp.add_url_rule("/settings/data", "data", data, methods=["GET", "POST"])
    bp.add_url_rule("/settings/delete", "delete", delete, methods=["GET", "POST"])


def features() -> Sequence[Personal]:
    """What every feature knows about people, lowest floor first, as `create_app` handed it down."""
    found: Sequence[Personal] = current_app.extensions["personal"]
    return found


@needs("learner")
def data() -> Response | str:
    """What the export holds; sent as a form, the export itself."""
    return _export() if request.method == "POST" else render_template("front/data.html", limit=EXPORTS.times)


def _export() -> Response:
    now = clock.now()
    _count(EXPORTS, now)
    session = read_db()
    lists = belongings.everything(features(), session, current_user.id)
    page = render_template("front/export.html", lists=lists, made=now)
    file = archive.pack(lists, page, belongings.uploads(features(), session, current_user.id, settings().data_dir))
    name = f"my-data-{now:%Y-%m-%d}.zip"
    response = send_file(file, "application/zip", as_attachment=True, download_name=name)
    response.headers["Cache-Control"] = "no-store"
    return response


def delete() -> tuple[str, int] | str | Response:
    """What goes and what stays; with the password, the account goes."""
    if request.method == "POST" and outcome_of(read_db(), once.submitted()) == GONE:
        # The second click of two: the account that the first one came from is no more.
        return _gone()
    answer: tuple[str, int] | str | Response = _delete()
    return answer


@needs("learner")
def _delete() -> tuple[str, int] | str:
    form, submission = DeletionForm(request.form), once.submitted()
    if request.method != "POST":
        return render_template("front/delete.html", form=form)
    now = clock.now()
    if form.validate():
        _count(DELETIONS, now)
        user = accounts.user_with_id(read_db(), current_user.id)
        if user is not None and Hasher(settings()).matches(user.password_hash, form.password.data or ""):
            # Asked where it is written, so that of two admins who leave at once, one stays.
            if user.role != Role.ADMIN or accounts.other_admins(write_db(), user.id):
                return _erase(current_user.id, submission, now)
            form.password.errors = [LAST_ADMIN]
        else:
            form.password.errors = ["That is not your password. Nothing was deleted."]
    return render_template("front/delete.html", form=form), 422


def _erase(user_id: int, submission: str, now: datetime) -> str:
    session = write_db()
    if spend_value(session, submission, now):
        # Mail to this address from before it was the account's, such as an answer to a forgotten password, goes too.
        mail.adopt(session, current_user.address, user_id)
        paths = belongings.erase(features(), session, user_id, now)
        set_outcome(session, submission, GONE)
        session.commit()
        belongings.delete_files(paths, settings().data_dir)
    return _gone()


def _gone() -> str:
    logout_user()
    return render_template("front/gone.html")


def _count(limit: Limit, now: datetime) -> None:
    limits.count(database(), limit, str(current_user.id), settings().secret_key, now)
