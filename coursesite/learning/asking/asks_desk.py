"""What learners ask, at the coach's desk: what waits, what was answered, and answering."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Response, make_response, render_template, request
from flask_login import current_user
from markupsafe import Markup

from coursesite import clock
from coursesite.learning.asking import asking, desk_queries, emails, queries, reply_queries
from coursesite.learning.asking.ask_forms import AnswerForm
from coursesite.learning.asking.asking import Gone, Long
from coursesite.learning.asking.bounds import ANSWERS, MOST_WORDS
from coursesite.learning.asking.desk_pages import DeskPage
from coursesite.learning.asking.models import CannedReply
from coursesite.learning.asking.pages import ON_A_PAGE, Talk
from coursesite.learning.asking.text_views import Refused, counted, notices, preview_of, sent_from
from coursesite.learning.asking.waiting import lines
from coursesite.learning.course_views import bp
from coursesite.library.desk_views import allowed, whoever
from coursesite.web import once
from coursesite.web.access import needs
from coursesite.web.errors import NotHere
from coursesite.web.paging import page_number, page_within
from coursesite.web.queries import outcome_of, set_outcome, spend_value
from coursesite.web.redirects import home_path, see
from coursesite.web.state import read_db, settings, write_db

MOST_COURSES = 300
FULL = (
    f"This talk has {MOST_WORDS} turns, which is as many as one may have. Nothing was stored; what you typed is below."
)


@dataclass(frozen=True, slots=True)
class Answering:
    """The form below a talk, the replies to choose from, and what became of it."""

    form: AnswerForm
    replies: Sequence[CannedReply]
    once: str
    refused: str = ""
    preview: Markup | None = None
    back: str = ""


def asks_waiting() -> int:
    """How many asks wait within the reach of the coach who asks."""
    return desk_queries.count_waiting(read_db(), whoever())


@bp.get("/studio/asks/")
@needs("coach")
def asks() -> str:
    """What waits, the oldest first; or what was answered, the latest first."""
    session, who = read_db(), whoever()
    is_answered = request.args.get("state") == "answered"
    course = request.args.get("course", "")[:16]
    waits = desk_queries.count_waiting(session, who)
    total = desk_queries.count_answered(session, who, course) if is_answered else waits
    number = page_within(total, ON_A_PAGE, page_number())
    start = (number - 1) * ON_A_PAGE
    if is_answered:
        rows = desk_queries.answered(session, who, course, start, ON_A_PAGE)
    else:
        rows = desk_queries.waiting(session, who, start, ON_A_PAGE)
    courses = desk_queries.courses(session, who, MOST_COURSES) if is_answered else ()
    page = DeskPage(lines(session, rows), total, number, waits, is_answered, course, courses)
    return render_template("learning/desk_asks.html", page=page, notices=notices(request.args.get("done", "")))


@bp.get("/studio/asks/<int:ask_id>")
@needs("coach")
def ask_desk(ask_id: int) -> Response:
    """One ask with its talk, and the form for the answer."""
    talk = talk_at_desk(ask_id)
    return _shown(talk, answering(AnswerForm()))


@bp.post("/studio/asks/<int:ask_id>")
@needs("coach")
def ask_answer(ask_id: int) -> Response:
    """Put a kept reply into the box, show how the answer would look, send it, or say that it needs none."""
    talk, page, deed = talk_at_desk(ask_id), answering(AnswerForm(request.form)), request.form.get("do")
    if led := outcome_of(read_db(), page.once):
        return see(led)
    if deed == "settle":
        return _settle(talk, page)
    if deed == "use":
        return _shown(talk, with_reply(page))
    if not page.form.validate():
        return _shown(talk, page, 422)
    try:
        if deed == "preview":
            preview = preview_of(page.form.text)
            return _shown(talk, Answering(page.form, page.replies, page.once, preview=preview, back=page.back))
        return _answer(talk, page)
    except Refused as refusal:
        refused = Answering(page.form, page.replies, page.once, refusal.sentence, back=page.back)
        return refusal.on(_shown(talk, refused))


def answering(form: AnswerForm) -> Answering:
    """The form below what is to be answered, with the replies that the coach keeps."""
    replies = reply_queries.replies_of(read_db(), current_user.id)
    form.reply.choices = [(str(one.id), one.name) for one in replies]
    return Answering(form, replies, once.submitted(), back=home_path(request.values.get("back"), ""))


def with_reply(page: Answering) -> Answering:
    """The form with the chosen reply in its box."""
    chosen = next((one.text for one in page.replies if str(one.id) == page.form.reply.data), "")
    typed = page.form.text.data or ""
    # What was typed stays; the reply comes after it.
    page.form.text.data = f"{typed}\n\n{chosen}" if typed and chosen else typed or chosen
    return page


def _answer(talk: Talk, page: Answering) -> Response:
    counted(ANSWERS)
    sent = sent_from(page.form.text)
    session, now = write_db(), clock.now()
    if not spend_value(session, sent.once, now):
        return see(outcome_of(session, sent.once) or talk.desk_href)
    try:
        ask = asking.answer(session, talk.id, current_user.id, sent, now)
    except Long:
        session.rollback()
        raise Refused(FULL, 409) from None
    except Gone:
        session.rollback()
        raise NotHere from None
    emails.tell_answer(session, settings(), ask, now)
    leads = _back(talk, page, "answered")
    set_outcome(session, sent.once, leads)
    session.commit()
    return see(leads)


def _settle(talk: Talk, page: Answering) -> Response:
    session, now = write_db(), clock.now()
    if not spend_value(session, page.once, now):
        return see(outcome_of(session, page.once) or talk.desk_href)
    try:
        asking.settle(session, talk.id)
    except Gone:
        session.rollback()
        raise NotHere from None
    leads = _back(talk, page, "settled")
    set_outcome(session, page.once, leads)
    session.commit()
    return see(leads)


def _back(talk: Talk, page: Answering, done: str) -> str:
    """Where the form stood, with what was done."""
    back = page.back or talk.desk_href
    return f"{back}{'&' if '?' in back else '?'}done={done}"


def talk_at_desk(ask_id: int, deed: str = "looks", *, fresh: bool = False) -> Talk:
    """The talk of this number, for a coach who may do this in its course; else the page that says why not."""
    session = read_db(fresh=fresh)
    found = queries.ask_with_id(session, ask_id)
    if found is None:
        raise NotHere
    allowed(found.ask.course_id, deed)
    return Talk(found, queries.words_of(session, ask_id), current_user.id)


def _shown(talk: Talk, page: Answering, status: int = 200) -> Response:
    told = [("attention", page.refused)] if page.refused else notices(request.args.get("done", ""))
    return make_response(render_template("learning/desk_ask.html", talk=talk, page=page, notices=told), status)
