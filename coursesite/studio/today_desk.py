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
from coursesite.learning.journal.shared_desk import notices as shared_notices
from coursesite.learning.journal.shared_desk import shared_waiting
from coursesite.learning.journal.waiting import waiting as entries_waiting
from coursesite.learning.quizzes.corrections.waiting import by_quiz
from coursesite.learning.quizzes.corrections.waiting import waiting as changed_questions
from coursesite.learning.writing.writings_desk import oldest_writings
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
    writings, writings_total = oldest_writings(SHOWN)
    corrections, corrections_total = _corrections(session, who)
    page = Today(
        comments=_comments(session) if comments_waiting() else (),
        comments_total=comments_waiting(),
        asks=asks,
        asks_total=asks_total,
        writings=writings,
        writings_total=writings_total,
        corrections=corrections,
        corrections_total=corrections_total,
        handed_in=queries.handed_in(session, who, SHOWN + 1),
        drafts=queries.drafts(session, who, SHOWN + 1),
        courses=_courses(session, who),
        shared=entries_waiting(session, who, SHOWN) if shared_waiting() else (),
        shared_total=shared_waiting(),
    )
    done = request.args.get("done", "")
    told = told_in(done)
    about = _told_of(told)
    notices = ask_notices(done) or shared_notices(done) or comment_notices(told, about)
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


def _corrections(session: Session, who: Who) -> tuple[list[Corrections], int]:
    """The quizzes in which decisions wait, as many as are listed, the oldest first; and how many there are in all."""
    quizzes = {quiz.id: quiz for quiz in queries.quizzes(session, who)}
    found = changed_questions(session, list(quizzes))
    counted, oldest = by_quiz(found), {one.question.quiz_id: one.oldest for one in reversed(found)}
    listed = list(counted)[:SHOWN]
    began = queries.begun(session, [oldest[quiz_id] for quiz_id in listed]) if listed else {}
    shown = [Corrections(quizzes[one], counted[one], began.get(oldest[one], NO_DAY)) for one in listed]
    return shown, len(counted)
