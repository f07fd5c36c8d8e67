"""What a coach learns from what learners did: lists, pages of figures, tables for a spreadsheet."""

from datetime import UTC, datetime

from flask import Response, make_response, render_template, request
from flask_login import current_user

from coursesite import clock
from coursesite.learning.course_views import bp
from coursesite.learning.insights import course_queries
from coursesite.learning.insights.course_queries import CourseLine
from coursesite.learning.insights.pages import COURSES_ON_A_PAGE, Chosen, CoursePage, ListPage, SearchesPage
from coursesite.learning.insights.periods import LAST_DAYS, period_of
from coursesite.learning.insights.working import Asker, one_figure, questions_page, way_page
from coursesite.library.desk_views import allowed, whoever
from coursesite.library.search import missed_queries
from coursesite.library.search.missing import FEWEST_SHOWN
from coursesite.web.access import needs
from coursesite.web.errors import NotHere
from coursesite.web.paging import page_number, page_within
from coursesite.web.spreadsheets import Cell, to_csv
from coursesite.web.state import read_db

MOST_SEARCHES = 200


@bp.get("/studio/insights/")
@needs("coach")
def insights() -> str:
    """The courses within this coach's reach, one honest figure each."""
    session = read_db()
    total = course_queries.count_courses(session, whoever())
    number = page_within(total, COURSES_ON_A_PAGE, page_number())
    rows = course_queries.courses(session, whoever(), (number - 1) * COURSES_ON_A_PAGE, COURSES_ON_A_PAGE)
    figures = one_figure(session, [row.id for row in rows])
    page = ListPage([(row, figures[row.id]) for row in rows], total, number)
    return render_template("learning/insights.html", page=page)


@bp.get("/studio/insights/<key>/")
@needs("coach")
def course_insights(key: str) -> str:
    """How people go through a course."""
    course, chosen = _asked_for(key)
    return render_template("learning/course_insights.html", page=way_page(read_db(), course, chosen, _asker()))


@bp.get("/studio/insights/<key>/questions")
@needs("coach")
def question_insights(key: str) -> str:
    """How people answer the questions in a course's lessons."""
    course, chosen = _asked_for(key)
    return render_template("learning/course_insights.html", page=questions_page(read_db(), course, chosen, _asker()))


@bp.get("/studio/insights/<key>/<table>.csv")
@needs("coach")
def insights_csv(key: str, table: str) -> Response:
    """The table of one section."""
    course, chosen = _asked_for(key)
    make = questions_page if table == "questions" else way_page
    page: CoursePage = make(read_db(), course, chosen, _asker())
    section = next((one for one in page.sections if one.name == table), None)
    if section is None or page.hidden:
        raise NotHere
    return _csv(section.table, f"{course.slug}-{table}.csv")


@bp.get("/studio/insights/searches")
@needs("coach")
def missed_searches() -> str:
    """Searches that found nothing."""
    return render_template("learning/missed_searches.html", page=_searches())


@bp.get("/studio/insights/searches.csv")
@needs("coach")
def missed_searches_csv() -> Response:
    """The same as a table."""
    rows: list[list[Cell]] = [["Words", "Times", "Last looked for"]]
    rows += [[words, times, day.date().isoformat()] for words, times, day in _searches().rows]
    return _csv(rows, "searches.csv")


def _asked_for(key: str) -> tuple[CourseLine, Chosen]:
    course = course_queries.course_with_key(read_db(), key)
    if course is None:
        raise NotHere
    allowed(course.id)
    groups = course_queries.groups(read_db(), course.id)
    asked = request.args.get("group", "")
    group = next((one for one in groups if one.key == asked), None)
    if asked and group is None:
        raise NotHere
    return course, Chosen(period_of(request.args, clock.now().date()), groups, group)


def _asker() -> Asker:
    return Asker(clock.now(), current_user.time_zone)


def _searches() -> SearchesPage:
    period = period_of(request.args, clock.now().date())
    if period.first is None:
        period = period_of({"days": str(LAST_DAYS[0])}, period.last)
    rows = missed_queries.missed(read_db(), period.days, FEWEST_SHOWN, MOST_SEARCHES)
    days = [(words, times, datetime.fromisoformat(day).replace(tzinfo=UTC)) for words, times, day in rows]
    return SearchesPage(period, days)


def _csv(rows: list[list[Cell]], name: str) -> Response:
    response = make_response(to_csv(rows))
    response.mimetype = "text/csv"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
