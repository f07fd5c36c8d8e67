"""The coach's queue of comments: what waits, deciding one by one or several at once, answering in place."""

from collections.abc import Sequence

from flask import Flask, Response, g, make_response, render_template, request
from flask_login import current_user

from coursesite import clock
from coursesite.accounts.forms import plain_lines
from coursesite.blog import emails
from coursesite.blog.blog_views import bp
from coursesite.blog.comments import networks, settling
from coursesite.blog.comments.rendering import LONGEST, rendered
from coursesite.blog.comments.sent import Sent
from coursesite.blog.comments.submitting import Refused
from coursesite.blog.queue import deciding, queries, replying
from coursesite.blog.queue.blocking import SPANS
from coursesite.blog.queue.deciding import Deed, Outcome, Pick
from coursesite.blog.queue.item import QUEUE, Item
from coursesite.blog.queue.page import ON_A_PAGE, QueuePage
from coursesite.blog.queue.queries import Row, View
from coursesite.blog.queue.telling import Told, notices, told_in
from coursesite.library.post_queries import find_post
from coursesite.text.markup import Unrendered
from coursesite.web import once
from coursesite.web.access import needs
from coursesite.web.errors import NotHere
from coursesite.web.paging import page_number, page_within
from coursesite.web.queries import outcome_of, set_outcome, spend_value
from coursesite.web.redirects import home_path, see
from coursesite.web.state import client_address, read_db, settings, write_db

MOST_POSTS = 300
COUNTED = (View.WAITING, View.SPAM)


def init(app: Flask) -> None:
    """Let every page of the desk say how much waits."""
    app.add_template_global(comments_waiting)


def comments_waiting() -> int:
    """How many comments wait; asked once in a request."""
    if "comments_waiting" not in g:
        g.comments_waiting = queries.count_comments(read_db(), View.WAITING)
    count: int = g.comments_waiting
    return count


@bp.get("/studio/comments")
@needs("coach")
def comment_queue() -> str:
    """What waits, or what was decided, a page at a time."""
    session, told = read_db(), told_in(request.args.get("done", ""))
    view = next((view for view in View if view.value == request.args.get("state")), View.WAITING)
    post = request.args.get("post", "")[:120]
    total = queries.count_comments(session, view, post)
    number = page_within(total, ON_A_PAGE, page_number())
    rows = queries.comments(session, view, post, (number - 1) * ON_A_PAGE, ON_A_PAGE)
    counts = {one: total if one is view else queries.count_comments(session, one, post) for one in COUNTED}
    items = items_of(rows)
    posts = queries.posts_with_comments(session, MOST_POSTS)
    about = _told_of(told)
    undo = about if told is not None and told.can_be_undone else None
    page = QueuePage(view, items, total, number, counts, posts, post, undo)
    return render_template("blog/desk_comments.html", page=page, spans=SPANS, notices=notices(told, about))


@bp.get("/studio/comments/<int:comment_id>")
@needs("coach")
def comment_desk(comment_id: int) -> str:
    """One comment with everything that was decided about it."""
    item = item_of(comment_id)
    told = told_in(request.args.get("done", ""))
    return render_template("blog/desk_comment.html", item=item, spans=SPANS, notices=notices(told, item))


@bp.post("/studio/comments")
@needs("coach")
def comments_decide() -> Response:
    """Do one thing with every comment that is ticked."""
    return _decided([Pick.read(value) for value in request.form.getlist("comment")[: 2 * ON_A_PAGE]])


@bp.post("/studio/comments/<int:comment_id>/decide")
@needs("coach")
def comment_decide(comment_id: int) -> Response:
    """Do one thing with one comment."""
    item_of(comment_id)
    pick = Pick.read(request.form.get("comment", ""))
    return _decided([pick if pick is not None and pick.comment_id == comment_id else None])


@bp.post("/studio/comments/<int:comment_id>/reply")
@needs("coach")
def comment_reply(comment_id: int) -> Response:
    """Answer a comment in place, which shows it too. What can't be taken comes back with a sentence."""
    item, pick = item_of(comment_id), Pick.read(request.form.get("comment", ""))
    text = plain_lines(request.form.get("text"))
    if pick is None or pick.comment_id != comment_id or not text:
        return _refused(item, text, "Please write something.")
    if len(text) > LONGEST:
        return _refused(item, text, f"That is {len(text):,} characters, and a comment has room for {LONGEST:,}.")
    try:
        html = rendered(text)
    except Unrendered as error:
        return _refused(item, text, str(error))
    post = find_post(read_db(), item.row.post_slug)
    if post is None:
        return _refused(item, text, "Its post isn’t published at the moment, so that nothing can be said below it.")
    network = networks.block_of(client_address(), settings().secret_key)
    sent = Sent(text, html, once.submitted(), network, seconds=3600.0)
    session, now = write_db(), clock.now()
    try:
        outcome = replying.reply(session, pick, post, sent, current_user.id, settings(), now)
    except Refused as error:
        session.rollback()
        return _refused(item, text, str(error))
    if outcome.missed:
        session.rollback()
        return _refused(item_of(comment_id, fresh=True), text, "Meanwhile this comment was changed or decided on.")
    return _finish(outcome, _back(str(Told("reply", 1, 0, comment_id))))


def _decided(picks: Sequence[Pick | None]) -> Response:
    chosen = [pick for pick in picks if pick is not None]
    deed = next((deed for deed in Deed if deed.value == request.form.get("deed")), None)
    if deed is None or not chosen:
        return see(_back("nothing"))
    session, now, submission = write_db(), clock.now(), once.submitted()
    if not spend_value(session, submission, now):
        return see(outcome_of(session, submission) or QUEUE)
    outcome = deciding.carry_out(session, deed, chosen, current_user.id, settings().secret_key, now)
    leads = _back(_told(deed.value, outcome))
    set_outcome(session, submission, leads)
    return _finish(outcome, leads)


def _finish(outcome: Outcome, leads: str) -> Response:
    """Write the mail that is due, commit, and lead on."""
    session, now = write_db(), clock.now()
    emails.tell(session, settings(), outcome.settled, now)
    settling.close(session, outcome.settled, now)
    session.commit()
    return see(leads)


def _told(deed: str, outcome: Outcome) -> str:
    done = [settled.comment.id for settled in outcome.settled]
    return str(Told(deed, len(done), len(outcome.missed), (done or outcome.missed)[0]))


def _back(told: str) -> str:
    """Where the form stood, with what was done."""
    back = home_path(request.form.get("back"), QUEUE)
    return f"{back}{'&' if '?' in back else '?'}done={told}"


def _refused(item: Item, text: str, problem: str) -> Response:
    page = render_template("blog/desk_comment.html", item=item, spans=SPANS, notices=[("problem", problem)], typed=text)
    return make_response(page, 422)


def _told_of(told: Told | None) -> Item | None:
    row = queries.comment(read_db(), told.comment_id) if told is not None and told.comment_id else None
    return items_of([row])[0] if row is not None else None


def items_of(rows: Sequence[Row]) -> list[Item]:
    """These comments with what was decided and reported of them."""
    session, ids = read_db(), [row.id for row in rows]
    made, reports = queries.decisions_of(session, ids), queries.reports_of(session, ids)
    return [Item(row, made.get(row.id, []), [one for one in reports if one.comment_id == row.id]) for row in rows]


def item_of(comment_id: int, *, fresh: bool = False) -> Item:
    """One comment. Raises `NotHere`."""
    row = queries.comment(read_db(fresh=fresh), comment_id)
    if row is None:
        raise NotHere
    return items_of([row])[0]
