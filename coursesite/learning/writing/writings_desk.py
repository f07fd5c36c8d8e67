"""What learners wrote to be read, at the coach's desk: what waits, what was answered, and answering."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Response, g, make_response, render_template, request
from flask_login import current_user

from coursesite import clock
from coursesite.learning.asking.ask_forms import AnswerForm
from coursesite.learning.asking.asks_desk import MOST_COURSES, Answering, answering, with_reply
from coursesite.learning.asking.pages import ON_A_PAGE
from coursesite.learning.asking.text_views import Refused, counted, preview_of, sent_from
from coursesite.learning.course_views import bp
from coursesite.learning.writing import desk_queries, emails, queries, sending
from coursesite.learning.writing.bounds import ANSWERS
from coursesite.learning.writing.my_writing_views import story_of
from coursesite.learning.writing.pages import DeskLine, DeskPage, Story, Turn, start_of
from coursesite.learning.writing.sending import Anew, Answer, Gone, Meanwhile
from coursesite.learning.writing.waiting import waiting
from coursesite.learning.writing.writing_forms import Marks, marks_in
from coursesite.library.desk_views import allowed, whoever
from coursesite.web.access import needs
from coursesite.web.errors import NotHere, Problem
from coursesite.web.paging import page_number, page_within
from coursesite.web.queries import outcome_of, set_outcome, spend_value
from coursesite.web.redirects import see
from coursesite.web.state import read_db, settings, write_db

DONE = "Your answer is sent. Who wrote it gets a mail that it is there, without its words."
FIRST = (
    "Another coach has answered this meanwhile; their answer stands above. Yours was not sent, and nothing of it is "
    "lost: it is still in the form, so that you can copy it."
)
ANEW = (
    "Meanwhile who wrote this has taken it back and sent it once more. What stands above is the text as it is now. "
    "Your answer was not sent, and is still in the form: look whether it still fits, and send it then."
)
ROWS = "One of the passages could not be found, or has no note. Please look at the rows below; nothing was sent."


class TakenBack(Problem):
    """What a coach answers was taken back by who wrote it."""

    status = 409
    title = "It was taken back"
    happened = "Meanwhile who wrote this has taken it back, and it is theirs alone again."
    kept = "What you typed is below. None of it was sent."
    do = "Copy your words if you want to keep them. If the text is sent again, it stands at your desk as before."


@dataclass(frozen=True, slots=True)
class DeskForm:
    """The form below a text: the words, the passages, the rubric's keys that are ticked."""

    words: Answering
    marks: Marks
    met: tuple[str, ...] = ()


def writings_waiting() -> int:
    """How many texts wait within the reach of the coach who asks; one query in a request."""
    if "writings_waiting" not in g:
        g.writings_waiting = desk_queries.count_waiting(read_db(), whoever())
    count: int = g.writings_waiting
    return count


def oldest_writings(most: int) -> tuple[Sequence[DeskLine], int]:
    """The texts that the coach who asks should read first, and how many wait in all; one query."""
    lines, g.writings_waiting = waiting(read_db(), whoever(), most)
    return lines, g.writings_waiting


@bp.get("/studio/writings/")
@needs("coach")
def writings() -> str:
    """What waits, the oldest first; or what was answered, the latest first; of all courses or of one."""
    session, who = read_db(), whoever()
    is_answered = request.args.get("state") == "answered"
    course = request.args.get("course", "")[:16]
    waits = desk_queries.count_waiting(session, who, course) if course else writings_waiting()
    total = desk_queries.count_answered(session, who, course) if is_answered else waits
    number = page_within(total, ON_A_PAGE, page_number())
    rows = (desk_queries.answered if is_answered else desk_queries.waiting)(
        session, who, course, start_of(number), ON_A_PAGE
    )
    courses = desk_queries.courses(session, who, MOST_COURSES)
    page = DeskPage([DeskLine(*row) for row in rows], total, number, waits, is_answered, course, courses)
    return render_template("learning/desk_writings.html", page=page)


@bp.get("/studio/writings/<int:writing_id>")
@needs("coach")
def writing_desk(writing_id: int) -> Response:
    """A text with its rounds, and the form for the answer."""
    story = _at_desk(writing_id)
    return _shown(story, DeskForm(answering(AnswerForm()), Marks()))


@bp.post("/studio/writings/<int:writing_id>")
@needs("coach")
def writing_answer(writing_id: int) -> Response:
    """Put a kept reply into the box, add rows, show how the answer would look, or send it."""
    story, words = _at_desk(writing_id, typed=True), answering(AnswerForm(request.form))
    if led := outcome_of(read_db(), words.once):
        return see(led)
    turn = story.turns[-1]
    form = DeskForm(words, marks_in(request.form, turn.row.round.text), tuple(request.form.getlist("pick")))
    deed = request.form.get("do")
    about = request.form.get("version", type=int, default=0)
    if about > turn.number:
        raise TakenBack
    if turn.is_answered or about != turn.number:
        return _shown(story, form, 409, FIRST)
    # What was taken back and sent anew has the same number, and another moment.
    if request.form.get("sent") != turn.row.round.sent_at.isoformat():
        return _shown(story, form, 409, ANEW)
    if deed == "use":
        return _shown(story, DeskForm(with_reply(words), form.marks, form.met))
    if deed == "more":
        return _shown(story, form)
    if not words.form.validate():
        return _shown(story, form, 422)
    try:
        if deed == "preview":
            seen = Answering(words.form, words.replies, words.once, preview=preview_of(words.form.text))
            return _shown(story, DeskForm(seen, form.marks, form.met))
        if form.marks.refused:
            return _shown(story, form, 422, ROWS)
        return _answer(story, turn, form, again=deed == "again")
    except Refused as refusal:
        return refusal.on(_shown(story, form, told=refusal.sentence))


def _answer(story: Story, turn: Turn, form: DeskForm, *, again: bool) -> Response:
    counted(ANSWERS)
    words = sent_from(form.words.form.text)
    met = tuple(line.key for line in turn.rubric if line.key in form.met)
    session, now, writing_id = write_db(), clock.now(), story.placed.writing.id
    if not spend_value(session, words.once, now):
        return see(outcome_of(session, words.once) or story.desk_href)
    said = Answer(met, form.marks.passages, words, again)
    try:
        writing = sending.answer(session, writing_id, turn.row.round, current_user.id, said, now)
    except Meanwhile:
        session.rollback()
        return _shown(_at_desk(writing_id, fresh=True), form, 409, FIRST)
    except Anew:
        session.rollback()
        return _shown(_at_desk(writing_id, fresh=True), form, 409, ANEW)
    except Gone:
        session.rollback()
        raise TakenBack from None
    emails.tell_answer(session, settings(), writing, story.href, now)
    leads = f"{story.desk_href}?done=answered"
    set_outcome(session, words.once, leads)
    session.commit()
    return see(leads)


def _at_desk(writing_id: int, *, typed: bool = False, fresh: bool = False) -> Story:
    """The writing of this number, for a coach who may look at its course, with what was sent and nothing else.

    Raises `TakenBack` for a form about what is there no more.
    """
    session = read_db(fresh=fresh)
    found = queries.writing_with_id(session, writing_id)
    if found is None:
        raise NotHere
    allowed(found.writing.course_id)
    story = story_of(session, found)
    if not story.rows:
        raise TakenBack if typed else NotHere
    return story


def _shown(story: Story, form: DeskForm, status: int = 200, told: str = "") -> Response:
    refused = told or form.words.refused
    done = request.args.get("done") == "answered" and request.method == "GET"
    notices = [("attention", refused)] if refused else [("good", DONE)] if done else []
    may_ask_again = sending.may_ask_again(story.rows[-1].round)
    page = render_template(
        "learning/desk_writing.html", story=story, form=form, notices=notices, may_ask_again=may_ask_again
    )
    return make_response(page, status)
