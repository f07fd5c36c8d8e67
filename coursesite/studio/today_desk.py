"""Today: the desk's first page. Every room is asked one question, what waits for this coach."""

from flask import render_template, request
from sqlalchemy.orm import Session

from coursesite.blog.queue import queries as queue
from coursesite.blog.queue.item import Item
from coursesite.blog.queue.queries import Rank, View
from coursesite.blog.queue.telling import Told, told_in
from coursesite.blog.queue.telling import notices as comment_notices
from coursesite.blog.queue_desk import comments_waiting, item_of
from coursesite.learning.asking.text_views import notices as ask_notices
from coursesite.learning.asking.waiting import waiting as asks_waiting
from coursesite.learning.insights.working import one_figure
from coursesite.learning.quizzes.corrections.waiting import waiting as changed_questions
from coursesite.library.desk_views import whoever
from coursesite.library.staff_queries import Who
from coursesite.studio.studio_desk import bp
from coursesite.studio.today import queries
from coursesite.studio.today.page import NO_DAY, SHOWN, TODAY, Corrections, Today
from coursesite.studio.today.queries import Course
from coursesite.web.access import needs
from coursesite.web.errors import NotHere
from coursesite.web.state import read_db

MOST_COURSES = 12


@bp.get("/studio/")
@needs("coach")
def today() -> str:
    """What waits, the oldest first, each to be answered on the spot; then what is under way."""
    session, who = read_db(), whoever()
    asks, asks_total = asks_waiting(session, who, SHOWN)
    page = Today(
        comments=_comments(session) if comments_waiting() else (),
        comments_total=comments_waiting(),
        asks=asks,
        asks_total=asks_total,
        corrections=_corrections(session, who),
        handed_in=queries.handed_in(session, who, SHOWN + 1),
        drafts=queries.drafts(session, who, SHOWN + 1),
        courses=_courses(session, who),
    )
    done = request.args.get("done", "")
    told = told_in(done)
    about = _told_of(told)
    notices = ask_notices(done) or comment_notices(told, about)
    undo = about if about is not None and told is not None and told.can_be_undone else None
    return render_template("studio/today.html", page=page, here=TODAY, notices=notices, undo=undo)


def _comments(session: Session) -> list[Item]:
    rows = queue.comments(session, View.WAITING, "", 0, SHOWN)
    reported = [row.id for row in rows if row.rank == Rank.REPORTED]
    reports = queue.reports_of(session, reported) if reported else []
    return [Item(row, (), [one for one in reports if one.comment_id == row.id]) for row in rows]


def _courses(session: Session, who: Who) -> list[tuple[Course, str]]:
    found = queries.courses(session, who, MOST_COURSES)
    figures = one_figure(session, [course.id for course in found])
    return [(course, figures[course.id]) for course in found]


def _told_of(told: Told | None) -> Item | None:
    try:
        return item_of(told.comment_id) if told is not None and told.comment_id else None
    except NotHere:
        return None


def _corrections(session: Session, who: Who) -> list[Corrections]:
    quizzes = {quiz.id: quiz for quiz in queries.quizzes(session, who)}
    found = changed_questions(session, list(quizzes))
    began = queries.begun(session, [one.oldest for one in found]) if found else {}
    counted: dict[int, Corrections] = {}
    for one in found:
        quiz_id, since = one.question.quiz_id, began.get(one.oldest, NO_DAY)
        so_far = counted.get(quiz_id, Corrections(quizzes[quiz_id], 0, since))
        counted[quiz_id] = Corrections(so_far.quiz, so_far.questions + 1, min(so_far.since, since))
    return sorted(counted.values(), key=lambda one: one.since)
