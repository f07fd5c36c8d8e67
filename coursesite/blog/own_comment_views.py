"""What authors do with comments of their own: change them, take them back, and all of that by a guest's mailed link."""

from dataclasses import replace
from urllib.parse import urlsplit

from flask import Response, make_response, render_template, request
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from coursesite import clock
from coursesite.accounts.session_views import DeadLink, count
from coursesite.accounts.views import keep_cookie, visitor_for_answer
from coursesite.blog import emails
from coursesite.blog.blog_views import bp
from coursesite.blog.comment_views import slug_of, to_place
from coursesite.blog.comments import bounds, editing, networks, queries, settling, signing, writer_queries
from coursesite.blog.comments.own import OwnPage
from coursesite.blog.comments.rendering import rendered
from coursesite.blog.comments.section import SECTION
from coursesite.blog.comments.sent import Sent
from coursesite.blog.comments.settling import Settled
from coursesite.blog.comments.submitting import WANTED
from coursesite.blog.comments.subscription_queries import post_of
from coursesite.blog.forms import TextForm
from coursesite.blog.models import Comment, State
from coursesite.blog.posts.addresses import post_path
from coursesite.text.markup import Unrendered
from coursesite.web.access import keep_typed
from coursesite.web.errors import NotHere, TooMany
from coursesite.web.redirects import see
from coursesite.web.state import client_address, read_db, settings, write_db

LIVE = (State.APPROVED, State.HELD, State.SPAM)


@bp.get("/blog/comments/<int:comment_id>/edit")
def edit_comment(comment_id: int) -> Response:
    """One's own comment in a form, or that the fifteen minutes are over."""
    comment = _own(comment_id)
    page = _page(comment, TextForm(MultiDict({"text": comment.source})))
    if not page.can_change:
        page = replace(page, form=TextForm(), refused=f"{editing.OVER} You can still take it back.")
    return _shown("blog/change.html", page, True)


@bp.post("/blog/comments/<int:comment_id>/edit")
def change_comment(comment_id: int) -> Response:
    """Change one's own comment; it is judged again."""
    comment = _own(comment_id)
    return _changed("blog/change.html", comment, "")


@bp.post("/blog/comments/<int:comment_id>/withdraw")
def withdraw_comment(comment_id: int) -> Response:
    """Take one's own comment back. The second click of two finds it taken back."""
    comment = _own(comment_id, but_withdrawn=True)
    slug = slug_of(comment)
    _withdraw(comment)
    return see(f"{post_path(slug)}#{SECTION}")


@bp.get("/blog/mine/<token>")
def my_comment(token: str) -> Response:
    """A guest's comment behind the link that was mailed. Reading it spends nothing."""
    comment = _linked(token)
    return _shown("blog/mine.html", _page(comment, TextForm(MultiDict({"text": comment.source})), token), True)


@bp.post("/blog/mine/<token>")
def change_mine(token: str) -> Response:
    """Change it; it is judged again."""
    return _changed("blog/mine.html", _linked(token), token)


@bp.post("/blog/mine/<token>/withdraw")
def withdraw_mine(token: str) -> Response:
    """Take it back."""
    _withdraw(_linked(token))
    return see(_path(token))


@bp.post("/blog/mine/<token>/confirm")
def confirm_mine(token: str) -> Response:
    """Confirm that the address is theirs who opened the link, in this browser, and fetch its picture if they say so."""
    comment = _linked(token)
    now = clock.now()
    user_id, cookie = visitor_for_answer()
    db = write_db()
    guest = writer_queries.guest_with_id(db, comment.guest_id) if comment.guest_id is not None else None
    if guest is None or guest.address is None:
        raise DeadLink
    if guest.confirmed_at is None or guest.user_id is None:
        guest.confirmed_at, guest.user_id = now, user_id
        wants = bool(settings().avatar_server) and request.form.get("fetch") == "yes"
        guest.picture_fetch = WANTED if wants else ("" if guest.picture_fetch == "asked" else guest.picture_fetch)
        db.commit()
        keep_cookie(cookie)
    return see(_path(token))


def _path(token: str) -> str:
    return f"/blog/mine/{token}"


def _own(comment_id: int, *, but_withdrawn: bool = False) -> Comment:
    """This person's comment. Raises `NotHere` for anybody else's, and for what is gone; `SignedOut` where somebody who
    isn't signed in sent text.
    """
    comment = queries.comment_with_id(read_db(), comment_id)
    if comment is None or current_user.id is None or comment.user_id != current_user.id:
        keep_typed()
        raise NotHere
    if comment.state not in LIVE and not (but_withdrawn and comment.state == State.WITHDRAWN):
        raise NotHere
    return comment


def _linked(token: str) -> Comment:
    """The comment that a mailed link leads to. Raises `DeadLink`."""
    number = signing.number_in(settings().secret_key, signing.MINE, token)
    comment = queries.comment_with_id(read_db(), number) if number is not None else None
    if comment is None or post_of(read_db(), comment.post_id) is None:
        raise DeadLink
    return comment


def _page(comment: Comment, form: TextForm, token: str = "", refused: str = "") -> OwnPage[TextForm]:
    post = post_of(read_db(), comment.post_id)
    if post is None:
        raise NotHere
    guest = None
    if token and comment.guest_id is not None:
        guest = writer_queries.guest_with_id(read_db(), comment.guest_id)
    host = urlsplit(settings().avatar_server).hostname or ""
    return OwnPage(comment, *post, form, clock.now(), refused, _path(token) if token else "", guest, host)


def _shown(template: str, page: OwnPage[TextForm], is_well: bool, status: int = 409) -> Response:
    response = make_response(render_template(template, page=page), 200 if is_well else status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _changed(template: str, comment: Comment, token: str) -> Response:
    form, now = TextForm(request.form), clock.now()
    if not form.validate():
        return _shown(template, _page(comment, form, token), False, 422)
    try:
        count(bounds.CHANGES_PERSON, str(comment.user_id or comment.id), now)
        settled = _change(comment, form)
    except Unrendered as error:
        form.text.errors = [str(error)]
        return _shown(template, _page(comment, form, token), False, 422)
    except editing.TooLate as error:
        write_db().rollback()
        return _shown(template, _page(comment, form, token, str(error)), False)
    except TooMany as error:
        refused = f"That was a little too often, and nothing was changed. {error.do}"
        return _shown(template, _page(comment, form, token, refused), False, 429)
    return see(_path(token)) if token else to_place(settled.comment, slug_of(comment))


def _change(comment: Comment, form: TextForm) -> Settled:
    text, now, secret = form.text.data or "", clock.now(), settings().secret_key
    # An edit's form has no signed time, and takes no trap: whoever sends it has been let in by session or link.
    network = networks.block_of(client_address(), secret)
    sent = Sent(text, rendered(text), comment.once, network, seconds=editing.UNHURRIED)
    db = write_db()
    [fresh] = settling.taken(db, [comment.id], now)
    settled = editing.change(db, fresh, sent, settings(), now)
    emails.tell(db, settings(), [settled], now)
    if settled.decision is not None or settled.comment.apart:
        emails.tell_coaches(db, settings(), settled.comment, now)
    settling.close(db, [settled], now)
    db.commit()
    return settled


def _withdraw(comment: Comment) -> None:
    db, now = write_db(), clock.now()
    [fresh] = settling.taken(db, [comment.id], now)
    if fresh.state in LIVE:
        settling.close(db, [editing.withdraw(db, fresh, settings().secret_key, now)], now)
        db.commit()
