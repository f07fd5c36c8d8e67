"""A conversation's front page, and beginning a run."""

from collections.abc import Sequence
from datetime import timedelta

from flask import Response, make_response, render_template, request
from flask_login import current_user

from coursesite import clock
from coursesite.accounts.views import keep_cookie, visitor_for_answer
from coursesite.conversations.compiled import Conversation
from coursesite.learning.answering import Place
from coursesite.learning.conversing import queries, running
from coursesite.learning.conversing.models import Run
from coursesite.learning.conversing.pages.front import RUNS_SHOWN, TalkPage
from coursesite.learning.conversing.running import Said
from coursesite.learning.course_views import bp, reader, site
from coursesite.learning.insights.arrival_views import keeping_post
from coursesite.learning.lesson_queries import Mine
from coursesite.learning.lesson_views import Opened, closed, may_use, mine_in, opened
from coursesite.library import queries as library
from coursesite.library import reading
from coursesite.library.models import Kind
from coursesite.library.queries import LessonRow
from coursesite.web import limits, once
from coursesite.web.errors import NotHere
from coursesite.web.limits import Limit
from coursesite.web.redirects import see
from coursesite.web.state import database, read_db, settings, write_db

RUNS = Limit("conversation_runs", 120, timedelta(hours=1))
"""Runs of one person, of all conversations: each may take over the steps of an earlier one."""
CHANGED = "changed"


def conversation_page(row: LessonRow) -> Response:
    """The page of a conversation at its own address; somebody who may not use it yet finds the way in."""
    found = opened(row)
    mine = mine_in(found, current_user.id)
    if not may_use(found, mine):
        return closed(found, mine)
    page = page_of(found, mine, runs_in(row))
    url = settings().base_url + page.address
    return make_response(render_template("learning/conversation.html", page=page, page_url=url))


@bp.post("/courses/<course_slug>/<talk_slug>/runs")
def begin_run(course_slug: str, talk_slug: str) -> Response:
    """Begin a run: at the beginning, or at a step of an earlier one (`from_run`, `from_step`)."""
    row = conversation_at(course_slug, talk_slug)
    found = opened(row)
    mine = mine_in(found, current_user.id)
    if not may_use(found, mine):
        return closed(found, mine)
    talk, now, submission = wording(found.content.revision_id), clock.now(), once.submitted()
    said = _taken_over(row)
    if current_user.id is not None:
        limits.count(database(), RUNS, str(current_user.id), settings().secret_key, now, submission=submission)
    user_id, token = visitor_for_answer()
    place = Place(row.course_id, row.id, found.content.revision_id)
    run = running.begin(write_db(), user_id, place, talk, said, submission, now)
    write_db().commit()
    keep_cookie(token)
    changed = f"?begun={CHANGED}" if run.copied < len(said) else ""
    return see(f"{keeping_post(page_of(found, mine, ()).run_href(run.number) + changed)}#now")


def conversation_at(course_slug: str, talk_slug: str) -> LessonRow:
    """The published conversation at this address. Raises `NotHere`."""
    row = library.find_lesson(read_db(), course_slug, talk_slug)
    if row is None or row.kind != Kind.CONVERSATION:
        raise NotHere
    return row


def wording(revision_id: int) -> Conversation:
    """The conversation as it is in this revision. Raises `NotHere` where it can't be played."""
    talk = reading.content(read_db(), revision_id).conversation
    if talk is None:
        raise NotHere
    return talk


def runs_in(row: LessonRow) -> Sequence[Run]:
    """The newest runs of the person who asks, the newest first."""
    if current_user.id is None:
        return ()
    return queries.latest_runs(read_db(), current_user.id, row.id, RUNS_SHOWN)


def page_of(found: Opened, mine: Mine, runs: Sequence[Run]) -> TalkPage:
    """The conversation's page for the person who asks, with the wordings of these runs."""
    revision_ids = list({found.content.revision_id, *(run.revision_id for run in runs)})
    contents = reading.contents(read_db(), revision_ids)
    wordings = {one.revision_id: one.conversation for one in contents if one.conversation is not None}
    if found.content.revision_id not in wordings:
        raise NotHere
    who = reader(found.lesson.course_id)
    return TalkPage(found.lesson, found.content, found.outline, mine, who, site(), runs=runs, wordings=wordings)


def _taken_over(row: LessonRow) -> list[Said]:
    """What was said in an earlier run of this person before the step that they go back to; nothing without one."""
    run_number = request.form.get("from_run", type=int)
    step_number = request.form.get("from_step", type=int)
    if run_number is None or step_number is None or current_user.id is None:
        return []
    earlier = queries.run_with_number(read_db(), current_user.id, row.id, run_number)
    if earlier is None:
        raise NotHere
    steps = queries.steps_of(read_db(), earlier.id)
    return [(step.scene, step.choice) for step in steps if step.number < step_number]
