"""What people say in a conversation: the page for its coach, and the table for a spreadsheet."""

from flask import Response, make_response, render_template

from coursesite.learning.conversing import figure_queries
from coursesite.learning.conversing.conversation_views import conversation_at, wording
from coursesite.learning.conversing.pages.figures import FiguresPage
from coursesite.learning.course_views import bp
from coursesite.library import queries as library
from coursesite.library.desk_views import allowed
from coursesite.web.access import needs
from coursesite.web.errors import NotHere
from coursesite.web.spreadsheets import to_csv
from coursesite.web.state import read_db


@bp.get("/studio/courses/<course_slug>/<talk_slug>/replies")
@needs("coach")
def conversation_figures(course_slug: str, talk_slug: str) -> str:
    """Which replies people choose at first and later, scene by scene."""
    return render_template("learning/conversation_figures.html", page=_page(course_slug, talk_slug))


@bp.get("/studio/courses/<course_slug>/<talk_slug>/replies.csv")
@needs("coach")
def conversation_figures_csv(course_slug: str, talk_slug: str) -> Response:
    """The same as a table."""
    page = _page(course_slug, talk_slug)
    response = make_response(to_csv(page.table))
    response.mimetype = "text/csv"
    response.headers.set("Content-Disposition", "attachment", filename=f"{page.line.slug}-replies.csv")
    return response


def _page(course_slug: str, talk_slug: str) -> FiguresPage:
    session, line = read_db(), conversation_at(course_slug, talk_slug)
    allowed(line.id)
    course = library.find_course(session, line.course_slug)
    if course is None:
        raise NotHere
    return FiguresPage(
        line,
        course.key,
        wording(line.published_revision_id),
        figure_queries.chosen(session, line.id),
        figure_queries.ended(session, line.id),
        figure_queries.people(session, line.id),
    )
