"""A draft as a learner would see it, for whoever has the secret link."""

import re

from flask import Response, make_response, render_template
from sqlalchemy.orm import Session

from coursesite import clock
from coursesite.library.rights import rights_in
from coursesite.studio.links_desk import hash_of
from coursesite.studio.preview_desk import learners_page
from coursesite.studio.publishing import link_queries
from coursesite.studio.publishing.link_queries import Found
from coursesite.studio.studio_desk import bp
from coursesite.studio.writing import queries
from coursesite.studio.writing.looking import look
from coursesite.web.errors import NotHere, Problem
from coursesite.web.security import POLICY
from coursesite.web.state import read_db

LONGEST_TOKEN = 100
INERT = POLICY.replace("script-src 'self'", "script-src 'none'").replace("form-action 'self'", "form-action 'none'")
_MAIN = re.compile(r"<main [^>]*>")


class Expired(Problem):
    """A link to a draft that works no more."""

    status = 410
    title = "This preview is over"
    happened = (
        "The link led to a text before it was published. It has expired, its author has ended it, or whoever made it "
        "doesn’t look after that text any more."
    )
    do = "Ask whoever sent it for a new one, or look whether the text is published by now."


@bp.get("/preview/<token>/")
def preview_by_link(token: str) -> Response:
    """The draft as it stands now; needs no account and no cookie."""
    session, now = read_db(), clock.now()
    link = link_queries.find(session, hash_of(token)) if len(token) <= LONGEST_TOKEN else None
    if link is None:
        raise NotHere
    found = queries.find_written(session, link.piece_key)
    if link.expires_at <= now or link.is_trashed or found is None or not _holds(session, link):
        raise Expired
    html = learners_page(found, look(session, found, found.source), bare=False)
    notice = render_template("studio/preview_notice.html", until=link.expires_at)
    response = make_response(_MAIN.sub(lambda match: match[0] + notice, html, count=1))
    # What stands here may be published in another wording: an answer pressed here would be given to that one.
    response.headers["Content-Security-Policy"] = INERT
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _holds(session: Session, link: Found) -> bool:
    """Whether who made the link could make it still; the link of somebody who has left works until it expires."""
    return link.made_by is None or rights_in(session, link.piece_id, link.made_by, link.role or "").writes
