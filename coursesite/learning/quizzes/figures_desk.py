"""A quiz's figures for its coach: the page, and the table for a spreadsheet."""

from flask import Response, make_response, render_template, request

from coursesite.learning.course_views import bp
from coursesite.learning.quizzes.corrections.waiting import waiting
from coursesite.learning.quizzes.figures.computing import figures_of
from coursesite.learning.quizzes.figures.which import Which
from coursesite.learning.quizzes.pages.figure_table import table
from coursesite.learning.quizzes.pages.figures import FiguresPage
from coursesite.learning.quizzes.pages.studio import Desk
from coursesite.learning.quizzes.quizzes_desk import quiz_of_desk
from coursesite.web.access import needs
from coursesite.web.paging import page_number
from coursesite.web.spreadsheets import to_csv
from coursesite.web.state import read_db


@bp.get("/studio/courses/<course_slug>/<quiz_slug>/quiz")
@needs("coach")
def quiz_figures(course_slug: str, quiz_slug: str) -> str:
    """How a quiz and its questions perform, and what to look at."""
    return render_template("learning/quiz_figures.html", page=_page(course_slug, quiz_slug))


@bp.get("/studio/courses/<course_slug>/<quiz_slug>/quiz.csv")
@needs("coach")
def quiz_figures_csv(course_slug: str, quiz_slug: str) -> Response:
    """The figures of its questions as a table."""
    page = _page(course_slug, quiz_slug)
    response = make_response(to_csv(table(page.sections)))
    response.mimetype = "text/csv"
    name = f"{page.desk.row.slug}-{page.found.which}.csv"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _page(course_slug: str, quiz_slug: str) -> FiguresPage:
    row = quiz_of_desk(course_slug, quiz_slug)
    desk = Desk(row, len(waiting(read_db(), [row.id])))
    return FiguresPage(desk, figures_of(read_db(), row.id, _asked_for()), page_number())


def _asked_for() -> Which:
    asked = request.args.get("of", "")
    return Which(asked) if asked in {which.value for which in Which} else Which.FIRST
