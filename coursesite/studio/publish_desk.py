"""Before publishing: what will change for whom; and publishing, now or at an hour, or handing in for approval."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from flask import Response, make_response, render_template, request
from flask_login import current_user
from sqlalchemy.orm import Session

from coursesite import clock
from coursesite.accounts import auditing
from coursesite.library.desk_views import allowed
from coursesite.library.models import Kind, State
from coursesite.library.publishing import Plan
from coursesite.library.rights import Rights
from coursesite.studio.addresses import desk_href
from coursesite.studio.carrying_desk import carried_out, done_before, subject_at, written
from coursesite.studio.models import Step
from coursesite.studio.publishing import effect_queries, link_queries, piece_queries, proposal_queries, telling
from coursesite.studio.publishing.effects import effects_of, faults_elsewhere
from coursesite.studio.publishing.moments import suggested
from coursesite.studio.publishing.pages.publish import Offered, PublishPage
from coursesite.studio.publishing.piece_queries import Subject
from coursesite.studio.publishing.publish_forms import Sent, sent
from coursesite.studio.publishing.putting import keep_handed_in, plan_for, put
from coursesite.studio.studio_desk import bp
from coursesite.web.access import needs
from coursesite.web.state import read_db, settings

MOST_LINKS = 20
CHANGED = "The text was changed since this page was made. Here it is as it is now: look at it, and send it again."
NOTHING = "Nothing is chosen. Tick at least one text."
LATER = "It is taken in, and comes out on the day that its front matter names."
DONE = {
    "published": "It is published.",
    "scheduled": "It is scheduled as it stands now. What you write from here on doesn’t come out with it.",
    "handed-in": "It is handed in as it stands now. What you write from here on doesn’t go with it.",
    "withdrawn": "It was taken back. The draft is as it was.",
    "unpublished": "It is off the site, and a draft again. What people did is kept.",
    "archived": "It is archived: kept, and shown to nobody.",
    "restored": "It is out of the trash, and a draft. Nobody sees it until you publish it.",
    "ended": "The link leads nowhere any more.",
}


@bp.get("/studio/write/<key>/publish")
@needs("coach")
def publish_page(key: str) -> str:
    """What publishing would change, and for whom."""
    subject = subject_at(key)
    return _render(subject, allowed(subject.id, "writes"), None)


@bp.post("/studio/write/<key>/publish")
@needs("coach")
def publish(key: str) -> Response:
    """Publish, schedule or hand in."""
    subject = subject_at(key)
    rights = allowed(subject.id, "writes")
    if before := done_before():
        return before
    form = sent(current_user.time_zone, clock.now())
    chosen = [one.subject for one in _offered(subject, form.chosen) if one.ticked]
    problem = _problem(chosen, form)
    if problem or form.problem:
        return make_response(_render(subject, rights, form, problem), 422)
    texts = [(one, one.text) for one in chosen]
    if not rights.publishes or form.at is not None:
        return _handed_in(subject, rights, texts, form)
    return _published(subject, rights, texts, form)


@bp.post("/studio/write/<key>/withdraw")
@needs("coach")
def withdraw(key: str) -> Response:
    """Take back what was handed in, or scheduled."""
    subject = subject_at(key)
    allowed(subject.id, "writes")
    if before := done_before():
        return before

    def write(session: Session, now: datetime) -> None:
        if subject.step is None:
            return
        keep_handed_in(session, subject, now)
        proposal_queries.remove(session, subject.id)
        auditing.note(session, current_user.id, "took back", subject.title, now)

    return written(write, desk_href(key, "publish?done=withdrawn"))


def _published(subject: Subject, rights: Rights, texts: Sequence[tuple[Subject, bytes]], form: Sent) -> Response:
    author = current_user.id

    def plan_of(session: Session, now: datetime) -> Plan:
        return plan_for(session, texts, settings().data_dir, now, form.note)

    def write(session: Session, plan: Plan, now: datetime) -> None:
        put(session, plan, texts, now, author_id=author, by_id=author)

    done = carried_out(plan_of, write, desk_href(subject.key, "publish?done=published"))
    return done if isinstance(done, Response) else make_response(_render(subject, rights, form), 422)


def _handed_in(subject: Subject, rights: Rights, texts: Sequence[tuple[Subject, bytes]], form: Sent) -> Response:
    """Write down what waits for its hour or for approval. What has faults now would have them then, too."""
    if plan_for(read_db(), texts, None, clock.now()).report.faults:
        return make_response(_render(subject, rights, form), 422)
    step = Step.SCHEDULED if rights.publishes else Step.AWAITING

    def write(session: Session, now: datetime) -> None:
        for one, text in texts:
            keep_handed_in(session, one, now)
            values = {"source": text, "note": form.note, "step": step.value, "publish_at": form.at}
            values |= {"handed_in_by": current_user.id, "handed_in_at": now, "answer": "", "decided_at": None}
            values["decided_by"] = current_user.id if step is Step.SCHEDULED else None
            proposal_queries.put(session, one.id, values)
            deed = "scheduled" if step is Step.SCHEDULED else "handed in"
            auditing.note(session, current_user.id, deed, one.title, now)
        if step is Step.AWAITING:
            telling.handed_in(session, settings(), [one for one, _text in texts], current_user.id, now)

    done = "scheduled" if step is Step.SCHEDULED else "handed-in"
    return written(write, desk_href(subject.key, f"publish?done={done}"))


def _done(subject: Subject) -> str:
    done = request.args.get("done", "")
    return LATER if done == "published" and subject.state == State.SCHEDULED else DONE.get(done, "")


def _problem(chosen: Sequence[Subject], form: Sent) -> str:
    if not chosen:
        return NOTHING
    return "" if {_as_seen(one) for one in chosen} <= form.seen else CHANGED


def _as_seen(subject: Subject) -> str:
    """What stood on the page: a key, the draft's version and what was published then."""
    return f"{subject.key}:{subject.version or 0}:{subject.published_id or 0}"


def _offered(subject: Subject, chosen: Sequence[str] | None) -> list[Offered]:
    """The texts that can go out: this one where it has changes, and what a course has that isn't out.

    Nothing was chosen yet (None): all that was never published goes out with its course.
    """
    found = [Offered(subject, ticked=True)] if subject.has_changes else []
    if subject.kind != Kind.COURSE:
        return found
    inside = piece_queries.drafted_in(read_db(), subject.id)
    if chosen is None:
        return [*found, *(Offered(one, ticked=one.is_new) for one in inside)]
    new_course = subject.state != State.PUBLISHED
    first = [replace(one, ticked=new_course or subject.key in chosen) for one in found]
    return [*first, *(Offered(one, ticked=one.key in chosen) for one in inside)]


def _render(subject: Subject, rights: Rights, form: Sent | None, problem: str = "") -> str:
    """The page as it is now, with what was typed."""
    session, now = read_db(fresh=form is not None), clock.now()
    subject = piece_queries.find(session, subject.key) or subject
    offered = _offered(subject, form.chosen if form else None)
    chosen = [one.subject for one in offered if one.ticked]
    plan = plan_for(session, [(one, one.text) for one in chosen], None, now) if chosen else None
    day, time = suggested(now, current_user.time_zone)
    page = PublishPage(
        subject,
        rights,
        current_user.time_zone,
        effects=effects_of(session, plan, [(one, one.text) for one in chosen]) if plan else (),
        offered=offered if subject.kind == Kind.COURSE else (),
        others=faults_elsewhere(plan, chosen) if plan else (),
        links=link_queries.live(session, subject.id, now, MOST_LINKS),
        reach=effect_queries.reach(session, subject.id, subject.kind, subject.course_id),
        day=form.day if form and form.day else day,
        time=form.time if form and form.time else time,
        later=bool(form and form.later),
        note=form.note if form else "",
        problem=problem,
        day_problem=form.problem if form else "",
        done=_done(subject),
        user_id=current_user.id,
        seen=[_as_seen(one.subject) for one in offered],
    )
    return render_template("studio/publish.html", page=page)
