"""One entry: its author reads, changes and deletes it, shares it with the course's coaches and takes it back."""

from flask import Response, make_response, render_template, request, url_for
from flask_login import current_user

from coursesite import clock
from coursesite.accounts.session_views import count
from coursesite.learning import meanwhile
from coursesite.learning.course_views import bp
from coursesite.learning.forms import LONGEST_ENTRY
from coursesite.learning.journal import emails, queries, sharing
from coursesite.learning.journal.addresses import JOURNAL, entry_href
from coursesite.learning.journal.bounds import SHARES
from coursesite.learning.journal.pages import EntryPage, Reply, Wording, lesson_href
from coursesite.learning.journal.queries import Place
from coursesite.learning.journal.sharing import Gone
from coursesite.learning.lesson_views import fragment, may_use, mine_in, open_lesson, page_of, wants_fragment
from coursesite.learning.meanwhile import is_newer, seen_in
from coursesite.learning.models import Entry
from coursesite.learning.records import queries as records
from coursesite.library import reading
from coursesite.web import once
from coursesite.web.access import needs
from coursesite.web.errors import NotHere
from coursesite.web.markup import safe
from coursesite.web.queries import outcome_of, set_outcome, spend_value
from coursesite.web.redirects import see
from coursesite.web.state import read_db, settings, write_db

EMPTY = "Nothing is written here, so nothing was changed. To delete the entry, use the button below."
TOO_LONG = f"This is longer than {LONGEST_ENTRY:,} characters. It was not kept; shorten it, and send it again."
NO_CONSENT = (
    "You took back that we keep what you write for yourself, so this change was not kept; it is still in the box. "
    "Agree to it again in the lesson, or delete the entry below."
)
SURE = "Nothing was deleted: tick the box first, so that it doesn’t happen by accident."
DONE = {
    "saved": "Your change is kept.",
    "shared": "It is shared. You get a mail when a coach has written back.",
    "back": "It is yours alone again. Nobody but you can read it.",
}
ENTRY = f"{JOURNAL}<lesson_key>/<exercise>/"


@bp.get(ENTRY)
@needs("learner")
def journal_entry(lesson_key: str, exercise: str) -> Response:
    """One of one's own entries."""
    return _shown(*_own(lesson_key, exercise))


@bp.post(ENTRY)
@needs("learner")
def journal_entry_post(lesson_key: str, exercise: str) -> Response:
    """Change it, or delete it once the box is ticked."""
    submission = once.submitted()
    if led := outcome_of(read_db(), submission):
        return see(led)
    place, entry = _own(lesson_key, exercise)
    deed = request.form.get("do")
    if deed == "delete":
        return _delete(place, entry, submission)
    if deed != "save":
        return see(entry_href(place.key, exercise))
    # Browsers send each line's end as two characters.
    text = request.form.get("text", "").replace("\r\n", "\n").strip()
    refused = EMPTY if not text else TOO_LONG if len(text) > LONGEST_ENTRY else "" if place.consented else NO_CONSENT
    return _refused(place, entry, refused, text) if refused else _change(place, exercise, text)


def _change(place: Place, exercise: str, text: str) -> Response:
    session, now = write_db(), clock.now()
    records.take_turn(session, current_user.id)
    entry = queries.take_entry(session, current_user.id, place.lesson_id, exercise)
    if entry is None:
        raise NotHere
    if entry.text != text and is_newer(entry.written_at, seen_in(request.form)):
        session.rollback()
        read_db(fresh=True)
        return _refused(*_own(place.key, exercise), meanwhile.SENTENCE, text, 409)
    entry.text, entry.written_at = text, now
    session.flush()
    changed = (current_user.id, place.lesson_id, exercise)
    emails.tell_if_in_need(session, settings(), place.course_id, changed, now)
    session.commit()
    return see(f"{entry_href(place.key, exercise)}?done=saved")


def _delete(place: Place, entry: Entry, submission: str) -> Response:
    if request.form.get("sure") != "yes":
        return _shown(place, entry, refused=SURE, wants_delete=True)
    session, leads = write_db(), url_for("learning.journal", done="deleted")
    if not spend_value(session, submission, clock.now()):
        return see(outcome_of(session, submission) or leads)
    records.take_turn(session, current_user.id)
    records.remove_entry(session, current_user.id, place.lesson_id, entry.exercise)
    set_outcome(session, submission, leads)
    session.commit()
    return see(leads)


@bp.post(f"{ENTRY}share")
@needs("learner")
def share_entry(lesson_key: str, exercise: str) -> Response:
    """Let the course's coaches read it."""
    place, now = _place(lesson_key), clock.now()
    count(SHARES, str(current_user.id), now, once.submitted())
    session = write_db()
    try:
        entry = sharing.share(session, current_user.id, place.lesson_id, exercise, now)
    except Gone:
        raise NotHere from None
    if entry is not None:
        emails.tell_coaches(session, settings(), place.course_id, entry, now)
    session.commit()
    return _done(place, exercise, "shared")


@bp.post(f"{ENTRY}take-back")
@needs("learner")
def take_entry_back(lesson_key: str, exercise: str) -> Response:
    """Let nobody else read it any more."""
    place, session = _place(lesson_key), write_db()
    try:
        sharing.take_back(session, current_user.id, place.lesson_id, exercise, clock.now())
    except Gone:
        raise NotHere from None
    session.commit()
    return _done(place, exercise, "back")


@bp.post(f"{ENTRY}seen")
@needs("learner")
def see_replies(lesson_key: str, exercise: str) -> Response:
    """Note that its author has read what coaches wrote back."""
    place, session = _place(lesson_key), write_db()
    records.take_turn(session, current_user.id)
    if queries.take_entry(session, current_user.id, place.lesson_id, exercise) is None:
        raise NotHere
    queries.see_replies(session, current_user.id, place.lesson_id, exercise, clock.now())
    session.commit()
    return see(entry_href(place.key, exercise))


def _done(place: Place, exercise: str, done: str) -> Response:
    """Back where the form stood: in the lesson, in place where its script asks, or on the entry's page."""
    there = lesson_href(place, exercise)
    if there and wants_fragment():
        opened = open_lesson(place.course_slug, place.slug)
        mine = mine_in(opened, current_user.id, fresh=True)
        if may_use(opened, mine):
            return fragment(page_of(opened, mine), exercise)
    if there and request.form.get("back") == "lesson":
        return see(there)
    return see(f"{entry_href(place.key, exercise)}?done={done}")


def _place(lesson_key: str) -> Place:
    place = queries.place_of(read_db(), current_user.id, lesson_key)
    if place is None:
        raise NotHere
    return place


def _own(lesson_key: str, exercise: str) -> tuple[Place, Entry]:
    place = _place(lesson_key)
    entry = queries.entry_of(read_db(), current_user.id, place.lesson_id, exercise)
    if entry is None:
        raise NotHere
    return place, entry


def wording_of(entry: Entry) -> Wording:
    """What an entry answers to, in the wording in which its author read it."""
    found = reading.content(read_db(), entry.revision_id).exercises.get(entry.exercise)
    if found is None:
        return Wording()
    question = found.question()
    return Wording(safe(question.title), safe(question.prompt))


def _refused(place: Place, entry: Entry, sentence: str, typed: str, status: int = 422) -> Response:
    behind = is_newer(entry.written_at, seen_in(request.form))
    return make_response(_shown(place, entry, typed, refused=sentence, behind=behind), status)


def _shown(
    place: Place,
    entry: Entry,
    typed: str | None = None,
    *,
    refused: str = "",
    behind: bool = False,
    wants_delete: bool = False,
) -> Response:
    session = read_db()
    replies = queries.replies_to(session, entry.user_id, entry.lesson_id, entry.exercise)
    names = queries.readers(session, place.course_id)
    text = entry.text if typed is None else typed
    told = [Reply(row) for row in replies]
    page = EntryPage(entry, place, wording_of(entry), told, names, text, refused, behind, wants_delete)
    done = "" if refused else DONE.get(request.args.get("done", ""), "")
    html = render_template("learning/journal_entry.html", page=page, done=done)
    return make_response(html, 422 if refused else 200)
