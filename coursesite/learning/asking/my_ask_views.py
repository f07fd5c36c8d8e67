"""Somebody's own ask: the talk, writing more, taking it back, and saying whether it may be shown to everyone."""

from dataclasses import dataclass

from flask import Response, make_response, render_template, request, url_for
from flask_login import current_user
from markupsafe import Markup

from coursesite import clock
from coursesite.learning.asking import asking, consenting, emails, queries
from coursesite.learning.asking.ask_forms import ConsentForm, MoreForm
from coursesite.learning.asking.asking import Gone, Long
from coursesite.learning.asking.bounds import WORDS
from coursesite.learning.asking.consenting import PSEUDONYM, Changed, Stage
from coursesite.learning.asking.pages import Talk
from coursesite.learning.asking.text_views import Refused, counted, notices, preview_of, sent_from
from coursesite.learning.course_views import bp
from coursesite.learning.records import queries as records
from coursesite.web import once
from coursesite.web.access import needs
from coursesite.web.errors import NotHere
from coursesite.web.queries import outcome_of, set_outcome, spend_value
from coursesite.web.redirects import see
from coursesite.web.state import read_db, settings, write_db

FULL = "This talk has as many turns as one may have. Nothing was stored: copy what you typed, and ask anew."
MEANWHILE = "Meanwhile the coach changed the wording. Please read it once more, and say then whether you agree."
SURE = "Tick the box first, so that nothing is deleted by a slip."


@dataclass(frozen=True, slots=True)
class Writing:
    """The form below a talk, and what became of it."""

    form: MoreForm
    once: str
    refused: str = ""
    preview: Markup | None = None


@bp.get("/asks/<int:ask_id>")
@needs("learner")
def my_ask(ask_id: int) -> Response:
    """What was asked and answered."""
    return _shown(own_talk(ask_id), Writing(MoreForm(), once.submitted()))


@bp.post("/asks/<int:ask_id>")
@needs("learner")
def my_ask_post(ask_id: int) -> Response:
    """Show how it would look, or add it to the talk."""
    talk, form, submission = own_talk(ask_id), MoreForm(request.form), once.submitted()
    if led := outcome_of(read_db(), submission):
        return see(led)
    if not form.validate():
        return _shown(talk, Writing(form, submission), 422)
    try:
        if request.form.get("do") == "preview":
            return _shown(talk, Writing(form, submission, preview=preview_of(form.text)))
        return _write_more(talk, form)
    except Refused as refusal:
        return refusal.on(_shown(talk, Writing(form, submission, refusal.sentence)))


def _write_more(talk: Talk, form: MoreForm) -> Response:
    counted(WORDS)
    sent = sent_from(form.text)
    session, now = write_db(), clock.now()
    if not spend_value(session, sent.once, now):
        return see(outcome_of(session, sent.once) or talk.href)
    records.take_turn(session, current_user.id)
    emails.tell_coaches(session, settings(), talk.placed.ask.course_id, sent, now, but=current_user.id)
    try:
        asking.write_more(session, talk.id, current_user.id, sent, now)
    except Long:
        session.rollback()
        raise Refused(FULL, 409) from None
    except Gone:
        session.rollback()
        raise NotHere from None
    leads = f"{talk.href}?done=more"
    set_outcome(session, sent.once, leads)
    session.commit()
    return see(leads)


@bp.post("/asks/<int:ask_id>/private")
@needs("learner")
def ask_private(ask_id: int) -> Response:
    """Make an open ask private."""
    talk, session = own_talk(ask_id), write_db()
    asking.make_private(session, ask_id, clock.now())
    session.commit()
    return see(f"{talk.href}?done=private")


@bp.post("/asks/<int:ask_id>/withdraw")
@needs("learner")
def ask_withdraw(ask_id: int) -> Response:
    """Delete an ask with everything said in it, once the box is ticked."""
    submission = once.submitted()
    if led := outcome_of(read_db(), submission):
        return see(led)
    talk = own_talk(ask_id)
    if request.form.get("sure") != "yes":
        return _shown(talk, Writing(MoreForm(), once.new_value(), SURE), 422)
    session, now, leads = write_db(), clock.now(), url_for("learning.my_asks", done="withdrawn")
    if not spend_value(session, submission, now):
        return see(outcome_of(session, submission) or leads)
    was = asking.withdraw(session, ask_id, now)
    if was is not None and (was.consented_at is not None or was.post_id is not None):
        emails.tell_withdrawn(session, settings(), was.course_id, talk.placed.post_key, "/studio/asks/", now)
    set_outcome(session, submission, leads)
    session.commit()
    return see(leads)


@bp.get("/asks/<int:ask_id>/consent")
@needs("learner")
def ask_consent(ask_id: int) -> Response:
    """What would be shown to everyone, or is, and the two answers."""
    talk = own_talk(ask_id)
    return _consent_page(talk, _consent_form(talk))


@bp.post("/asks/<int:ask_id>/consent")
@needs("learner")
def ask_consent_post(ask_id: int) -> Response:
    """Agree, or say no; saying no takes back what was agreed to."""
    talk = own_talk(ask_id)
    return _agree(talk) if request.form.get("do") == "agree" else _decline(talk)


def _agree(talk: Talk) -> Response:
    form = ConsentForm(request.form)
    if _has_agreed(talk):
        return see(f"{talk.consent_href}?done=agreed")
    if not form.validate():
        return _consent_page(talk, form, 422)
    session = write_db()
    try:
        consenting.agree(session, talk.id, form.pseudonym.data or "", request.form.get("wording", ""), clock.now())
    except (Changed, Gone):
        session.rollback()
        talk = own_talk(talk.id, fresh=True)
        if not _has_agreed(talk):
            return _consent_page(talk, form, 409, MEANWHILE)
    session.commit()
    return see(f"{talk.consent_href}?done=agreed")


def _has_agreed(talk: Talk) -> bool:
    """Whether this very wording was agreed to already, as by the first of two clicks."""
    agreed = talk.stage in (Stage.AGREED, Stage.PUBLIC)
    return agreed and talk.wording == request.form.get("wording")


def _decline(talk: Talk) -> Response:
    session, now, ask = write_db(), clock.now(), talk.placed.ask
    try:
        had_agreed = consenting.decline(session, talk.id, now)
    except Gone:
        session.rollback()
        raise NotHere from None
    if had_agreed:
        emails.tell_withdrawn(session, settings(), ask.course_id, talk.placed.post_key, talk.public_href, now)
    session.commit()
    return see(f"{talk.href}?done=declined")


def own_talk(ask_id: int, *, fresh: bool = False) -> Talk:
    """The talk of this number, if the person who reads began it. Raises `NotHere`."""
    session = read_db(fresh=fresh)
    found = queries.ask_with_id(session, ask_id)
    if found is None or found.ask.user_id != current_user.id:
        raise NotHere
    return Talk(found, queries.words_of(session, ask_id), current_user.id)


def _consent_form(talk: Talk) -> ConsentForm:
    return ConsentForm(pseudonym=talk.placed.ask.pseudonym or PSEUDONYM)


def _consent_page(talk: Talk, form: ConsentForm, status: int = 200, refused: str = "") -> Response:
    told = [("attention", refused)] if refused else notices(request.args.get("done", ""))
    return make_response(render_template("learning/ask_consent.html", talk=talk, form=form, notices=told), status)


def _shown(talk: Talk, writing: Writing, status: int = 200) -> Response:
    done = "" if writing.refused else request.args.get("done", "")
    page = render_template("learning/my_ask.html", talk=talk, writing=writing, notices=notices(done))
    return make_response(page, status)
