"""Blocking whoever wrote a comment, the list of blocks, and lifting them."""

from flask import Response, render_template, request
from flask_login import current_user

from coursesite import clock
from coursesite.blog.blog_views import bp
from coursesite.blog.queue import block_queries
from coursesite.blog.queue.blocking import Line, block_of
from coursesite.blog.queue.telling import notices, told_in
from coursesite.blog.queue_desk import item_of
from coursesite.web import once
from coursesite.web.access import needs
from coursesite.web.paging import page_number
from coursesite.web.queries import spend_value
from coursesite.web.redirects import see
from coursesite.web.state import read_db, write_db

BLOCKS = "/studio/comments/blocks"
ON_A_PAGE = 50


@bp.get("/studio/comments/blocks")
@needs("coach")
def comment_blocks() -> str:
    """Every block, those in force and those that are over, the latest first."""
    number, now = page_number(), clock.now()
    rows = block_queries.blocks(read_db(), (number - 1) * ON_A_PAGE, ON_A_PAGE + 1)
    lines = [Line(row, now, current_user.time_zone) for row in rows[:ON_A_PAGE]]
    earlier = f"{BLOCKS}?page={number + 1}" if len(rows) > ON_A_PAGE else ""
    told = notices(told_in(request.args.get("done", "")), None)
    return render_template("blog/desk_blocks.html", lines=lines, earlier=earlier, notices=told)


@bp.post("/studio/comments/<int:comment_id>/block")
@needs("coach")
def block_writer(comment_id: int) -> Response:
    """Block a comment's writer, or the network that it came from, until a day."""
    item, now, form = item_of(comment_id), clock.now(), request.form
    block = block_of(item, form.get("whom", ""), form.get("span", ""), form.get("why", ""), current_user.id, now)
    if block is None:
        return _told("nothing")
    session = write_db()
    if spend_value(session, once.submitted(), now):
        block_queries.add_block(session, block)
    session.commit()
    return _told("block")


@bp.post("/studio/comments/blocks")
@needs("coach")
def lift_block() -> Response:
    """Lift one block."""
    asked, session = request.form.get("block", ""), write_db()
    lifted = asked.isascii() and asked.isdigit() and len(asked) < 10
    if lifted:
        block_queries.lift(session, int(asked), clock.now())
    session.commit()
    return _told("lift" if lifted else "nothing")


def _told(told: str) -> Response:
    return see(f"{BLOCKS}?done={told}")
