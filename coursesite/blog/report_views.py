"""Readers report comments, and coaches put an answer first."""

from dataclasses import dataclass

from flask import Response, make_response, render_template, request
from flask_login import current_user
from markupsafe import Markup

from coursesite import clock
from coursesite.accounts.session_views import count
from coursesite.accounts.views import keep_cookie, visitor_for_answer
from coursesite.blog import emails
from coursesite.blog.blog_views import bp
from coursesite.blog.comment_views import slug_of, to_place
from coursesite.blog.comments import bounds, pinning, queries, reporting, settling, words
from coursesite.blog.comments.report_queries import has_reported
from coursesite.blog.comments.section import SECTION
from coursesite.blog.comments.subscription_queries import author_of
from coursesite.blog.forms import ReportForm
from coursesite.blog.models import Comment, State
from coursesite.blog.posts.addresses import comment_path, post_path
from coursesite.web.access import needs
from coursesite.web.errors import NotHere, TooMany
from coursesite.web.markup import safe
from coursesite.web.redirects import see
from coursesite.web.state import client_address, read_db, settings, write_db

DONE = "done"


@dataclass(frozen=True, slots=True)
class ReportPage:
    """The comment that is reported, and what is the matter with it."""

    comment: Comment
    name: str
    form: ReportForm
    refused: str = ""

    @property
    def href(self) -> str:
        """The comment in its place."""
        return comment_path(self.comment.id)

    @property
    def html(self) -> Markup:
        """What it says."""
        return safe(self.comment.html)


@bp.get("/blog/comments/<int:comment_id>/report")
def report_comment(comment_id: int) -> Response:
    """Ask what is the matter; or, once that is said, thank."""
    if DONE in request.args:
        comment = queries.comment_with_id(read_db(), comment_id)
        if comment is None or not has_reported(read_db(), comment_id, current_user.id):
            raise NotHere
        # It may be held back by now, so that nothing of it is shown.
        back = f"{post_path(slug_of(comment))}#{SECTION}"
        return make_response(render_template("blog/reported.html", back=back))
    return _page(_readable(comment_id), ReportForm())


@bp.post("/blog/comments/<int:comment_id>/report")
def report_comment_post(comment_id: int) -> Response:
    """Put the comment before a coach. Sent twice, it is one report."""
    comment, form, now = _readable(comment_id), ReportForm(request.form), clock.now()
    if not form.validate():
        return _page(comment, form, 422)
    try:
        # Reporting a comment again is the same report.
        person = str(current_user.id or client_address())
        count(bounds.REPORTS_NETWORK, client_address(), now, f"{comment.id} {person}")
        count(bounds.REPORTS_PERSON, person, now, f"{comment.id} {person}")
        user_id, token = visitor_for_answer()
    except TooMany as error:
        refused = f"That was a little too often, and nothing was sent. {error.do}"
        return _page(comment, form, 429, refused=refused)
    db = write_db()
    [fresh] = settling.taken(db, [comment.id], now)
    settled = reporting.report(db, fresh, user_id, form.words.data or "", now)
    if settled is not None:
        emails.tell_of_waiting(db, settings(), now)
        settling.close(db, [settled], now)
    db.commit()
    keep_cookie(token)
    return see(f"{comment_path(comment.id)}/report?{DONE}=yes")


@bp.post("/blog/comments/<int:comment_id>/pin")
@needs("coach")
def pin_comment(comment_id: int) -> Response:
    """Let a coach's comment stand first below its post, or stand only in its place."""
    db, now = write_db(), clock.now()
    found = settling.taken(db, [comment_id], now)
    if not found or not found[0].by_coach or found[0].state != State.APPROVED:
        raise NotHere
    slug = slug_of(found[0])
    settling.close(db, [pinning.pin(db, found[0], now, first=request.form.get("pinned") != "no")], now)
    db.commit()
    return to_place(found[0], slug)


def _readable(comment_id: int) -> Comment:
    """A comment that everybody reads and that this person didn't write. Raises `NotHere`."""
    comment = queries.comment_with_id(read_db(), comment_id)
    if comment is None or comment.state != State.APPROVED:
        raise NotHere
    if current_user.id is not None and comment.user_id == current_user.id:
        raise NotHere
    slug_of(comment)
    return comment


def _page(comment: Comment, form: ReportForm, status: int = 200, *, refused: str = "") -> Response:
    name = words.name_of(*author_of(read_db(), comment))
    page = ReportPage(comment, name, form, refused)
    return make_response(render_template("blog/report.html", page=page), status)
