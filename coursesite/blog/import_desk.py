"""The coach's pages for bringing a blog along.

A request only takes the file: reading and taking in may last minutes, and a request must not. The worker does both,
one blog at a time, and the page says how far it is.
"""

import hashlib
import secrets
from collections.abc import Mapping
from pathlib import Path, PurePath

from flask import Response, make_response, render_template, request
from flask_login import current_user
from werkzeug.datastructures import FileStorage

from coursesite import clock
from coursesite.blog.blog_views import bp
from coursesite.blog.importing import run_queries
from coursesite.blog.importing.hurrying import hurry
from coursesite.blog.importing.locking import folder
from coursesite.blog.importing.models import ImportRun
from coursesite.blog.importing.pages import HERE, LARGEST, LARGEST_UPLOAD, ImportPage, RunPage
from coursesite.blog.importing.stages import STAGE, Stage, remove_files, stage_of, upload_of
from coursesite.web import once
from coursesite.web.access import needs
from coursesite.web.errors import NotHere, Problem
from coursesite.web.queries import outcome_of, set_outcome, spend_value
from coursesite.web.redirects import see
from coursesite.web.state import read_db, settings, write_db

CHOOSE_FILE = "Choose the file that the old blog gave you."
MOST_RUNS = 10
CHUNK = 1024 * 1024


class TooLarge(Problem):
    """A file that a browser can't bring here."""

    status = 413
    title = "This file is too large to send"
    happened = f"It is larger than {LARGEST}, which is the most that can be sent here."
    kept = "Nothing was changed."
    do = "Ask whoever runs this site: on its machine, “coursesite blog import” takes a file of any size."


@bp.url_value_preprocessor
def _room_for_a_blog(endpoint: str | None, _values: Mapping[str, object] | None) -> None:
    """A blog is larger than what anybody types; said before anything reads the form."""
    if endpoint == "blog.send_blog":
        request.max_content_length = LARGEST_UPLOAD + CHUNK
        if (request.content_length or 0) > request.max_content_length:
            raise TooLarge


@bp.get("/studio/blog/import")
@needs("coach")
def import_blog() -> str:
    """Choose a file, and see what became of those before."""
    page = ImportPage(run_queries.runs(read_db(), MOST_RUNS))
    return render_template("blog/desk_import.html", page=page)


@bp.post("/studio/blog/import")
@needs("coach")
def send_blog() -> Response:
    """Keep the file that was sent until the worker has read it."""
    if led := outcome_of(read_db(), once.submitted()):
        return see(led)
    file = request.files.get("file")
    if file is None or not file.filename:
        page = ImportPage(run_queries.runs(read_db(), MOST_RUNS), CHOOSE_FILE)
        return make_response(render_template("blog/desk_import.html", page=page), 422)
    sent, fingerprint = _kept(file)
    try:
        return see(_begun(sent, file.filename, fingerprint))
    finally:
        sent.unlink(missing_ok=True)


def _kept(file: FileStorage) -> tuple[Path, str]:
    """Write what was sent beside the database, a little at a time; gives where, and its fingerprint."""
    digest = hashlib.sha256()
    place = folder(settings().data_dir) / f"{secrets.token_hex(8)}.sending"
    with file.stream, place.open("xb") as kept:
        place.chmod(0o600)
        while chunk := file.stream.read(CHUNK):
            digest.update(chunk)
            kept.write(chunk)
    return place, digest.hexdigest()


def _begun(sent: Path, name: str, fingerprint: str) -> str:
    """Write down that a file waits to be read; gives where it is told how far that is."""
    session, now, submission = write_db(), clock.now(), once.submitted()
    if not spend_value(session, submission, now):
        return outcome_of(session, submission) or HERE
    values = {
        "user_id": current_user.id,
        "name": PurePath(name).name[:300],
        "program": "",
        "fingerprint": fingerprint,
        "counts": {STAGE: Stage.UPLOADED.value, "fetch": "fetch" in request.form},
        "doubts": [],
        "begun_at": now,
    }
    run_id = run_queries.add_run(session, values)
    sent.replace(upload_of(settings().data_dir, run_id))
    leads = f"{HERE}/{run_id}"
    set_outcome(session, submission, leads)
    session.commit()
    hurry(settings())
    return leads


@bp.get("/studio/blog/import/<int:run_id>")
@needs("coach")
def import_run(run_id: int) -> str:
    """How far an import is, and what it brings."""
    run = run_queries.run(read_db(), run_id)
    if run is None:
        raise NotHere
    return render_template("blog/desk_import_run.html", page=RunPage(run))


@bp.post("/studio/blog/import/<int:run_id>")
@needs("coach")
def decide_import(run_id: int) -> Response:
    """Have it brought along, or leave it. A second click finds it decided."""
    session = write_db()
    run = run_queries.locked_run(session, run_id)
    if run is None:
        raise NotHere
    leads = f"{HERE}/{run_id}"
    if stage_of(run.counts) is Stage.READ and request.form.get("deed") == "take":
        run.counts = {**run.counts, STAGE: Stage.WANTED.value}
        session.commit()
        hurry(settings())
    elif _can_be_left(run) and request.form.get("deed") == "leave":
        run_queries.remove_run(session, run_id)
        session.commit()
        remove_files(settings().data_dir, run_id)
        leads = HERE
    return see(leads)


def _can_be_left(run: ImportRun) -> bool:
    return run.shown_at is None and stage_of(run.counts) in (Stage.READ, Stage.REFUSED)
