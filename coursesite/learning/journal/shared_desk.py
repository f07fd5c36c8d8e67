"""What learners share with those who look after their course: reading it at the desk, and writing back."""

from dataclasses import replace

from flask import Response, g, make_response, render_template, request
from flask_login import current_user

from coursesite import clock
from coursesite.learning.asking.ask_forms import AnswerForm
from coursesite.learning.asking.asks_desk import MOST_COURSES, Answering, answering, with_reply
from coursesite.learning.asking.bounds import ANSWERS
from coursesite.learning.asking.pages import ON_A_PAGE
from coursesite.learning.asking.text_views import Refused, counted, preview_of, sent_from
from coursesite.learning.course_views import bp
from coursesite.learning.journal import desk_queries, emails, queries, sharing
from coursesite.learning.journal.desk_pages import DESK, SharedEntry, SharedLine, SharedPage
from coursesite.learning.journal.entry_views import wording_of
from coursesite.learning.journal.pages import Reply
from coursesite.learning.journal.sharing import Gone
from coursesite.library.desk_views import looks_after, whoever
from coursesite.web.access import needs
from coursesite.web.errors import NotHere
from coursesite.web.paging import page_number, page_within
from coursesite.web.queries import outcome_of, set_outcome, spend_value
from coursesite.web.redirects import see
from coursesite.web.state import read_db, settings, write_db

DONE = {
    "written-back": "Your answer is sent. Whoever shared this gets a mail that it is there, without its words.",
    "read": "It waits no longer. Whoever shared it isn’t told.",
}
SHARED = f"{DESK}<author_key>/<lesson_key>/<exercise>/"


class TakenBack(NotHere):
    """There is nothing shared with this coach: it was taken back, or never was there. A stranger can't tell which."""

    title = "Nothing is shared here"
    happened = "If something was, whoever shared it has taken it back. That is theirs to do, and needs no reason."
    kept = "What you typed is below. None of it was sent."
    do = "Please don’t ask them why. What else is shared stands at the desk, under Shared."


def shared_waiting() -> int:
    """How many shared entries wait within the reach of the coach who asks; counted once in a request."""
    if "shared_waiting" not in g:
        g.shared_waiting = desk_queries.count_waiting(read_db(), whoever())
    return int(g.shared_waiting)


def notices(done: str) -> list[tuple[str, str]]:
    """The sentence about what was done, carried from one page to the next by a word in the address."""
    return [("good", DONE[done])] if done in DONE else []


@bp.get(DESK)
@needs("coach")
def shared_entries() -> str:
    """What waits, the newest first; or what was read, shared last first."""
    session, who = read_db(), whoever()
    is_answered, course = request.args.get("state") == "read", request.args.get("course", "")[:16]
    count = desk_queries.count_answered if is_answered else desk_queries.count_waiting
    total = count(session, who, course)
    number = page_within(total, ON_A_PAGE, page_number())
    rows = desk_queries.answered if is_answered else desk_queries.waiting
    found = [SharedLine(row) for row in rows(session, who, course, (number - 1) * ON_A_PAGE, ON_A_PAGE)]
    courses = desk_queries.courses(session, who, MOST_COURSES)
    page = SharedPage(found, total, number, shared_waiting(), is_answered, course, courses)
    return render_template("learning/desk_shared.html", page=page, done=DONE.get(request.args.get("done", ""), ""))


@bp.get(SHARED)
@needs("coach")
def shared_entry(author_key: str, lesson_key: str, exercise: str) -> Response:
    """One shared entry, and the form for writing back."""
    return _shown(_at_desk(author_key, lesson_key, exercise), answering(AnswerForm()))


@bp.post(SHARED)
@needs("coach")
def shared_entry_post(author_key: str, lesson_key: str, exercise: str) -> Response:
    """Put a kept reply into the box, show how the answer would look, send it, or say that it was read."""
    deed, page = request.form.get("do"), answering(AnswerForm(request.form))
    if led := outcome_of(read_db(), page.once):
        return see(led)
    shared = _at_desk(author_key, lesson_key, exercise)
    if deed == "settle":
        return _settle(shared, page)
    if deed == "use":
        return _shown(shared, with_reply(page))
    if not page.form.validate():
        return _shown(shared, page, 422)
    try:
        if deed == "preview":
            return _shown(shared, replace(page, preview=preview_of(page.form.text)))
        return _answer(shared, page)
    except Refused as refusal:
        return refusal.on(_shown(shared, replace(page, refused=refusal.sentence)))


def _answer(shared: SharedEntry, page: Answering) -> Response:
    counted(ANSWERS)
    sent = sent_from(page.form.text)
    session, now, leads = write_db(), clock.now(), _back(shared, page, "written-back")
    if not spend_value(session, sent.once, now):
        return see(outcome_of(session, sent.once) or shared.href)
    try:
        entry = sharing.write_back(session, _key(shared), current_user.id, sent, now)
    except Gone:
        session.rollback()
        raise TakenBack from None
    emails.tell_answer(session, settings(), entry, now)
    set_outcome(session, sent.once, leads)
    session.commit()
    return see(leads)


def _settle(shared: SharedEntry, page: Answering) -> Response:
    session, leads = write_db(), _back(shared, page, "read")
    try:
        sharing.settle(session, _key(shared))
    except Gone:
        session.rollback()
        raise TakenBack from None
    session.commit()
    return see(leads)


def _key(shared: SharedEntry) -> tuple[int, int, str]:
    entry = shared.row.entry
    return entry.user_id, entry.lesson_id, entry.exercise


def _back(shared: SharedEntry, page: Answering, done: str) -> str:
    """Where the form stood, with what was done."""
    back = page.back or shared.href
    return f"{back}{'&' if '?' in back else '?'}done={done}"


def _at_desk(author_key: str, lesson_key: str, exercise: str) -> SharedEntry:
    """The shared entry at this address, for a coach who looks after its course. Raises `TakenBack`."""
    session = read_db()
    row = desk_queries.shared_entry(session, author_key, lesson_key, exercise)
    if row is None or not looks_after(row.course_id):
        raise TakenBack
    replies = queries.replies_to(session, row.entry.user_id, row.entry.lesson_id, row.entry.exercise)
    return SharedEntry(row, wording_of(row.entry), [Reply(one) for one in replies])


def _shown(shared: SharedEntry, page: Answering, status: int = 200) -> Response:
    done = "" if page.refused else DONE.get(request.args.get("done", ""), "")
    html = render_template("learning/desk_shared_entry.html", shared=shared, page=page, done=done)
    return make_response(html, status)
