"""One run: the scene as it stands, choosing what to say, and the look back after the end."""

from flask import Response, make_response, render_template, request
from flask_login import current_user

from coursesite import clock
from coursesite.conversations.play import BadReply
from coursesite.learning import completion
from coursesite.learning.conversing import queries, running
from coursesite.learning.conversing.conversation_views import CHANGED, conversation_at, page_of, wording
from coursesite.learning.conversing.models import Run
from coursesite.learning.conversing.pages.debrief import DebriefPage
from coursesite.learning.conversing.pages.scene import ScenePage
from coursesite.learning.conversing.running import Choice, Fate
from coursesite.learning.course_views import bp
from coursesite.learning.lesson_queries import Mine
from coursesite.learning.lesson_views import FRAGMENT, Opened, closed, may_use, mine_in, opened, wants_fragment
from coursesite.learning.review.meeting import meet_conversation
from coursesite.web import once
from coursesite.web.access import to_sign_in
from coursesite.web.errors import NotHere
from coursesite.web.redirects import see
from coursesite.web.state import read_db, write_db

OLDER = "older"
NOTICES = {
    OLDER: "That reply came from an older page of this conversation, so it was not counted. This is where you are now.",
    CHANGED: (
        "The conversation was rewritten since you played it, and what you said then isn’t all in it any more. "
        "You go on from where both still agree."
    ),
}


@bp.get("/courses/<course_slug>/<talk_slug>/runs/<int:number>/")
def run(course_slug: str, talk_slug: str, number: int) -> Response:
    """The scene in which a run stands, or after its end the look back."""
    if current_user.id is None:
        from_here: Response = to_sign_in()
        return from_here
    found = opened(conversation_at(course_slug, talk_slug))
    mine_run = _own_run(found, number)
    if mine_run.ended_at is None:
        notice = NOTICES.get(request.args.get("then", request.args.get("begun", "")), "")
        return _kept_nowhere(make_response(_scene(found, mine_run, notice, "conversation_run.html")))
    return _kept_nowhere(make_response(_look_back(found, mine_run)))


@bp.post("/courses/<course_slug>/<talk_slug>/runs/<int:number>/steps")
def take_step(course_slug: str, talk_slug: str, number: int) -> Response:
    """Say something; the page's script gets the scene to which it leads."""
    if current_user.id is None:
        from_here: Response = to_sign_in()
        return from_here
    found = opened(conversation_at(course_slug, talk_slug))
    mine = mine_in(found, current_user.id)
    mine_run = _own_run(found, number)
    if not may_use(found, mine):
        return closed(found, mine)
    now, user_id, session = clock.now(), mine_run.user_id, write_db()
    choice = Choice(
        request.form.get("scene", ""),
        request.form.get("step", -1, type=int),
        request.form.get("choice", ""),
        once.submitted(),
    )
    try:
        fate = running.choose(session, mine_run.id, user_id, wording(mine_run.revision_id), choice, now)
    except BadReply as bad:
        if not choice.reply:
            return see(f"{page_of(found, mine, ()).run_href(number)}#now")
        raise NotHere from bad
    after = queries.run_with_number(session, user_id, found.lesson.id, number)
    if fate is Fate.ENDED and after is not None and after.steps < running.MOST_STEPS:
        place = (found.lesson.course_id, found.lesson.id, mine_run.revision_id)
        completion.finish(session, user_id, place, found.outline.needed, now)
        meet_conversation(session, user_id, found.lesson.course_id, found.lesson.id, now)
    session.commit()
    return _said(found, number, fate)


def _said(found: Opened, number: int, fate: Fate) -> Response:
    address = page_of(found, Mine(), ()).run_href(number)
    if fate is Fate.ENDED:
        return see(address)
    if not wants_fragment():
        return see(f"{address}?then={OLDER}#now" if fate is Fate.OLDER else f"{address}#now")
    read_db(fresh=True)
    now_run = _own_run(found, number)
    if now_run.ended_at is not None:
        return see(address)
    response = make_response(_scene(found, now_run, NOTICES[OLDER] if fate is Fate.OLDER else "", "talk.html"))
    response.headers["Content-Type"] = f"{FRAGMENT}; charset=utf-8"
    return _kept_nowhere(response)


def _own_run(found: Opened, number: int) -> Run:
    """The run of this number, of the person who asks. Raises `NotHere`."""
    mine = queries.run_with_number(read_db(), current_user.id, found.lesson.id, number)
    if mine is None:
        raise NotHere
    return mine


def _scene(found: Opened, mine_run: Run, notice: str, template: str) -> str:
    front = page_of(found, Mine(), [mine_run])
    page = ScenePage(
        title=front.title,
        course_title=front.course_title,
        front=front.address,
        trail=[*front.trail[:-1], (front.title, front.address), (f"Run {mine_run.number}", None)],
        run=mine_run,
        talk=wording(mine_run.revision_id),
        steps=queries.steps_of(read_db(), mine_run.id),
        is_older_wording=mine_run.revision_id != found.content.revision_id,
        notice=notice,
    )
    return render_template(f"learning/{template}", page=page)


def _look_back(found: Opened, mine_run: Run) -> str:
    front = page_of(found, mine_in(found, current_user.id), [mine_run])
    page = DebriefPage(
        front,
        mine_run,
        wording(mine_run.revision_id),
        queries.steps_of(read_db(), mine_run.id),
        mine_run.revision_id != found.content.revision_id,
    )
    return render_template("learning/conversation_debrief.html", debrief=page, page=front)


def _kept_nowhere(response: Response) -> Response:
    """A page that came from a cache would show an older moment of the conversation."""
    response.headers["Cache-Control"] = "no-store"
    return response
