"""A post that begins with a question and its answer, as its asker agreed to show them."""

from flask import Response, request
from flask_login import current_user

from coursesite import clock
from coursesite.learning.asking import consenting, queries
from coursesite.learning.asking.asking import Gone
from coursesite.learning.asking.asks_desk import talk_at_desk
from coursesite.learning.asking.consenting import Changed
from coursesite.learning.asking.pages import Talk
from coursesite.library.models import Kind
from coursesite.studio.addresses import desk_href
from coursesite.studio.shelf import creating
from coursesite.studio.studio_desk import bp
from coursesite.web import once
from coursesite.web.access import needs
from coursesite.web.errors import NotHere, Problem
from coursesite.web.queries import outcome_of, set_outcome, spend_value
from coursesite.web.redirects import see
from coursesite.web.state import write_db


class NotAgreed(Problem):
    """The wording is another than was agreed to, or the consent was taken back."""

    status = 409
    title = "Nothing was begun"
    happened = "Meanwhile the wording was changed, or whoever asked took their consent back."
    kept = "Nothing was begun."
    do = "Go back and look at how it stands now."


@bp.post("/studio/asks/<int:ask_id>/post")
@needs("coach")
def post_from_ask(ask_id: int) -> Response:
    """Begin a post with it, and go on in the editor."""
    talk, submission = talk_at_desk(ask_id, "writes"), once.submitted()
    session, now = write_db(), clock.now()
    if not spend_value(session, submission, now):
        return see(outcome_of(session, submission) or talk.public_href)
    try:
        ask = consenting.take_for_post(session, talk.id, request.form.get("wording", ""))
    except Changed:
        raise NotAgreed from None
    except Gone:
        raise NotHere from None
    user = (current_user.id, current_user.name)
    key = creating.create(session, Kind.POST, _title(talk), user, now, body=consenting.as_post(ask))
    queries.note_post(session, ask, key)
    leads = desk_href(key)
    set_outcome(session, submission, leads)
    session.commit()
    return see(leads)


def _title(talk: Talk) -> str:
    # The lesson's, so that nothing that somebody asked stands in a title that nobody agreed to.
    return f"A question about {talk.placed.lesson_title}"[:120]
