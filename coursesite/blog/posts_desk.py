"""The blog at the desk: its posts with what is said below them, and closing a discussion by hand."""

from flask import Response, render_template, request

from coursesite import clock
from coursesite.blog.blog_views import bp
from coursesite.blog.comments.queries import take_turn
from coursesite.blog.queue import post_queries
from coursesite.blog.queue.posts_page import ON_A_PAGE, POSTS, PostsPage, line_of
from coursesite.blog.queue.telling import notices, told_in
from coursesite.library.desk_views import allowed, whoever
from coursesite.library.queries import grow_talk
from coursesite.web.access import needs
from coursesite.web.errors import NotHere
from coursesite.web.paging import page_number, page_within
from coursesite.web.redirects import home_path, see
from coursesite.web.state import read_db, settings, write_db


@bp.get("/studio/blog/")
@needs("coach")
def studio_posts() -> str:
    """Every post within reach, whatever its state."""
    session, now = read_db(), clock.now()
    total = post_queries.count_posts(session, whoever())
    number = page_within(total, ON_A_PAGE, page_number())
    rows = post_queries.posts(session, whoever(), (number - 1) * ON_A_PAGE, ON_A_PAGE)
    lines = [line_of(row, settings().comments_close_after_days, now) for row in rows]
    told = notices(told_in(request.args.get("done", "")), None)
    return render_template("blog/desk_posts.html", page=PostsPage(lines, total, number), notices=told)


@bp.post("/studio/blog/<slug>/discussion")
@needs("coach")
def close_discussion(slug: str) -> Response:
    """Close the discussion below a post by hand, or open it again."""
    session, now = write_db(), clock.now()
    post_id = post_queries.post_with_slug(read_db(), slug)
    if post_id is None:
        raise NotHere
    allowed(post_id, "writes")
    wanted = request.form.get("to", "")
    if wanted in ("closed", "open"):
        discussion = take_turn(session, [post_id], now)[post_id]
        if (discussion.closed_at is not None) != (wanted == "closed"):
            post_queries.set_closed(session, post_id, now if wanted == "closed" else None, now)
            grow_talk(session, now)
        session.commit()
    back = home_path(request.form.get("back"), POSTS)
    return see(f"{back}?done={wanted}" if back == POSTS and wanted else back)
