"""A course's outline at the desk: putting it in order, moving something to another course, giving another address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from flask import Response, make_response, render_template, request
from flask_login import current_user

from coursesite import clock
from coursesite.accounts import auditing
from coursesite.learning import moving
from coursesite.library import publishing
from coursesite.library.desk_views import allowed
from coursesite.library.faults import FileFault
from coursesite.library.publishing import Plan, Stale
from coursesite.library.rights import may_in
from coursesite.studio.addresses import desk_href
from coursesite.studio.publishing.relinking import relink_drafts
from coursesite.studio.shelf import along, creating_queries, ordering, outline_queries
from coursesite.studio.shelf.outline_page import Opened, OutlinePage, PiecePage
from coursesite.studio.shelf.outline_queries import Inside
from coursesite.studio.studio_desk import bp
from coursesite.text.slugs import slugify
from coursesite.web import once
from coursesite.web.access import needs
from coursesite.web.errors import NotHere, Problem
from coursesite.web.queries import outcome_of, set_outcome, spend_value
from coursesite.web.redirects import see
from coursesite.web.state import read_db, settings, write_db

DIGITS = 4
NOTICES = {
    "order": ("good", "The order is saved."),
    "move": ("good", "It is moved. What people did in it went along, and links to its old address still arrive."),
    "rename": ("good", "The address is changed. Links to the old one still arrive."),
    "same": ("info", "Nothing had to be changed."),
}


class OthersPublish(Problem):
    """A co-coach whose changes wait for approval wants to move what is published."""

    status = 403
    title = "This needs the course’s owner"
    happened = "What is published would get another place or address, and only its owner may do that in this course."
    kept = "Nothing was changed."
    do = "Ask the owner to move it. What was never published you can move yourself."


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for: paths by key, the order that it comes from, and how it is told of afterwards."""

    deed: str
    paths: Mapping[str, str]
    subject: str
    leads: str
    ordered: Sequence[Inside] = ()
    piece: str = ""
    faults: Sequence[FileFault] = ()


@bp.get("/studio/write/<key>/outline")
@needs("coach")
def outline(key: str) -> Response:
    """The outline; with `piece`, what can be done with one of its pieces besides."""
    opened = _opened(key, "looks")
    if asked := request.args.get("piece"):
        return _piece(opened, asked)
    return _shown(OutlinePage(opened, moved=request.args.get("moved", ""), by=request.args.get("by", "")))


@bp.post("/studio/write/<key>/outline")
@needs("coach")
def change_outline(key: str) -> Response:
    """Put the course in order, move something or give it another address, if what was shown still stands."""
    opened, submission = _opened(key, "writes"), once.submitted()
    if led := outcome_of(read_db(), submission):
        return see(led)
    wish = _wish(opened)
    if request.form.get("seen") != ordering.seen(opened.rows):
        return _stale(opened, wish)
    if not wish.paths:
        return see(f"{opened.href}?done=same")
    _may(opened, wish)
    if wish.faults:
        return _refused(opened, wish, wish.faults)
    plan = publishing.plan_moves(read_db(), wish.paths, settings().data_dir, now=clock.now())
    if plan.report.faults:
        return _refused(opened, wish, plan.report.faults)
    return _carried_out(opened, wish, plan, submission)


def _carried_out(opened: Opened, wish: Wish, plan: Plan, submission: str) -> Response:
    session, now = write_db(), clock.now()
    if not spend_value(session, submission, now):
        return see(outcome_of(session, submission) or opened.href)
    try:
        publishing.carry_out(session, plan, now, author_id=current_user.id)
    except Stale:
        session.rollback()
        read_db(fresh=True)
        return _stale(_opened(opened.course.key, "writes"), wish)
    relink_drafts(session, plan, now)
    moving.follow(session, plan.changed_courses, now)
    auditing.note(session, current_user.id, wish.deed, wish.subject, now)
    set_outcome(session, submission, wish.leads)
    session.commit()
    return see(wish.leads)


def _opened(key: str, deed: str) -> Opened:
    course = creating_queries.course_with(read_db(), key)
    if course is None:
        raise NotHere
    rights = allowed(course.id, deed)
    return Opened(course, rights, outline_queries.inside(read_db(), course.id))


def _wish(opened: Opened) -> Wish:
    for name, step in (("up", -1), ("down", 1)):
        if key := request.form.get(name):
            return _order(opened, ordering.stepped(opened.rows, key, step), f"?moved={key}&by={name}")
    if key := request.form.get("move"):
        return _move(opened, key)
    if key := request.form.get("rename"):
        return _rename(opened, key)
    typed = {row.key: request.form.get(f"place-{row.key}", "") for row in opened.rows}
    wanted = {key: int(text) for key, text in typed.items() if text.isascii() and text.isdigit() and len(text) < DIGITS}
    return _order(opened, ordering.in_order(opened.rows, wanted), "?done=order")


def _order(opened: Opened, ordered: Sequence[Inside], told: str) -> Wish:
    paths = ordering.paths_in(opened.course.folder, ordered)
    subject = f"the lessons of “{opened.course.title}”"
    return Wish("put in another order", paths, subject, opened.href + told, ordered)


def _move(opened: Opened, key: str) -> Wish:
    row, session = opened.row(key), read_db()
    target = creating_queries.course_with(session, request.form.get("to", ""))
    if row is None or target is None:
        raise NotHere
    allowed(target.id)
    sources = outline_queries.texts_in(session, opened.course.id)
    pools = along.pools_along(row, opened.rows, sources)
    allowed(target.id, "publishes" if any(one.is_shown for one in (row, *pools)) else "writes")
    faults = along.left_behind(row, opened.rows, pools, sources)
    paths = {}
    if target.id != opened.course.id:
        paths = ordering.placed_last(target.folder, [*pools, row], outline_queries.inside(session, target.id))
    subject = f"“{row.title}” from “{opened.course.title}” to “{target.title}”"
    there = desk_href(target.key, f"outline?done=move#piece-{row.key}")
    return Wish("moved", paths, subject, there, piece=row.key, faults=faults)


def _rename(opened: Opened, key: str) -> Wish:
    typed = request.form.get("slug", "")
    row = opened.row(key)
    if row is not None:
        paths = {} if slugify(typed) == ordering.slug_in(row) else {row.key: ordering.renamed(row, typed)}
        title, leads = row.title, f"{opened.href}?done=rename#piece-{row.key}"
    elif key == opened.course.key:
        folder = slugify(typed)
        paths = {} if folder == opened.course.folder else {key: f"courses/{folder}/course.md"}
        title, leads = opened.course.title, f"{opened.href}?done=rename"
    else:
        raise NotHere
    return Wish("gave another address to", paths if typed.strip() else {}, f"“{title}”", leads, piece=key)


def _may(opened: Opened, wish: Wish) -> None:
    """Whether who asks may change where published things stand, as far as this does."""
    shown = {row.key for row in opened.rows if row.is_shown} | {opened.course.key}
    if shown & wish.paths.keys() and not opened.rights.publishes:
        raise OthersPublish


def _stale(opened: Opened, wish: Wish) -> Response:
    """Somebody was here meanwhile: their order, and the one that was wanted, which can be had by one button."""
    wanted = [one for row in wish.ordered if (one := opened.row(row.key)) is not None]
    wanted += [row for row in opened.rows if row not in wanted] if wanted else []
    return _shown(OutlinePage(opened, wanted, is_stale=True), 409)


def _refused(opened: Opened, wish: Wish, faults: Sequence[FileFault]) -> Response:
    if wish.piece:
        return _piece(opened, wish.piece, faults)
    return _shown(OutlinePage(opened, wish.ordered, faults), 422)


def _piece(opened: Opened, key: str, faults: Sequence[FileFault] = ()) -> Response:
    row, session = opened.row(key), read_db()
    if row is None and key != opened.course.key:
        raise NotHere
    page = PiecePage(opened, row, typed=request.form.get("slug", ""), faults=faults)
    if row is not None and opened.rights.writes:
        deed = "publishes" if row.is_shown else "writes"
        mine = may_in(session, current_user.id, current_user.role, deed)
        page = replace(page, targets=outline_queries.targets(session, mine, opened.course.id))
    html = render_template("studio/outline_piece.html", page=page, notices=[])
    return make_response(html, 422 if faults else 200)


def _shown(page: OutlinePage, status: int = 200) -> Response:
    notice = NOTICES.get(request.args.get("done", ""))
    html = render_template("studio/outline.html", page=page, notices=[notice] if notice else [])
    return make_response(html, status)
