"""The sentences that a coach keeps for answering."""

from flask import Response, make_response, render_template, request, url_for
from flask_login import current_user

from coursesite import clock
from coursesite.learning.asking import reply_queries as queries
from coursesite.learning.asking.ask_forms import ReplyForm
from coursesite.learning.asking.bounds import MOST_REPLIES
from coursesite.learning.asking.models import CannedReply
from coursesite.learning.asking.text_views import notices
from coursesite.learning.course_views import bp
from coursesite.web import once
from coursesite.web.access import needs
from coursesite.web.errors import NotHere
from coursesite.web.queries import outcome_of, set_outcome, spend_value
from coursesite.web.redirects import see
from coursesite.web.state import read_db, write_db

MANY = f"You keep {MOST_REPLIES} replies, which is as many as there is room for. Delete one that you no longer use."


@bp.get("/studio/replies/")
@needs("coach")
def replies() -> Response:
    """All of one's own, and the form for a new one."""
    return _shown(ReplyForm())


@bp.post("/studio/replies/")
@needs("coach")
def reply_keep() -> Response:
    """Keep one more."""
    form, submission = ReplyForm(request.form), once.submitted()
    if not form.validate():
        return _shown(form, 422)
    session, now = write_db(), clock.now()
    if not spend_value(session, submission, now):
        return see(outcome_of(session, submission) or url_for("learning.replies"))
    if queries.count_replies(session, current_user.id) >= MOST_REPLIES:
        session.rollback()
        return _shown(form, 422, MANY)
    queries.add_reply(session, current_user.id, form.name.data or "", form.text.data or "", now)
    return _done("kept", submission)


@bp.get("/studio/replies/<int:reply_id>")
@needs("coach")
def reply(reply_id: int) -> Response:
    """One of one's own, to change."""
    found = _own(reply_id)
    return _shown_one(found, ReplyForm(name=found.name, text=found.text))


@bp.post("/studio/replies/<int:reply_id>")
@needs("coach")
def reply_change(reply_id: int) -> Response:
    """Change it, or delete it."""
    found, form, submission = _own(reply_id), ReplyForm(request.form), once.submitted()
    is_deleted = request.form.get("do") == "delete"
    if not is_deleted and not form.validate():
        return _shown_one(found, form, 422)
    session, now = write_db(), clock.now()
    if not spend_value(session, submission, now):
        return see(outcome_of(session, submission) or url_for("learning.replies"))
    kept = queries.reply_of(session, current_user.id, reply_id)
    if kept is None:
        session.rollback()
        raise NotHere
    if is_deleted:
        queries.remove_reply(session, kept)
    else:
        kept.name, kept.text, kept.changed_at = form.name.data or "", form.text.data or "", now
    return _done("gone" if is_deleted else "kept", submission)


def _own(reply_id: int) -> CannedReply:
    found = queries.reply_of(read_db(), current_user.id, reply_id)
    if found is None:
        raise NotHere
    return found


def _done(done: str, submission: str) -> Response:
    session, leads = write_db(), url_for("learning.replies", done=done)
    set_outcome(session, submission, leads)
    session.commit()
    return see(leads)


def _shown(form: ReplyForm, status: int = 200, refused: str = "") -> Response:
    told = [("attention", refused)] if refused else notices(request.args.get("done", ""))
    kept = queries.replies_of(read_db(), current_user.id)
    return make_response(render_template("learning/desk_replies.html", replies=kept, form=form, notices=told), status)


def _shown_one(found: CannedReply, form: ReplyForm, status: int = 200) -> Response:
    return make_response(render_template("learning/desk_reply.html", reply=found, form=form), status)
