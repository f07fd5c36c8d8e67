"""A post's page."""

from flask import render_template, request

from coursesite import clock
from coursesite.blog.blog_views import bp
from coursesite.blog.comment_views import viewer
from coursesite.blog.comments.section import PARAMETER, THREAD, Asked, section_for
from coursesite.blog.posts import shelf
from coursesite.blog.posts.showing import PostPage
from coursesite.library import reading
from coursesite.library.post_queries import PostRow, find_post
from coursesite.web.errors import NotHere
from coursesite.web.pagecache import cached_with_talk
from coursesite.web.paging import page_number
from coursesite.web.state import read_db, settings


def found_post(slug: str) -> PostRow:
    """The published post at this address. Raises `NotHere`."""
    found = find_post(read_db(), slug)
    if found is None:
        raise NotHere
    return found


@bp.get("/blog/<slug>/")
@cached_with_talk
def post(slug: str) -> str:
    """A post, and what people say below it."""
    found, session = found_post(slug), read_db()
    section = section_for(session, found, _asked(), viewer(), settings(), clock.now())
    page = PostPage(
        found,
        reading.content(session, found.published_revision_id),
        shelf.around(session, found),
        section.count,
        settings().base_url,
        settings().site_name,
    )
    return render_template("blog/post.html", page=page, section=section, page_url=page.address)


def _asked() -> Asked:
    thread = request.args.get(THREAD, "")
    is_id = thread.isascii() and thread.isdigit() and len(thread) < 10
    return Asked(max(page_number(PARAMETER), 1), int(thread) if is_id else None)
