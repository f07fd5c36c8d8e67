"""Mail about comments: beginning it, and ending it with one click; and the pictures of those who write as guests."""

import re
from dataclasses import dataclass

from flask import Response, render_template, request
from flask_login import current_user

from coursesite import clock
from coursesite.accounts.picture_views import picture_of
from coursesite.accounts.session_views import DeadLink, count
from coursesite.blog.blog_views import bp
from coursesite.blog.comments import bounds, queries, signing, subscribing
from coursesite.blog.comments import subscription_queries as following
from coursesite.blog.comments.page_queries import UNKNOWN
from coursesite.blog.comments.section import SECTION
from coursesite.blog.comments.showing import NOBODY
from coursesite.blog.comments.subscription_queries import Followed
from coursesite.blog.comments.writer_queries import confirmed_guest_of, guest_with_key
from coursesite.blog.posts.addresses import comment_path, post_path
from coursesite.library.post_queries import find_post
from coursesite.web.access import needs, to_sign_in
from coursesite.web.errors import NotHere
from coursesite.web.redirects import see
from coursesite.web.security import one_click
from coursesite.web.state import read_db, settings, write_db


@dataclass(frozen=True, slots=True)
class Following:
    """Something that somebody gets mail about, and the address at which that is ended."""

    row: Followed
    address: str

    @property
    def title(self) -> str:
        """The post's title."""
        return self.row.title

    @property
    def post_href(self) -> str:
        """The post."""
        return post_path(self.row.slug)

    @property
    def href(self) -> str:
        """The comment whose answers are told; the discussion where all comments are."""
        if self.row.comment_id is None:
            return f"{self.post_href}#{SECTION}"
        return comment_path(self.row.comment_id)

    @property
    def begun_at(self) -> object:
        """Since when."""
        return self.row.begun_at

    @property
    def is_answers(self) -> bool:
        """Whether it is about answers to one comment."""
        return self.row.comment_id is not None

    @property
    def is_running(self) -> bool:
        """Whether mail still goes."""
        return self.row.ended_at is None


@bp.post("/blog/<slug>/subscribe")
def subscribe(slug: str) -> Response:
    """Write to this account (or to the guest whose address this browser confirmed) about every comment, or no more."""
    post = find_post(read_db(), slug)
    if post is None:
        raise NotHere
    guest = confirmed_guest_of(read_db(), current_user.id) if current_user.id and not current_user.signed_in else None
    if not current_user.signed_in and guest is None:
        response: Response = to_sign_in()
        return response
    now = clock.now()
    count(bounds.SUBSCRIPTIONS_PERSON, str(current_user.id), now)
    db = write_db()
    queries.take_turn(db, [post.id], now)
    change = subscribing.end if request.form.get("wanted") == "no" else subscribing.subscribe
    user_id = None if guest is not None else current_user.id
    change(db, post.id, None, now, user_id=user_id, guest_id=guest.id if guest is not None else None)
    db.commit()
    return see(f"{post_path(post.slug)}#{SECTION}")


@bp.get("/blog/subscriptions/")
@needs("learner")
def subscriptions() -> str:
    """What this account gets mail about."""
    followed = [_following(row) for row in following.followed_by(read_db(), current_user.id)]
    return render_template("blog/subscriptions.html", followed=followed)


@bp.get("/blog/subscriptions/<token>")
def subscription(token: str) -> str:
    """What the mail was about, with a button that ends it: a mail scanner that follows links ends nothing."""
    return render_template("blog/unsubscribe.html", page=_found(token))


@bp.post("/blog/subscriptions/<token>")
@one_click
def end_subscription(token: str) -> str:
    """End it, or begin it again. Answers with a page and never with a redirect, as RFC 8058 wants it."""
    found = _found(token)
    db, now = write_db(), clock.now()
    row = following.subscription_with_id(db, found.row.id)
    if row is None:
        raise DeadLink
    if request.form.get("again") == "yes":
        row.ended_at = None
    elif row.ended_at is None:
        row.ended_at = now
    db.commit()
    read_db(fresh=True)
    return render_template("blog/unsubscribe.html", page=_found(token))


@bp.get("/blog/guests/<key>/picture")
def guest_picture(key: str) -> Response:
    """A guest's picture: drawn from the key, or fetched because the guest wanted that."""
    guest = guest_with_key(read_db(), key)
    if guest is None and key != NOBODY and not re.fullmatch(UNKNOWN + r"[0-9a-f]{1,16}", key):
        raise NotHere
    return picture_of(key, guest.picture_file if guest is not None else None)


def _following(row: Followed) -> Following:
    token = signing.token_for(settings().secret_key, signing.SUBSCRIPTION, row.id)
    return Following(row, f"/blog/subscriptions/{token}")


def _found(token: str) -> Following:
    number = signing.number_in(settings().secret_key, signing.SUBSCRIPTION, token)
    row = following.followed(read_db(), number) if number is not None else None
    if row is None:
        raise DeadLink
    return _following(row)
