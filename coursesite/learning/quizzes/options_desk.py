"""A coach says that two options are different ones, or the same after all: a new revision of the same text."""

from flask import Response, request
from flask_login import current_user

from coursesite import clock
from coursesite.exercises import Said
from coursesite.learning.course_views import bp
from coursesite.learning.quizzes.corrections.options import taken, told_apart
from coursesite.learning.quizzes.corrections.queries import Question
from coursesite.learning.quizzes.corrections.waiting import Waiting
from coursesite.learning.quizzes.corrections_desk import case_of, question_page, source_with
from coursesite.learning.quizzes.pages.corrections import question_href
from coursesite.learning.quizzes.pages.studio import Desk
from coursesite.learning.quizzes.quizzes_desk import quiz_of_desk
from coursesite.library import publishing
from coursesite.library import queries as library
from coursesite.library.desk_views import allowed
from coursesite.library.publishing import Plan, Stale
from coursesite.web import once
from coursesite.web.access import needs
from coursesite.web.queries import outcome_of, set_outcome, spend_value
from coursesite.web.redirects import see
from coursesite.web.state import read_db, settings, write_db

TOLD_APART = "Two options of “{title}” were told apart by {name}."
SAME_AGAIN = "Two options of “{title}” were taken for the same again by {name}."
LONGEST_IN_NOTE = 100


@bp.post("/studio/courses/<course_slug>/<quiz_slug>/corrections/<source_key>/<exercise_id>/options")
@needs("coach")
def tell_options(course_slug: str, quiz_slug: str, source_key: str, exercise_id: str) -> Response:
    """Publish the same text once more, with a key of its own for an option, or with the one that it had."""
    row, source = quiz_of_desk(course_slug, quiz_slug), source_with(source_key)
    allowed(source.id, "publishes")
    question = Question(row.id, source.id, exercise_id)
    session, submission = read_db(), once.submitted()
    if led := outcome_of(session, submission):
        return see(led)
    case = case_of(session, question)
    said = _said(case)
    written = library.source_of(session, case.published_id)
    if said is None or written is None or request.form.get("seen") != str(case.published_id):
        return question_page(row, source, question, stale=True)
    path, data = written
    plan = publishing.plan_one(
        session, path, data, settings().data_dir, now=clock.now(), said=said, note=_note(case, said)
    )
    if plan.report.faults:
        fault = plan.report.faults[0]
        notice = f"Nothing was changed: “{source.title}” can't be published as it is any more. {fault}"
        return question_page(row, source, question, notice=notice)
    leads = f"{question_href(Desk(row), question, source)}?done={'same' if said.again else 'apart'}"
    return _published(plan, submission, leads) or question_page(row, source, question, stale=True)


def _published(plan: Plan, submission: str, leads: str) -> Response | None:
    """Publish what was planned; None where somebody else has published meanwhile."""
    session, now = write_db(), clock.now()
    if not spend_value(session, submission, now):
        return see(outcome_of(session, submission) or leads)
    try:
        publishing.carry_out(session, plan, now, author_id=current_user.id)
    except Stale:
        session.rollback()
        read_db(fresh=True)
        return None
    set_outcome(session, submission, leads)
    session.commit()
    return see(leads)


def _said(case: Waiting) -> Said | None:
    """What the form says, where the page offers it."""
    key = request.form.get("key", "")
    if request.form.get("are") == "different":
        return next((Said(case.question.exercise, one.key) for one in taken(case) if one.key == key), None)
    apart = told_apart(read_db(), case)
    return next((Said(case.question.exercise, one.key, one.again) for one in apart if one.key == key), None)


def _note(case: Waiting, said: Said) -> str:
    title = (case.new or case.old).title_text or case.question.exercise
    words = SAME_AGAIN if said.again else TOLD_APART
    return words.format(title=title[:LONGEST_IN_NOTE], name=current_user.name[:LONGEST_IN_NOTE] or "a coach")
