"""The journal: what somebody wrote for themselves, to read, search and take along, and whether it is kept."""

import tempfile
from collections.abc import Iterator

from flask import Response, make_response, render_template, request, url_for
from flask_login import current_user

from coursesite import clock
from coursesite.learning.course_views import bp
from coursesite.learning.journal import queries, sharing
from coursesite.learning.journal.addresses import JOURNAL
from coursesite.learning.journal.bounds import EXPORTS, KEPT_IN_MEMORY, SENT_AT_ONCE
from coursesite.learning.journal.choosing import journal as chosen_page
from coursesite.learning.journal.finding import LONGEST_INPUT
from coursesite.learning.journal.pages import Chosen, month_asked
from coursesite.learning.journal.writing_out import Written, as_markdown, file_name
from coursesite.library import reading
from coursesite.web import limits
from coursesite.web.access import needs
from coursesite.web.paging import page_number
from coursesite.web.redirects import see
from coursesite.web.state import database, read_db, write_db

DONE = {
    "deleted": "What you wrote there is deleted.",
    "withdrawn": "Everything you wrote for yourself is deleted, and nothing more is kept until you agree again.",
    "kept": "What you wrote stays here, for you alone. Nothing more is kept until you agree again.",
}
SURE = "Nothing was deleted: tick the box first, so that it doesn’t happen by accident."
CHOOSE = "Nothing was changed: say first what is to become of what you wrote."


@bp.get(JOURNAL)
@needs("learner")
def journal() -> Response:
    """All of one's entries, by month, narrowed down as the address asks."""
    return _shown()


def _shown(refused: str = "") -> Response:
    asked = request.args
    month = month_asked(asked.get("month", ""))
    chosen = Chosen(asked.get("q", "")[:LONGEST_INPUT], asked.get("course", "")[:16], month, page_number())
    page = chosen_page(read_db(), current_user.id, chosen, current_user.time_zone)
    done = DONE.get(asked.get("done", ""), "")
    html = render_template("learning/journal.html", page=page, refused=refused, done="" if refused else done)
    return make_response(html, 422 if refused else 200)


@bp.get("/settings/private")
@needs("learner")
def private() -> Response:
    """Where the journal stood before."""
    return see(JOURNAL)


@bp.post("/journal/consent")
@needs("learner")
def journal_consent() -> Response:
    """Keep nothing more; what there is stays or goes, as its author says, and goes only with the box ticked."""
    what, sure = request.form.get("what"), request.form.get("sure") == "yes"
    if what not in ("keep", "delete"):
        return _shown(CHOOSE)
    if what == "delete" and not sure:
        return _shown(SURE)
    session = write_db()
    sharing.withdraw(session, current_user.id, keep=what == "keep")
    session.commit()
    return see(url_for("learning.journal", done="kept" if what == "keep" else "withdrawn"))


@bp.get("/journal/export.md")
@needs("learner")
def journal_export() -> Response:
    """Everything as one Markdown file."""
    now, name, user_id, time_zone = clock.now(), current_user.name, current_user.id, current_user.time_zone
    limits.count_here(EXPORTS, str(user_id), now)
    sent = _sent(as_markdown(_written(user_id), name, now, time_zone))
    next(sent)
    response = Response(sent, mimetype="text/markdown")
    response.headers.set("Content-Disposition", "attachment", filename=file_name(now, time_zone))
    response.headers["Cache-Control"] = "no-store"
    return response


def _sent(pieces: Iterator[str]) -> Iterator[bytes]:
    """The file's bytes, after an empty piece by which all of it is written.

    So whoever reads it slowly holds no connection to the database meanwhile.
    """
    with tempfile.SpooledTemporaryFile(max_size=KEPT_IN_MEMORY) as file:
        file.writelines(piece.encode() for piece in pieces)
        yield b""
        file.seek(0)
        while sent := file.read(SENT_AT_ONCE):
            yield sent


def _written(user_id: int) -> Iterator[Written]:
    # A session of its own: it is in the middle of its rows while the request's looks wordings up.
    with database().reading() as session:
        for entry, course, lesson in queries.by_course(session, user_id):
            exercise = reading.content(read_db(), entry.revision_id).exercises.get(entry.exercise)
            title = "" if exercise is None else exercise.question().title_text
            yield Written(course, lesson, title, entry.text, entry.written_at, entry.shared_at)
