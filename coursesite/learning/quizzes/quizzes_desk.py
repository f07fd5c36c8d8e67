"""Every quiz at the coach's desk, and the door to each one's pages."""

from flask import render_template, request

from coursesite.learning.course_views import bp
from coursesite.learning.quizzes import desk_queries
from coursesite.learning.quizzes.corrections.waiting import by_quiz, waiting
from coursesite.learning.quizzes.desk_queries import Counted
from coursesite.learning.quizzes.pages.quizzes import QUIZZES_ON_A_PAGE, Line, Pool, QuizzesPage, means
from coursesite.learning.quizzes.quiz_views import quiz_at
from coursesite.library.desk_views import allowed, whoever
from coursesite.library.queries import LessonRow
from coursesite.web.access import needs
from coursesite.web.paging import page_number, page_within
from coursesite.web.state import read_db

MOST_POOLS = 200
PUBLISHED = ("good", "It is published.")


@bp.get("/studio/quizzes/")
@needs("coach")
def quizzes() -> str:
    """Every quiz within reach: how it is taken, and what waits."""
    session = read_db()
    total = desk_queries.count_quizzes(session, whoever())
    number = page_within(total, QUIZZES_ON_A_PAGE, page_number())
    rows = desk_queries.quizzes(session, whoever(), (number - 1) * QUIZZES_ON_A_PAGE, QUIZZES_ON_A_PAGE)
    ids = [row.id for row in rows]
    counted = desk_queries.counted(session, ids)
    mean = means(desk_queries.counting_shares(session, ids))
    waits = by_quiz(waiting(session, ids))
    nobody = Counted(0, 0, 0)
    lines = [Line(row, counted.get(row.id, nobody), mean.get(row.id), waits.get(row.id, 0)) for row in rows]
    pools = [Pool(row) for row in desk_queries.pools(session, whoever(), MOST_POOLS)]
    notices = [PUBLISHED] if request.args.get("done") == "published" else []
    page = QuizzesPage(lines, pools, total, number)
    return render_template("learning/desk_quizzes.html", page=page, notices=notices)


def quiz_of_desk(course_slug: str, quiz_slug: str, deed: str = "looks") -> LessonRow:
    """The published quiz at this address, for a coach who may do this with it; else the page that says why not."""
    row = quiz_at(course_slug, quiz_slug)
    allowed(row.id, deed)
    return row
