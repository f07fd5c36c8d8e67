"""Showing an answered ask to everyone: the wording, what its asker says to it, and the lesson."""

from collections.abc import Callable

from flask import Response, make_response, render_template, request
from flask_login import current_user

from coursesite import clock
from coursesite.accounts import auditing
from coursesite.learning.asking import consenting, emails
from coursesite.learning.asking.ask_forms import WordingForm
from coursesite.learning.asking.asking import Gone
from coursesite.learning.asking.asks_desk import talk_at_desk
from coursesite.learning.asking.bounds import CONSENTS
from coursesite.learning.asking.consenting import Changed
from coursesite.learning.asking.pages import Talk
from coursesite.learning.asking.text_views import Refused, counted, notices, sent_from
from coursesite.learning.course_views import bp
from coursesite.web import once
from coursesite.web.access import needs
from coursesite.web.errors import NotHere
from coursesite.web.queries import outcome_of, set_outcome, spend_value
from coursesite.web.redirects import see
from coursesite.web.state import read_db, settings, write_db

CHANGED = "Meanwhile this was changed, by who asked or by another coach. Nothing was done; it stands now as you see it."


@bp.get("/studio/asks/<int:ask_id>/public")
@needs("coach")
def ask_public(ask_id: int) -> Response:
    """The wording for everyone, and how far it is."""
    talk = talk_at_desk(ask_id, "writes")
    return _shown(talk, _form(talk))


@bp.post("/studio/asks/<int:ask_id>/public")
@needs("coach")
def ask_public_post(ask_id: int) -> Response:
    """Put the wording before who asked; show what they agreed to; or hide it."""
    talk = talk_at_desk(ask_id, "writes")
    deeds: dict[str, Callable[[Talk], Response]] = {"ask": _ask, "publish": _publish, "hide": _hide}
    if led := outcome_of(read_db(), once.submitted()):
        return see(led)
    deed = deeds.get(request.form.get("do", ""))
    if deed is None:
        return _shown(talk, _form(talk), 422)
    try:
        return deed(talk)
    except (Changed, Gone) as error:
        write_db().rollback()
        if isinstance(error, Gone):
            raise NotHere from None
        talk = talk_at_desk(ask_id, "writes", fresh=True)
        return _shown(talk, _form(talk), 409, CHANGED)


def _ask(talk: Talk) -> Response:
    form = WordingForm(request.form)
    if not form.validate():
        return _shown(talk, form, 422)
    try:
        counted(CONSENTS, f"ask {talk.id}")
        question, answer = sent_from(form.question), sent_from(form.answer)
    except Refused as refusal:
        return refusal.on(_shown(talk, form, 422, refusal.sentence))
    session, now = write_db(), clock.now()
    if not spend_value(session, question.once, now):
        return see(outcome_of(session, question.once) or talk.public_href)
    ask = consenting.ask_for_consent(session, talk.id, question, answer, now)
    emails.tell_consent(session, settings(), ask, now)
    return _done(talk, "consent", question.once)


def _publish(talk: Talk) -> Response:
    session, now, submission = write_db(), clock.now(), once.submitted()
    if not spend_value(session, submission, now):
        return see(outcome_of(session, submission) or talk.public_href)
    consenting.publish(session, talk.id, request.form.get("wording", ""), now)
    auditing.note(session, current_user.id, "showed a question and its answer", talk.placed.lesson_title, now)
    return _done(talk, "public", submission)


def _hide(talk: Talk) -> Response:
    session, now, submission = write_db(), clock.now(), once.submitted()
    if not spend_value(session, submission, now):
        return see(outcome_of(session, submission) or talk.public_href)
    consenting.hide(session, talk.id, now)
    auditing.note(session, current_user.id, "hid a question and its answer", talk.placed.lesson_title, now)
    return _done(talk, "hidden", submission)


def _done(talk: Talk, done: str, submission: str) -> Response:
    session, leads = write_db(), f"{talk.public_href}?done={done}"
    set_outcome(session, submission, leads)
    session.commit()
    return see(leads)


def _form(talk: Talk) -> WordingForm:
    ask = talk.placed.ask
    return WordingForm(question=ask.public_question or talk.first_words, answer=ask.public_answer or talk.last_answer)


def _shown(talk: Talk, form: WordingForm, status: int = 200, refused: str = "") -> Response:
    told = [("attention", refused)] if refused else notices(request.args.get("done", ""))
    return make_response(render_template("learning/desk_ask_public.html", talk=talk, form=form, notices=told), status)
