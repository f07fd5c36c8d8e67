"""Feeds of all posts, of a tag's, and of what people say below a post; each as Atom and as JSON Feed.

A guest without a cookie gets them from the page cache, which answers 304 to whoever has the newest.
"""

from datetime import UTC, datetime

from flask import Response, request
from sqlalchemy import ColumnElement

from coursesite.blog.blog_views import bp
from coursesite.blog.comments.feed_queries import discussion_changed_at, newest_said
from coursesite.blog.comments.feeding import comments_feed
from coursesite.blog.post_views import found_post
from coursesite.blog.posts import addresses, queries
from coursesite.blog.posts.feeds import atom, jsonfeed
from coursesite.blog.posts.feeds.making import ATOM, JSON, Site, posts_feed
from coursesite.blog.posts.feeds.values import Feed
from coursesite.blog.posts.listing import with_tags
from coursesite.library import reading
from coursesite.web.errors import NotHere
from coursesite.web.pagecache import cached_for_guests, cached_with_talk
from coursesite.web.state import read_db, settings

MOST_POSTS = 20
MOST_COMMENTS = 50
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""Dates the feed of a blog in which nothing was ever published."""


@bp.get("/blog/feed.atom", defaults={"form": ATOM})
@bp.get("/blog/feed.json", defaults={"form": JSON})
@cached_for_guests
def feed(form: str) -> Response:
    """The newest posts."""
    return _posts(form, addresses.BLOG, queries.every_post(), "")


@bp.get("/blog/tags/<tag>/feed.atom", defaults={"form": ATOM})
@bp.get("/blog/tags/<tag>/feed.json", defaults={"form": JSON})
@cached_for_guests
def tag_feed(tag: str, form: str) -> Response:
    """The newest posts with a tag."""
    return _posts(form, addresses.tag_path(tag), queries.with_tag(tag), tag)


@bp.get("/blog/<slug>/comments.atom", defaults={"form": ATOM})
@bp.get("/blog/<slug>/comments.json", defaults={"form": JSON})
@cached_with_talk
def comment_feed(slug: str, form: str) -> Response:
    """The newest comments below a post."""
    post, session = found_post(slug), read_db()
    changed_at = discussion_changed_at(session, post.id) or post.published_at
    rows = newest_said(session, post.id, MOST_COMMENTS)
    return _answer(form, comments_feed(_site(), post, rows, changed_at), max(changed_at, post.changed_at))


def _posts(form: str, path: str, wanted: ColumnElement[bool], tag: str) -> Response:
    session, title = read_db(), f"{settings().site_name}: blog"
    rows = queries.listed(session, wanted, 0, MOST_POSTS)
    posts = with_tags(rows, queries.tags_of(session, [row.id for row in rows]))
    if tag:
        if not posts:
            raise NotHere
        title += ", " + next(one.name for one in posts[0].tags if one.slug == tag)
    changed_at = queries.shelf_changed_at(session) or NEVER
    contents = reading.contents(session, [row.published_revision_id for row in rows])
    return _answer(form, posts_feed(_site(), path, title, posts, contents, changed_at), changed_at)


def _answer(form: str, made: Feed, changed_at: datetime) -> Response:
    body, content_type = (atom.atom(made), atom.CONTENT_TYPE) if form == ATOM else _as_json(made)
    response = Response(body, content_type=content_type)
    response.last_modified = changed_at
    if request.cookies or request.query_string:
        # All others are answered from the page cache, which does the same.
        response.add_etag()
        response.headers["Cache-Control"] = "private, no-cache"
        response = response.make_conditional(request)  # type: ignore[assignment]  # werkzeug's type, Flask's object
    return response


def _as_json(made: Feed) -> tuple[bytes, str]:
    return jsonfeed.json_feed(made), jsonfeed.CONTENT_TYPE


def _site() -> Site:
    return Site(settings().site_name, settings().site_description, settings().base_url)
