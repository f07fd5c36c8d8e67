"""What somebody wrote to coaches: the list, and one writing with all its rounds and answers."""

from datetime import datetime

from flask import Response, make_response, render_template, request, url_for
from flask_login import current_user
from sqlalchemy.orm import Session

from coursesite import clock
from coursesite.exercises import Compiled
from coursesite.learning.asking.pages import ON_A_PAGE
from coursesite.learning.course_views import bp
from coursesite.learning.records import queries as records
from coursesite.learning.writing import queries, sending
from coursesite.learning.writing.pages import Line, MinePage, Story, start_of
from coursesite.learning.writing.queries import Placed
from coursesite.library import reading
from coursesite.web import once
from coursesite.web.access import needs
from coursesite.web.errors import NotHere
from coursesite.web.paging import page_number, page_within
from coursesite.web.queries import outcome_of, set_outcome, spend_value
from coursesite.web.redirects import see
from coursesite.web.state import read_db, write_db

DONE = {
    "read": "Noted: you have read it.",
    "back": "It is yours alone again, and no coach can read it. You find it in the lesson.",
    "late": "Meanwhile a coach has answered it, so it could not be taken back. The answer is below.",
    "gone": "It is deleted, with every answer to it.",
}
SURE = "Tick the box first, so that nothing is deleted by a slip."


@bp.get("/writings/")
@needs("learner")
def my_writings() -> str:
    """What the person who asks wrote to coaches: unread answers first, then the latest."""
    total = queries.count_writings_of(read_db(), current_user.id)
    number = page_within(total, ON_A_PAGE, page_number())
    rows = queries.writings_of(read_db(), current_user.id, start_of(number), ON_A_PAGE)
    page = MinePage([Line(row) for row in rows], total, number)
    return render_template("learning/my_writings.html", page=page, notices=notices())


@bp.get("/writings/<lesson_key>/<exercise_id>/")
@needs("learner")
def my_writing(lesson_key: str, exercise_id: str) -> Response:
    """All rounds of one writing, with what coaches said."""
    return _shown(_own(lesson_key, exercise_id))


@bp.post("/writings/<lesson_key>/<exercise_id>/")
@needs("learner")
def my_writing_post(lesson_key: str, exercise_id: str) -> Response:
    """Note that the answer was read, take back what waits, or delete all of it once the box is ticked."""
    submission = once.submitted()
    if led := outcome_of(read_db(), submission):
        return see(led)
    found, deed = _own(lesson_key, exercise_id), request.form.get("do", "")
    page = Line(found).href
    if deed == "delete" and request.form.get("sure") != "yes":
        return _shown(found, SURE, 422)
    if deed not in ("read", "back", "delete"):
        return see(page)
    session, now = write_db(), clock.now()
    if not spend_value(session, submission, now):
        return see(outcome_of(session, submission) or page)
    records.take_turn(session, current_user.id)
    done = _do(session, found.writing.id, deed, now)
    leads = url_for("learning.my_writings", done=done) if done == "gone" else f"{page}?done={done}"
    set_outcome(session, submission, leads)
    session.commit()
    return see(leads)


def _do(session: Session, writing_id: int, deed: str, now: datetime) -> str:
    """Do it; gives the word for what was done."""
    if deed == "back":
        return "back" if sending.take_back(session, writing_id) else "late"
    if deed == "read":
        sending.note_read(session, writing_id, now)
        return "read"
    queries.take_turn(session, writing_id)
    queries.remove(session, writing_id)
    return "gone"


def _own(lesson_key: str, exercise_id: str) -> Placed:
    found = queries.own_writing(read_db(), current_user.id, lesson_key, exercise_id)
    if found is None:
        raise NotHere
    return found


def story_of(session: Session, placed: Placed) -> Story:
    """A writing with all its rounds; two queries, and one for revisions that this process hasn't kept."""
    rows = queries.rounds_of(session, placed.writing.id)
    marked = queries.passages_in(session, [row.round.id for row in rows]) if rows else ()
    return Story(placed, rows, _tasks(session, placed, {row.round.revision_id for row in rows}), marked)


def _tasks(session: Session, placed: Placed, revision_ids: set[int]) -> dict[int, Compiled]:
    ordered = sorted(revision_ids)
    tasks = {}
    for revision_id, content in zip(ordered, reading.contents(session, ordered), strict=True):
        if (task := content.exercises.get(placed.writing.exercise)) is not None:
            tasks[revision_id] = task
    return tasks


def notices() -> list[tuple[str, str]]:
    """The sentence about what was done, carried from one page to the next by a word in the address."""
    done = request.args.get("done", "")
    return [("good", DONE[done])] if done in DONE else []


def _shown(placed: Placed, refused: str = "", status: int = 200) -> Response:
    told = [("attention", refused)] if refused else notices()
    story = story_of(read_db(), placed)
    return make_response(render_template("learning/my_writing.html", story=story, notices=told), status)
