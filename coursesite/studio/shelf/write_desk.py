"""Everything written, at the desk: courses with what is in them, posts, pages, and what was left open."""

from dataclasses import replace

from flask import render_template, request
from flask_login import current_user
from sqlalchemy.orm import Session

from coursesite.library.desk_views import whoever
from coursesite.library.models import Kind
from coursesite.library.staff_queries import Who
from coursesite.studio.shelf import queries
from coursesite.studio.shelf.page import COURSES, IN_A_COURSE, LEFT_OPEN, ON_A_PAGE, OTHERS, CourseLine, Of, WritePage
from coursesite.studio.shelf.queries import Row
from coursesite.studio.shelf.standing import Line, line_of
from coursesite.studio.studio_desk import bp
from coursesite.web.access import needs
from coursesite.web.paging import page_number, page_within
from coursesite.web.state import read_db

LONGEST_SEARCH = 100


@bp.get("/studio/write/")
@needs("coach")
def write() -> str:
    """Everything written within reach, a part of it, or what a search for a title found."""
    session, who = read_db(), whoever()
    page = WritePage(queries.counts(session, who), _of(), " ".join(request.args.get("q", "").split())[:LONGEST_SEARCH])
    if page.words:
        page = _found(session, who, page)
    elif page.of is Of.ALL:
        page = _everything(session, who, page)
    else:
        page = _part(session, who, page)
    return render_template("studio/write.html", page=page)


def _of() -> Of:
    asked = request.args.get("of", "")
    return Of(asked) if asked in {one.value for one in Of} else Of.ALL


def _everything(session: Session, who: Who, page: WritePage) -> WritePage:
    return replace(
        page,
        left_open=[_line(row) for row in queries.left_open(session, who, LEFT_OPEN)],
        courses=_courses(session, who, 0, COURSES),
        posts=[_line(row) for row in queries.alone(session, who, Kind.POST, 0, OTHERS)],
        pages=[_line(row) for row in queries.alone(session, who, Kind.PAGE, 0, OTHERS)],
    )


def _part(session: Session, who: Who, page: WritePage) -> WritePage:
    total = {Of.COURSES: page.counts.courses, Of.POSTS: page.counts.posts}.get(page.of, page.counts.pages)
    size = COURSES if page.of is Of.COURSES else ON_A_PAGE
    page = replace(page, total=total, number=_within(total, size))
    start = (page.number - 1) * size
    if page.of is Of.COURSES:
        return replace(page, courses=_courses(session, who, start, size))
    kind = Kind.POST if page.of is Of.POSTS else Kind.PAGE
    lines = [_line(row) for row in queries.alone(session, who, kind, start, size)]
    return replace(page, posts=lines) if kind is Kind.POST else replace(page, pages=lines)


def _found(session: Session, who: Who, page: WritePage) -> WritePage:
    total = queries.count_named(session, who, page.words)
    number = _within(total, ON_A_PAGE)
    rows = queries.named(session, who, page.words, (number - 1) * ON_A_PAGE, ON_A_PAGE)
    return replace(page, total=total, number=number, found=[_line(row) for row in rows])


def _courses(session: Session, who: Who, start: int, most: int) -> list[CourseLine]:
    rows = queries.courses(session, who, start, most)
    inside = queries.contents(session, who, [row.id for row in rows], IN_A_COURSE)
    lines = []
    for row in rows:
        within = inside.get(row.id, [])
        lines.append(CourseLine(_line(row), [_line(one) for one, _ in within], within[0][1] if within else 0))
    return lines


def _within(total: int, size: int) -> int:
    return page_within(total, size, page_number()) or 1


def _line(row: Row) -> Line:
    return line_of(row, current_user.role, current_user.time_zone)
