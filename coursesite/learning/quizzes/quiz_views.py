"""A quiz's front page, and beginning an attempt."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from flask import Response, make_response, render_template, url_for
from flask_login import current_user

from coursesite import clock
from coursesite.learning.course_views import bp, reader
from coursesite.learning.lesson_views import Opened, closed, may_use, mine_in, opened
from coursesite.learning.quizzes import grading, queries, starting
from coursesite.learning.quizzes.asking import Source, TooFew
from coursesite.learning.quizzes.models import Attempt
from coursesite.learning.quizzes.pages.frame import Frame
from coursesite.learning.quizzes.pages.front import FrontPage
from coursesite.learning.quizzes.policy import policy_of
from coursesite.learning.quizzes.starting import NotNow
from coursesite.learning.quizzes.states import State, state_of
from coursesite.library import queries as library
from coursesite.library.queries import LessonRow
from coursesite.web import limits, once
from coursesite.web.errors import NotHere, Problem
from coursesite.web.limits import Limit
from coursesite.web.redirects import see
from coursesite.web.state import database, read_db, settings, write_db

STARTS = Limit("quiz_start", 60, timedelta(hours=1))
"""Attempts of one person, at all quizzes: each writes a row for every question."""


class NotReady(Problem):
    """A quiz that draws more questions from a pool than the pool holds now."""

    status = 409
    title = "This quiz can’t be begun just now"
    happened = "One of the lists that it draws its questions from has become too short."
    kept = "Nothing was begun, so no attempt is used."
    do = "Tell your coach, who can put it right, and come back later."


def front_page(row: LessonRow) -> Response:
    """The page of a quiz at its own address; somebody who may not use it yet finds the way in, as with lessons."""
    found = opened(row)
    mine = mine_in(found, current_user.id)
    if not may_use(found, mine):
        return closed(found, mine)
    return _shown(front_of(found, clock.now()))


@bp.post("/courses/<course_slug>/<quiz_slug>/start")
def start_attempt(course_slug: str, quiz_slug: str) -> Response:
    """Begin an attempt, or go on with the one that is under way; one whose time is up leads to its result."""
    row = quiz_at(course_slug, quiz_slug)
    frame = Frame(row, reader())
    if not current_user.signed_in:
        return see(url_for("accounts.sign_up", next=frame.address))
    found = opened(row)
    mine = mine_in(found, current_user.id)
    if not may_use(found, mine):
        return closed(found, mine)
    now, submission = clock.now(), once.submitted()
    begun = next((attempt for attempt in attempts_in(row) if attempt.submitted_at is None), None)
    if begun is not None:
        if state_of(begun, now) is State.OVERDUE and begun.once != submission:
            close(begun, now)
        return see(frame.attempt(begun.number))
    limits.count(database(), STARTS, str(current_user.id), settings().secret_key, now, submission=submission)
    policy = policy_of(found.content.values)
    try:
        drawn = starting.draw(read_db(), row.course_id, Source(row.id, found.content), policy)
        quiz = (row.course_id, row.id, found.content.revision_id)
        attempt = starting.start(write_db(), current_user.id, quiz, policy, drawn, submission, now)
    except TooFew as too_few:
        raise NotReady from too_few
    except NotNow:
        return _not_begun(front_of(found, now))
    write_db().commit()
    return see(frame.attempt(attempt.number))


def quiz_at(course_slug: str, quiz_slug: str) -> LessonRow:
    """The published quiz at this address. Raises `NotHere`."""
    row = library.find_quiz(read_db(), course_slug, quiz_slug)
    if row is None:
        raise NotHere
    return row


def attempts_in(row: LessonRow) -> Sequence[Attempt]:
    """The attempts of the person who asks, in their order."""
    return queries.attempts_of(read_db(), current_user.id, row.id)


def front_of(found: Opened, now: datetime) -> FrontPage:
    """The front page for the person who asks."""
    row = found.lesson
    return FrontPage(
        Frame(row, reader()),
        found.content,
        found.outline,
        policy_of(found.content.values),
        attempts_in(row),
        queries.allowance(read_db(), current_user.id, row.id),
        now,
    )


def close(attempt: Attempt, now: datetime) -> None:
    """Hand in and grade an attempt in the request's transaction, and commit."""
    rules = grading.rules_of(read_db(), attempt)
    grading.submit(write_db(), attempt.user_id, attempt.id, rules, now)
    write_db().commit()


def _not_begun(page: FrontPage) -> Response:
    refusal = ("info", f"No attempt was begun. {page.next.title}.")
    return _shown(replace(page, notices=[refusal]), 409)


def _shown(page: FrontPage, status: int = 200) -> Response:
    url = settings().base_url + page.frame.address
    return make_response(render_template("learning/quiz.html", page=page, page_url=url, notices=page.notices), status)
