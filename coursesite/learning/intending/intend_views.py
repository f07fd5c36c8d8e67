"""What learners mean to do, sent from a lesson: a promise below a Try, a plan below a Plan."""

from collections.abc import Callable

from flask import Response, request
from flask_login import current_user
from sqlalchemy.orm import Session

from coursesite import clock
from coursesite.accounts.views import keep_cookie, visitor_for_answer
from coursesite.exercises import Kind
from coursesite.learning import evenings
from coursesite.learning.answering import Place
from coursesite.learning.course_views import bp
from coursesite.learning.intending import own_parts as _parts_of_lessons  # noqa: F401  # puts them on lessons
from coursesite.learning.intending import planning, promising
from coursesite.learning.intending.intend_forms import PlanForm, PromiseForm, WrongDay
from coursesite.learning.intending.promising import Full, Meant, Under
from coursesite.learning.keeping import ASK_CONSENT, may_keep
from coursesite.learning.lesson_queries import Mine
from coursesite.learning.lesson_views import Opened, closed, done, may_use, mine_in, open_lesson, refused
from coursesite.learning.owndays import own_day
from coursesite.learning.records import queries as records
from coursesite.learning.showing.prepared import prepared
from coursesite.web import once
from coursesite.web.errors import NotHere
from coursesite.web.state import write_db

Keep = Callable[[Session, int, Under], object]


@bp.post("/courses/<course_slug>/<lesson_slug>/promises/<exercise_id>")
def promise_in_lesson(course_slug: str, lesson_slug: str, exercise_id: str) -> Response:
    """Keep what somebody means to try, and the day on which they are asked about it."""
    opened, mine = _opened(course_slug, lesson_slug, exercise_id, Kind.try_)
    if not may_use(opened, mine):
        return closed(opened, mine)
    form, now = PromiseForm(request.form), clock.now()
    try:
        day = form.day(own_day(now, current_user.time_zone))
    except WrongDay as wrong:
        return refused(opened, mine, exercise_id, form.sentence or str(wrong))
    if form.sentence:
        return refused(opened, mine, exercise_id, form.sentence)
    meant = Meant(form.text.data or "", evenings.evening_of(day, current_user.time_zone), form.by_mail)

    def keep(session: Session, user_id: int, under: Under) -> object:
        return promising.promise(session, user_id, meant, once.submitted(), now, under)

    return _kept(opened, mine, exercise_id, agrees=form.keep.data == "yes", keep=keep)


@bp.post("/courses/<course_slug>/<lesson_slug>/plans/<exercise_id>")
def plan_in_lesson(course_slug: str, lesson_slug: str, exercise_id: str) -> Response:
    """Keep an if-then plan: one of those offered, as it is or changed, or one of one's own."""
    opened, mine = _opened(course_slug, lesson_slug, exercise_id, Kind.plan)
    if not may_use(opened, mine):
        return closed(opened, mine)
    number = request.form.get("take", "")
    typed = {name: request.form.get(f"{name}-{number}", "") for name in ("cue", "response")}
    form = PlanForm(data={**typed, "keep": request.form.get("keep", "")})
    if form.sentence:
        return refused(opened, mine, exercise_id, form.sentence)
    halves, now = form.halves, clock.now()

    def keep(session: Session, user_id: int, under: Under) -> object:
        return planning.plan(session, user_id, halves, once.submitted(), now, under)

    return _kept(opened, mine, exercise_id, agrees=form.keep.data == "yes", keep=keep)


def _opened(course_slug: str, lesson_slug: str, exercise_id: str, kind: Kind) -> tuple[Opened, Mine]:
    opened = open_lesson(course_slug, lesson_slug)
    found = prepared(opened.content).get(exercise_id)
    if found is None or found.compiled.kind is not kind:
        raise NotHere
    return opened, mine_in(opened, current_user.id)


def _kept(opened: Opened, mine: Mine, exercise_id: str, *, agrees: bool, keep: Keep) -> Response:
    if not agrees and not mine.keeps_entries:
        return refused(opened, mine, exercise_id, ASK_CONSENT)
    user_id, token = visitor_for_answer()
    session = write_db()
    records.take_turn(session, user_id)
    if not may_keep(session, user_id, agrees=agrees, now=clock.now()):
        session.rollback()
        return refused(opened, mine, exercise_id, ASK_CONSENT)
    place = Place(opened.lesson.course_id, opened.lesson.id, opened.content.revision_id)
    try:
        keep(session, user_id, Under(place, exercise_id))
    except Full as full:
        session.rollback()
        return refused(opened, mine, exercise_id, str(full))
    session.commit()
    keep_cookie(token)
    return done(opened, user_id, exercise_id)
