"""The workbook of a course."""

from flask import Response, make_response, render_template, request, url_for
from flask_login import current_user

from coursesite import clock
from coursesite.learning import queries as standings
from coursesite.learning.course_views import bp, reader
from coursesite.learning.groups.starting import opens_at
from coursesite.learning.insights.arrival_views import keeping_post
from coursesite.learning.insights.course_queries import revisions
from coursesite.learning.queries import Standing
from coursesite.learning.workbook import queries
from coursesite.learning.workbook.addresses import MINE
from coursesite.learning.workbook.pages import Door, WorkbookPage, lessons_to_read, page_of
from coursesite.learning.workbook.queries import Mine
from coursesite.library import queries as library
from coursesite.library import reading
from coursesite.web.errors import NotHere
from coursesite.web.paging import page_number
from coursesite.web.redirects import see
from coursesite.web.state import read_db, settings


@bp.get("/courses/<course_slug>/workbook")
def workbook(course_slug: str) -> Response:
    """The workbook, open like the lessons after the first: to who takes the course, and to who looks after it.

    Whoever's words stand in it is always who asks: `with=mine` puts them in, and then no browser keeps the page.
    """
    door, shows_own = _door(course_slug), request.args.get("with") == MINE
    if door.is_open:
        return _page(door, shows_own=shows_own)
    if not current_user.signed_in:
        path = f"{door.href}?with={MINE}" if shows_own else door.href
        return see(url_for("accounts.sign_up", next=keeping_post(path)))
    return make_response(render_template("learning/workbook_closed.html", page=door), 403)


def _door(course_slug: str) -> Door:
    session, user_id = read_db(), current_user.id
    course = library.find_course(session, course_slug)
    if course is None:
        raise NotHere
    standing = None if user_id is None else standings.standing(session, user_id, course.id)
    standing = standing or Standing(course.id)
    outline = reading.outline(session, course.id, course.outline_version)
    door = Door(course, outline, standing, reader(course.id), opens_at(standing.groups, clock.now()))
    if door.is_unknown:
        raise NotHere
    return door


def _page(door: Door, *, shows_own: bool) -> Response:
    session, number = read_db(), page_of(door, page_number())
    ids = lessons_to_read(door, number)
    wordings = revisions(session, ids)
    course, *lessons = reading.contents(session, [door.course.published_revision_id, *wordings.values()])
    contents = dict(zip(wordings, lessons, strict=True))
    mine = queries.mine(session, current_user.id, ids) if shows_own else Mine()
    page = WorkbookPage(door, course, contents, number, mine, shows_own)
    url = settings().base_url + door.href
    response = make_response(render_template("learning/workbook.html", page=page, page_url=url))
    if shows_own:
        response.headers["Cache-Control"] = "no-store"
    return response
