"""Writing a comment, and the address that always leads to one."""

from dataclasses import replace
from urllib.parse import urlsplit

from flask import Response, make_response, render_template, request
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from coursesite import clock
from coursesite.accounts import signing_in
from coursesite.accounts.session_views import count, device
from coursesite.accounts.views import keep_cookie, visitor_for_answer
from coursesite.blog import emails
from coursesite.blog.blog_views import bp
from coursesite.blog.comments import bounds, networks, queries, responding, section, settling, showing, submitting
from coursesite.blog.comments.rendering import rendered
from coursesite.blog.comments.responding import RespondPage
from coursesite.blog.comments.sent import Sent, Writer
from coursesite.blog.comments.submitting import Again, Refused
from coursesite.blog.comments.subscription_queries import post_of
from coursesite.blog.comments.writer_queries import is_visitor
from coursesite.blog.forms import TRAP, CommentForm, GuestCommentForm, PicturedGuestForm
from coursesite.blog.models import Comment, State
from coursesite.blog.moderation import formtime
from coursesite.blog.posts.addresses import comment_path
from coursesite.library.post_queries import PostRow, find_post
from coursesite.text.harm import speaks_of_harm
from coursesite.text.markup import Unrendered
from coursesite.web import once
from coursesite.web.access import RANK
from coursesite.web.errors import NotHere, TooMany
from coursesite.web.limits import Limit
from coursesite.web.redirects import see
from coursesite.web.state import client_address, read_db, settings, write_db

FRAGMENT = "text/x-fragment"
OPENED = "opened"


def viewer() -> showing.Viewer:
    """Who looks at a discussion."""
    is_coach = RANK.get(current_user.role, 0) >= RANK["coach"]
    return showing.Viewer(current_user.id, current_user.signed_in, is_coach)


def to_place(comment: Comment, slug: str) -> Response:
    """Send the browser to where a comment stands."""
    return see(section.where_is(read_db(fresh=True), comment.post_id, slug, comment.path, comment.id))


def slug_of(comment: Comment) -> str:
    """The slug of a comment's post. Raises `NotHere` while the post isn't published."""
    post = post_of(read_db(), comment.post_id)
    if post is None:
        raise NotHere
    return post[1]


@bp.get("/blog/<slug>/respond")
def respond(slug: str) -> Response:
    """The form for a comment on a post, or with `?to=` for an answer to a comment."""
    return _page(_opened(_post(slug), _form()))


@bp.post("/blog/<slug>/respond")
def respond_post(slug: str) -> Response:
    """Show how a comment would look, or take it. Whatever goes wrong, the text comes back with a sentence."""
    post, form = _post(slug), _form(request.form)
    page = _opened(post, form)
    if page.closed or page.refused:
        return _page(page, 409)
    if not form.validate():
        return _page(page, 422)
    try:
        return _preview(page) if request.form.get("do") == "preview" else _send(page)
    except Unrendered as error:
        form.text.errors = [str(error)]
        return _page(page, 422)
    except TooMany as error:
        return _too_often(page, error)
    except Refused as error:
        write_db().rollback()
        gone = isinstance(error, submitting.Unanswerable)
        return _page(replace(page, refused=str(error), answered=None if gone else page.answered), 409)


@bp.get("/blog/comments/<int:comment_id>")
def comment(comment_id: int) -> Response:
    """Lead to where a comment stands now."""
    found = queries.comment_with_id(read_db(), comment_id)
    if found is None:
        raise NotHere
    is_own = current_user.id is not None and found.user_id == current_user.id
    if found.state != State.APPROVED and not (is_own and found.state in (State.HELD, State.SPAM)):
        raise NotHere
    return to_place(found, slug_of(found))


def _post(slug: str) -> PostRow:
    post = find_post(read_db(), slug)
    if post is None:
        raise NotHere
    return post


def _form(typed: MultiDict[str, str] | None = None) -> CommentForm:
    if current_user.signed_in:
        return CommentForm(typed)
    host = urlsplit(settings().avatar_server).hostname
    return PicturedGuestForm(typed, fetched_from=host) if host else GuestCommentForm(typed)


def _opened(post: PostRow, form: CommentForm) -> RespondPage[CommentForm]:
    """The page with this form. The once-only value and the moment it was opened stay those of its first showing."""
    now = clock.now()
    asked = request.values.get("to", "")
    to = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else None
    opened = request.form.get(OPENED) or formtime.stamp(settings().secret_key, post.id, now)
    closed = responding.closed_now(read_db(), post, settings(), now)
    answered = responding.answered(read_db(), post, to)
    refused = ""
    if to is not None and answered is None:
        refused = "The comment that you want to answer is no longer shown. You can write below the post itself."
    return RespondPage(post, form, once.submitted(), opened, closed, answered, refused, trap=TRAP)


def _page(page: RespondPage[CommentForm], status: int = 200) -> Response:
    is_part = _wants_part()
    template = "blog/respond_form.html" if is_part else "blog/respond.html"
    response = make_response(render_template(template, page=page), status)
    if is_part:
        response.headers["Content-Type"] = f"{FRAGMENT}; charset=utf-8"
    return response


def _wants_part() -> bool:
    return FRAGMENT in request.accept_mimetypes.values()


def _sent_to(comment: Comment, slug: str) -> Response:
    """Send the browser to the comment. A script is told where that is, and goes there as to a new page."""
    if not _wants_part():
        return to_place(comment, slug)
    response = make_response("", 201)
    response.headers["Location"] = comment_path(comment.id)
    return response


def _too_often(page: RespondPage[CommentForm], error: TooMany) -> Response:
    response = _page(replace(page, refused=f"That was a little too often, and nothing was stored. {error.do}"), 429)
    response.headers["Retry-After"] = str(error.seconds)
    return response


def _person(form: CommentForm) -> str:
    """Whom a limit counts: the account, or whoever has the address that was typed."""
    return (form.address.data or "") if isinstance(form, GuestCommentForm) else str(current_user.id)


def _count(page: RespondPage[CommentForm], person: Limit, network: Limit) -> None:
    now = clock.now()
    count(network, client_address(), now, page.once)
    count(person, _person(page.form), now, page.once)


def _preview(page: RespondPage[CommentForm]) -> Response:
    now = clock.now()
    count(bounds.PREVIEWS_NETWORK, client_address(), now)
    count(bounds.PREVIEWS_PERSON, _person(page.form), now)
    text = page.form.text.data or ""
    return _page(page.with_preview(rendered(text), is_apart=not viewer().is_coach and speaks_of_harm(text)))


def _send(page: RespondPage[CommentForm]) -> Response:
    before = queries.comment_sent_as(read_db(), page.once)
    if before is not None:
        return _again(page, before)
    _count(page, bounds.COMMENTS_PERSON, bounds.COMMENTS_NETWORK)
    sent = _sent(page)
    user_id, token = visitor_for_answer()
    form, now, db = page.form, clock.now(), write_db()
    address = form.address.data if isinstance(form, GuestCommentForm) else ""
    writer = Writer(user_id, address or "", is_coach=viewer().is_coach)
    parent_id = page.answered.id if page.answered is not None else None
    settled = submitting.submit(db, page.post, parent_id, writer, sent, settings(), now)
    if isinstance(settled, Again):
        db.rollback()
        return _again(page, settled.comment)
    emails.tell(db, settings(), [settled], now)
    emails.tell_coaches(db, settings(), settled.comment, now)
    settling.close(db, [settled], now)
    db.commit()
    keep_cookie(token)
    return _sent_to(settled.comment, page.post.slug)


def _sent(page: RespondPage[CommentForm]) -> Sent:
    form, secret = page.form, settings().secret_key
    guest = form if isinstance(form, GuestCommentForm) else None
    return Sent(
        text=form.text.data or "",
        html=rendered(form.text.data or ""),
        once=page.once,
        network=networks.block_of(client_address(), secret),
        name=(guest.name.data or "") if guest is not None else "",
        site=(guest.site.data or "") if guest is not None else "",
        seconds=formtime.seconds_open(secret, page.opened, page.post.id, clock.now()),
        honeypot=bool(request.form.get(TRAP, "").strip()),
        notify=bool(form.notify.data),
        notify_all=bool(form.notify_all.data),
        fetch=isinstance(form, PicturedGuestForm) and bool(form.gravatar.data),
    )


def _again(page: RespondPage[CommentForm], comment: Comment) -> Response:
    """Answer the second click as the first, whose answer the browser may have lost, and the session with it."""
    now, db = clock.now(), write_db()
    if comment.post_id != page.post.id:
        raise NotHere
    is_recent = now - comment.created_at < showing.EDITED_FOR
    if current_user.id is None and comment.user_id is not None and is_recent and is_visitor(db, comment.user_id):
        token = signing_in.begin_sign_in(db, comment.user_id, device(), now)
        db.commit()
        keep_cookie(token)
    return _sent_to(comment, page.post.slug)
