"""The coach's pages for questions that changed: what waits, deciding, taking a decision back."""

from collections.abc import Sequence
from datetime import datetime

from flask import Response, make_response, render_template, request
from flask_login import current_user
from sqlalchemy.orm import Session

from coursesite import clock
from coursesite.learning.course_views import bp
from coursesite.learning.quizzes import emails
from coursesite.learning.quizzes.corrections import deciding, queries, telling_queries, undoing
from coursesite.learning.quizzes.corrections.changes import changes
from coursesite.learning.quizzes.corrections.deciding import NothingToDecide
from coursesite.learning.quizzes.corrections.options import taken, told_apart
from coursesite.learning.quizzes.corrections.queries import Question
from coursesite.learning.quizzes.corrections.undoing import UndoFirst
from coursesite.learning.quizzes.corrections.waiting import Waiting, about, waiting
from coursesite.learning.quizzes.corrections.work import Work, question_of
from coursesite.learning.quizzes.grading import wording_in
from coursesite.learning.quizzes.models import Choice, Correction
from coursesite.learning.quizzes.pages.correction import ANSWERS_ON_A_PAGE, Chance, CorrectionPage
from coursesite.learning.quizzes.pages.corrections import (
    CHOICES,
    CorrectionsPage,
    DecisionLine,
    past_in_words,
    waiting_line,
)
from coursesite.learning.quizzes.pages.studio import Desk
from coursesite.learning.quizzes.quizzes_desk import quiz_of_desk
from coursesite.library.models import Piece
from coursesite.library.queries import LessonRow
from coursesite.web import once
from coursesite.web.access import needs
from coursesite.web.errors import NotHere, Problem
from coursesite.web.paging import page_number, page_within
from coursesite.web.queries import outcome_of, set_outcome, spend_value
from coursesite.web.redirects import see
from coursesite.web.state import read_db, settings, write_db

NOTICES = {
    "decided": ("good", "It is done, and everybody whose result changed has mail on its way."),
    "apart": ("good", "They are two options from now on. What becomes of the earlier answers is still yours to say."),
    "same": ("good", "They are one option again. What becomes of the earlier answers is still yours to say."),
    "undone": ("good", "The decision was taken back, and everybody whose result changed has mail on its way."),
}


class LaterDecision(Problem):
    """A decision that can't be undone yet."""

    status = 409
    title = "A later decision comes first"
    kept = "Nothing was changed."
    do = "Go back to the corrections, undo the later decision, then this one."

    def __init__(self, later: Correction) -> None:
        super().__init__(later.id)
        word = CHOICES[Choice(later.choice)][0]
        self.happened = f"Since then the same question was decided about once more (“{word}”), and that holds."


@bp.get("/studio/courses/<course_slug>/<quiz_slug>/corrections")
@needs("coach")
def quiz_corrections(course_slug: str, quiz_slug: str) -> str:
    """What waits for a decision in this quiz, and what was decided."""
    row, session = quiz_of_desk(course_slug, quiz_slug), read_db()
    found, made = waiting(session, [row.id]), queries.decisions(session, row.id)
    desk = Desk(row, len(found))
    pieces = queries.sources_named(session, {one.question.source_id for one in found} | {one.source_id for one in made})
    since = queries.published_at(session, {one.published_id for one in found})
    lines = [waiting_line(desk, one, pieces[one.question.source_id], since[one.published_id]) for one in found]
    page = CorrectionsPage(desk, lines, _decided(session, desk, made, pieces, {one.question for one in found}))
    notice = NOTICES.get(request.args.get("done", ""))
    return render_template("learning/desk_corrections.html", page=page, notices=[notice] if notice else [])


def _decided(
    session: Session, desk: Desk, made: Sequence[Correction], pieces: dict[int, Piece], waits: set[Question]
) -> list[DecisionLine]:
    names = queries.names(session, {key for one in made for key in (one.made_by, one.undone_by) if key is not None})
    last: dict[Question, int] = {}
    for one in made:
        if one.undone_at is None:
            last[question_of(one)] = max(one.id, last.get(question_of(one), 0))
    lines = []
    for one in made:
        then = wording_in(session, one.revision_id, one.exercise)
        published_id = pieces[one.source_id].published_revision_id
        now = None if published_id is None else wording_in(session, published_id, one.exercise)
        holds = last.get(question_of(one)) == one.id
        differs = then is not None and bool(changes(then.compiled, now.compiled if now else None))
        lines.append(
            DecisionLine(
                title=(then or now).compiled.title_text if then or now else one.exercise,  # type: ignore[union-attr]  # one is
                choice=CHOICES[Choice(one.choice)][0],
                numbers=past_in_words(one),
                who=names.get(one.made_by or 0, "") or "somebody who left",
                made_at=one.made_at,
                undone_by=names.get(one.undone_by or 0, "") or "somebody who left",
                undone_at=one.undone_at,
                undo_href=f"{desk.corrections_href}/{one.id}/undo" if holds else "",
                outdated=holds and differs and question_of(one) not in waits,
            )
        )
    return lines


@bp.get("/studio/courses/<course_slug>/<quiz_slug>/corrections/<source_key>/<exercise_id>")
@needs("coach")
def quiz_correction(course_slug: str, quiz_slug: str, source_key: str, exercise_id: str) -> Response:
    """One changed question: both wordings, who answered what, and each choice with what it would do."""
    row, source = quiz_of_desk(course_slug, quiz_slug), source_with(source_key)
    return question_page(row, source, Question(row.id, source.id, exercise_id))


@bp.post("/studio/courses/<course_slug>/<quiz_slug>/corrections/<source_key>/<exercise_id>")
@needs("coach")
def decide_correction(course_slug: str, quiz_slug: str, source_key: str, exercise_id: str) -> Response:
    """Decide, if what was shown still holds; else the page shows the new numbers."""
    row, source = quiz_of_desk(course_slug, quiz_slug, "writes"), source_with(source_key)
    question, now = Question(row.id, source.id, exercise_id), clock.now()
    chosen = next((choice for choice in Choice if choice.value == request.form.get("choice")), None)
    if chosen is None:
        return question_page(row, source, question, notice="Nothing was decided: pick one of the choices first.")
    session, submission = write_db(), once.submitted()
    if not spend_value(session, submission, now):
        return see(outcome_of(session, submission) or Desk(row).corrections_href)
    try:
        case = deciding.take(session, question)
    except NothingToDecide:
        session.rollback()
        raise NotHere from None
    newest = deciding.newest_decision(session, question)
    work = None
    if chosen in deciding.choices(case):
        work = deciding.decide(session, case, chosen, current_user.id, now)
        _carry_out(session, work, row, chosen, now)
    if work is None or request.form.get("seen") != deciding.seen(case, newest, work.numbers):
        session.rollback()
        read_db(fresh=True)
        return question_page(row, source, question, stale=True)
    leads = f"{Desk(row).corrections_href}?done=decided"
    set_outcome(session, submission, leads)
    session.commit()
    return see(leads)


@bp.post("/studio/courses/<course_slug>/<quiz_slug>/corrections/<int:correction_id>/undo")
@needs("coach")
def undo_correction(course_slug: str, quiz_slug: str, correction_id: int) -> Response:
    """Take a decision back; one that was taken back stays so."""
    row, session, now = quiz_of_desk(course_slug, quiz_slug, "writes"), write_db(), clock.now()
    found = queries.decision(session, row.id, correction_id)
    if found is None:
        raise NotHere
    try:
        work = undoing.undo(session, found, current_user.id, now)
    except UndoFirst as first:
        session.rollback()
        raise LaterDecision(first.later) from first
    if work is not None:
        _carry_out(session, work, row, None, now)
        session.commit()
    return see(f"{Desk(row).corrections_href}?done=undone")


def _carry_out(session: Session, work: Work, row: LessonRow, choice: Choice | None, now: datetime) -> None:
    """Write everybody's results and the mail about them, in one transaction and a batch at a time."""
    for people in work.batches():
        told = [person for person in people if person.is_told]
        addressees = telling_queries.addressees(session, [person.user_id for person in told])
        emails.tell(session, settings(), row, told, addressees, choice, now)
        session.flush()
        for mail in [one for one in session if not isinstance(one, Correction)]:
            session.expunge(mail)


def source_with(key: str) -> Piece:
    """The published quiz or pool with this key, or the page that says there is none."""
    found = queries.source_with_key(read_db(), key)
    if found is None:
        raise NotHere
    return found


def case_of(session: Session, question: Question) -> Waiting:
    """How a question stands that was answered before it changed, or the page that says there is none."""
    published_id = queries.published_revision(session, question.source_id)
    case = None if published_id is None else about(session, question, published_id)
    if case is None:
        raise NotHere
    return case


def question_page(
    row: LessonRow, source: Piece, question: Question, *, stale: bool = False, notice: str = ""
) -> Response:
    """One question as it stands; `stale` says that what was sent was about another state, `notice` what was wrong."""
    session = read_db()
    page = _page(session, row, source, case_of(session, question), stale=stale)
    done = NOTICES.get(request.args.get("done", ""))
    notices = [("problem", notice)] if notice else [done] if done else []
    html = render_template("learning/desk_correction.html", page=page, notices=notices)
    return make_response(html, 409 if stale else 422 if notice else 200)


def _page(session: Session, row: LessonRow, source: Piece, case: Waiting, *, stale: bool) -> CorrectionPage:
    newest = deciding.newest_decision(session, case.question)
    chances = [
        Chance(choice, deciding.seen(case, newest, numbers), numbers)
        for choice, numbers in deciding.dry_run(session, case).items()
    ]
    total = telling_queries.count_answers(session, case.question, case.revisions)
    number = page_within(total, ANSWERS_ON_A_PAGE, page_number())
    wordings = {key: wording_in(session, key, case.question.exercise) for key in case.revisions}
    return CorrectionPage(
        Desk(row),
        case,
        source,
        chances,
        telling_queries.chosen(session, case.question, case.revisions),
        telling_queries.answers(
            session, case.question, case.revisions, (number - 1) * ANSWERS_ON_A_PAGE, ANSWERS_ON_A_PAGE
        ),
        {key: wording.compiled for key, wording in wordings.items() if wording is not None},
        taken(case),
        told_apart(session, case),
        total,
        number,
        stale,
    )
