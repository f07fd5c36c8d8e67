"""The editor: its page, and saving without scripts, from which no text is ever lost."""

import re
from dataclasses import replace

from flask import Response, make_response, render_template, request, url_for
from flask_login import current_user

from coursesite import clock
from coursesite.library.models import Kind
from coursesite.studio.addresses import desk_href
from coursesite.studio.saving_desk import SEEN_FOR, clock_time, save_sent
from coursesite.studio.studio_desk import bp
from coursesite.studio.writing import choosing, queries
from coursesite.studio.writing.composing import Unwritable, take_apart
from coursesite.studio.writing.fields import Sent
from coursesite.studio.writing.looking import look
from coursesite.studio.writing.pages.editor import EditorPage
from coursesite.studio.writing.pages.keeping import KeptPage
from coursesite.studio.writing.queries import Written
from coursesite.studio.writing.saving import Saved
from coursesite.studio.written_desk import never_kept, number_sent, sent_form, sent_source, written
from coursesite.web.access import RANK, needs
from coursesite.web.errors import NotAllowed
from coursesite.web.redirects import see
from coursesite.web.security import keeps_text, may_frame, token_fits
from coursesite.web.state import read_db

_THEN = re.compile(r"publish|insert/[a-z-]{1,30}")
DONE = {
    "saved": "Saved.",
    "kept": "The draft stays as it was.",
    "mine": "Your text is the draft now.",
    "joined": "The joined text is the draft now.",
    "restored": "The earlier wording is the draft now.",
    "picture": "The picture is in the text’s last line. Move it to where it belongs.",
}


@bp.get("/studio/write/<key>/")
@needs("coach")
def editor(key: str) -> Response:
    """A piece to write: its draft, or what is published of it."""
    found = written(key)
    parts = take_apart(found.source, Kind(found.kind))
    page = _page(found, Sent(dict(parts.fields), parts.body))
    return _shown(replace(page, done=_done(request.args.get("done", ""))))


@bp.post("/studio/write/<key>/")
@keeps_text
def save_text(key: str) -> Response:
    """Save without scripts. Whoever is signed out by now, or came with an old token, gets the text back in a form."""
    if not current_user.is_authenticated:
        return _kept(key, 401)
    if not token_fits():
        return _kept(key, 400)
    if RANK[current_user.role] < RANK["coach"]:
        raise NotAllowed
    found, now = written(key), clock.now()
    brought = sent_form(found)
    try:
        source = sent_source(found, brought)
    except Unwritable as unwritable:
        version, base = number_sent("version") or 0, number_sent("base") or 0
        page = _page(found, brought)
        problems = {unwritable.name: unwritable.problem}
        return _shown(replace(page, version=version, base=base, problems=problems, problem=NOT_SAVED), 422)
    done = save_sent(found, source, now)
    if not isinstance(done, Saved):
        return see(url_for("studio.aside", key=key, aside_id=done.aside_id))
    then = request.form.get("then", "")
    return see(desk_href(key) + then if _THEN.fullmatch(then) else f"{desk_href(key)}?done=saved")


NOT_SAVED = "This was not saved yet: one field needs another look. What you typed is below."


def _page(found: Written, brought: Sent) -> EditorPage:
    session, now = read_db(), clock.now()
    late = queries.asides_of(session, found.id, current_user.id)
    return EditorPage(
        written=found,
        sent=brought,
        version=found.version or 0,
        base=found.base,
        person=current_user.key,
        seen=look(session, found, found.source),
        saved_at=clock_time(found.changed_at) if found.changed_at else "",
        others=queries.other_writers(session, found.id, current_user.id, now - SEEN_FOR),
        late=[(url_for("studio.aside", key=found.key, aside_id=aside_id), kept_at) for aside_id, kept_at in late],
        choices=choosing.choices(session, found),
    )


def _shown(page: EditorPage, status: int = 200) -> Response:
    response = make_response(render_template("studio/edit.html", page=page), status)
    return may_frame(never_kept(response))


def _done(word: str) -> str:
    return DONE.get(word, "")


def _kept(key: str, status: int) -> Response:
    """The text that was sent, in a form: it can be saved once somebody is signed in, and copied at any time."""
    fields = {name: value for name, value in request.form.items() if name not in ("csrf_token", "then")}
    page = KeptPage(desk_href(key), fields, signed_out=status == 401)
    return never_kept(make_response(render_template("studio/kept.html", page=page), status))
