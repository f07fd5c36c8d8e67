"""Joining a course or a group by its code or its link."""

from flask import Response, make_response, render_template, request, url_for
from flask_login import current_user

from coursesite import clock
from coursesite.learning import queries as learning
from coursesite.learning.course_views import bp, joined
from coursesite.learning.groups import bounds, codes, member_queries, queries, subject_queries
from coursesite.learning.groups.pages.join import JoinPage
from coursesite.learning.groups.subject_queries import Entrance
from coursesite.library import queries as library
from coursesite.library.queries import CourseRow
from coursesite.web import limits
from coursesite.web.errors import NotHere
from coursesite.web.redirects import see
from coursesite.web.state import client_address, database, read_db, settings

NO_SUCH_CODE = "No course and no group has this code. A letter may have slipped, or there is a newer one: ask for it."
HALF_A_CODE = f"A code has {codes.LENGTH} letters and digits, such as KTRW-7NPA."


@bp.get("/join/")
def type_code() -> Response:
    """Type a code. One that was typed leads to its page."""
    typed = request.args.get("code", "")
    if not typed.strip():
        return _asked()
    code = codes.normal(typed)
    return see(url_for("learning.join", code=code)) if code else _asked(typed, HALF_A_CODE, 422)


@bp.get("/join/<code>")
def join(code: str) -> Response:
    """What a code opens, and whether one would like to join."""
    found = _entrance(code)
    if found is None:
        return _asked(code, NO_SUCH_CODE, 404)
    entrance, course = found
    group = None if entrance.group_id is None else queries.group_with_id(read_db(), entrance.group_id)
    is_in = False
    if current_user.signed_in:
        standing = learning.standing(read_db(), current_user.id, course.id)
        is_in = standing is not None and standing.enrolled_at is not None
        if group is not None:
            is_in = member_queries.is_member(read_db(), group.id, current_user.id)
    page = JoinPage(entrance, course, group, codes.normal(code), is_in, clock.now(), current_user.time_zone)
    response = make_response(render_template("learning/join.html", page=page))
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.post("/join/<code>")
def join_post(code: str) -> Response:
    """Join. A guest signs up first, and comes back to this code."""
    found = _entrance(code)
    if found is None:
        raise NotHere
    if not current_user.signed_in:
        return see(url_for("accounts.sign_up", next=url_for("learning.join", code=codes.normal(code))))
    entrance, course = found
    return joined(course, entrance.group_id)


def _entrance(typed: str) -> tuple[Entrance, CourseRow] | None:
    """What a code opens. Wrong ones are counted, and after too many of them no code is tried any more (`TooMany`)."""
    now, network, secret = clock.now(), client_address(), settings().secret_key
    limits.check(database(), bounds.WRONG_CODES, network, secret, now)
    code = codes.normal(typed)
    entrance = subject_queries.entrance(read_db(), code) if code else None
    course = None if entrance is None else library.find_course(read_db(), entrance.course_slug)
    if entrance is None or course is None:
        limits.count(database(), bounds.WRONG_CODES, network, secret, now)
        return None
    return entrance, course


def _asked(typed: str = "", problem: str = "", status: int = 200) -> Response:
    page = render_template("learning/type_code.html", typed=typed[: codes.LONGEST_TYPED], problem=problem)
    return make_response(page, status)
