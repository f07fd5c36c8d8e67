"""What learners send from a lesson: answers, private entries, finishing."""

from dataclasses import replace

from flask import Response, request
from flask_login import current_user

from coursesite import clock
from coursesite.accounts.views import keep_cookie, visitor_for_answer
from coursesite.exercises import BadAnswer, Kind, mark
from coursesite.learning import answering, completion, meanwhile
from coursesite.learning.answering import Place, Tried
from coursesite.learning.completion import open_questions
from coursesite.learning.course_views import bp
from coursesite.learning.forms import LONGEST_ENTRY, EntryForm, form_for
from coursesite.learning.insights.arrival_views import keeping_post
from coursesite.learning.journal import emails
from coursesite.learning.keeping import ASK_CONSENT
from coursesite.learning.lesson_views import (
    Opened,
    closed,
    done,
    fragment,
    may_use,
    mine_in,
    open_lesson,
    page_of,
    refused,
    wants_fragment,
    whole_page,
)
from coursesite.learning.showing.prepared import Prepared, prepared
from coursesite.web import once
from coursesite.web.errors import NotHere
from coursesite.web.redirects import see
from coursesite.web.state import settings, write_db

TOO_LONG = f"This is longer than {LONGEST_ENTRY:,} characters. It was not kept; shorten it, and send it again."


@bp.post("/courses/<course_slug>/<lesson_slug>/answers/<exercise_id>")
def answer(course_slug: str, lesson_slug: str, exercise_id: str) -> Response:
    """Answer an exercise."""
    opened = open_lesson(course_slug, lesson_slug)
    exercise = _exercise(opened, exercise_id)
    mine = mine_in(opened, current_user.id)
    if not may_use(opened, mine):
        return closed(opened, mine)
    form_class = form_for(exercise.question)
    if form_class is None:
        raise NotHere
    try:
        given = form_class(request.form).given()
        marking = mark(exercise.compiled, given)
    except BadAnswer as bad:
        return refused(opened, mine, exercise_id, bad.sentence)
    user_id, token = visitor_for_answer()
    tried = Tried(exercise, given, marking, once.submitted())
    answering.answer(write_db(), user_id, _place(opened), tried, clock.now())
    write_db().commit()
    keep_cookie(token)
    return done(opened, user_id, exercise_id)


@bp.post("/courses/<course_slug>/<lesson_slug>/entries/<exercise_id>")
def entry(course_slug: str, lesson_slug: str, exercise_id: str) -> Response:
    """Keep what somebody wrote for themselves."""
    opened = open_lesson(course_slug, lesson_slug)
    exercise = _exercise(opened, exercise_id)
    mine = mine_in(opened, current_user.id)
    if not may_use(opened, mine):
        return closed(opened, mine)
    if exercise.compiled.kind is not Kind.reflect:
        raise NotHere
    form = EntryForm(request.form)
    if not form.validate():
        return refused(opened, mine, exercise_id, TOO_LONG)
    text, agrees = (form.text.data or "").strip(), form.keep.data == "yes"
    if text and not agrees and not mine.keeps_entries:
        return refused(opened, mine, exercise_id, ASK_CONSENT)
    user_id, token = visitor_for_answer()
    place, seen = _place(opened), form.seen.data or ""
    try:
        kept = answering.write_entry(
            write_db(), user_id, place, exercise_id, text, agrees=agrees, now=clock.now(), seen=seen
        )
    except meanwhile.Newer:
        write_db().rollback()
        return refused(opened, mine_in(opened, user_id, fresh=True), exercise_id, meanwhile.SENTENCE)
    if not kept:
        return refused(opened, mine, exercise_id, ASK_CONSENT)
    changed = (user_id, opened.lesson.id, exercise_id)
    emails.tell_if_in_need(write_db(), settings(), opened.lesson.course_id, changed, clock.now())
    write_db().commit()
    keep_cookie(token)
    return done(opened, user_id, exercise_id)


@bp.post("/courses/<course_slug>/<lesson_slug>/finish")
def finish(course_slug: str, lesson_slug: str) -> Response:
    """Finish a lesson whose questions are answered, and go on to the next; else say which are open."""
    opened = open_lesson(course_slug, lesson_slug)
    mine = mine_in(opened, current_user.id)
    if not may_use(opened, mine):
        return closed(opened, mine)
    if open_questions(opened.content.questions, mine.latest) and opened.lesson.id not in mine.finished:
        page = replace(page_of(opened, mine), finish_refused=True)
        return fragment(page, None, 422) if wants_fragment() else whole_page(page, 422)
    user_id, token = visitor_for_answer()
    place = (opened.lesson.course_id, opened.lesson.id, opened.content.revision_id)
    completion.finish(write_db(), user_id, place, opened.outline.needed, clock.now())
    write_db().commit()
    keep_cookie(token)
    page = page_of(opened, mine)
    if page.onward is not None and page.joined and not page.waits:
        return see(page.onward.address)
    if wants_fragment():
        return fragment(page_of(opened, mine_in(opened, user_id, fresh=True)), None)
    return see(f"{keeping_post(page.address)}#finish")


def _exercise(opened: Opened, exercise_id: str) -> Prepared:
    found = prepared(opened.content).get(exercise_id)
    if found is None:
        raise NotHere
    return found


def _place(opened: Opened) -> Place:
    return Place(opened.lesson.course_id, opened.lesson.id, opened.content.revision_id)
