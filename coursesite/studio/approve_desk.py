"""What somebody handed in, read and decided by another: published, scheduled, or given back with a remark."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from flask import Response, make_response, render_template, request
from flask_login import current_user
from sqlalchemy.orm import Session

from coursesite import clock
from coursesite.accounts import auditing
from coursesite.library.addresses import SHOWN, address_of
from coursesite.library.desk_views import allowed
from coursesite.library.models import Kind
from coursesite.library.publishing import Plan
from coursesite.library.tree import fingerprint
from coursesite.studio.addresses import desk_href
from coursesite.studio.carrying_desk import carried_out, done_before, subject_at, written
from coursesite.studio.models import Step
from coursesite.studio.publishing import piece_queries, proposal_queries, telling
from coursesite.studio.publishing.effects import effects_of, faults_elsewhere
from coursesite.studio.publishing.pages.approve import ApprovePage
from coursesite.studio.publishing.piece_queries import Subject
from coursesite.studio.publishing.publish_forms import remark
from coursesite.studio.publishing.putting import plan_for, put
from coursesite.studio.studio_desk import bp
from coursesite.web.access import needs
from coursesite.web.redirects import see
from coursesite.web.state import read_db, settings, write_db

GONE = "What was handed in is not as it was when this page was made. Here it is as it is now."
SAY_WHY = "Write a word about what should be different, so that the author knows how to go on."
CHOOSE = "Nothing was chosen, so nothing was done."
DONE = {
    "published": "It is published, and the author is told.",
    "scheduled": "It is scheduled, and the author is told.",
    "returned": "It went back with your remark.",
}


class HandedInAnew(Exception):
    """What is being approved was taken back, decided or replaced while it was read."""


@bp.get("/studio/write/<key>/approve")
@needs("coach")
def approve_page(key: str) -> str:
    """What was handed in, and what it would change."""
    subject = subject_at(key)
    allowed(subject.id, "approves")
    return _render(subject)


@bp.post("/studio/write/<key>/approve")
@needs("coach")
def approve(key: str) -> Response:
    """Approve it, or give it back."""
    subject = subject_at(key)
    allowed(subject.id, "approves")
    if before := done_before():
        return before
    group, deed = _group(subject), request.form.get("do", "")
    if not group:
        return see(desk_href(key, "approve"))
    if _seen(group) != request.form.get("seen"):
        return make_response(_render(subject, problem=GONE), 409)
    if deed not in ("return", "approve"):
        return make_response(_render(subject, problem=CHOOSE), 422)
    try:
        return _returned(subject, group) if deed == "return" else _approved(subject, group)
    except HandedInAnew:
        write_db().rollback()
        return make_response(_render(subject, problem=GONE), 409)


def _approved(subject: Subject, group: Sequence[Subject]) -> Response:
    at = subject.publish_at
    later = at is not None and at > clock.now()
    return _scheduled(subject, group) if later else _published(subject, group)


def _published(subject: Subject, group: Sequence[Subject]) -> Response:
    texts = [(one, one.handed_in or b"") for one in group]
    by, data_dir, note = current_user, settings().data_dir, subject.note or ""

    def plan_of(session: Session, now: datetime) -> Plan:
        return plan_for(session, texts, data_dir, now, note)

    def write(session: Session, plan: Plan, now: datetime) -> None:
        if not all(proposal_queries.take(session, one.id, Step.AWAITING, text) for one, text in texts):
            raise HandedInAnew
        put(session, plan, texts, now, author_id=subject.handed_in_by, by_id=by.id)
        if subject.handed_in_by != by.id:
            telling.published(session, settings(), subject, by.name, _address(subject), now)

    done = carried_out(plan_of, write, desk_href(subject.key, "approve?done=published"))
    return done if isinstance(done, Response) else make_response(_render(subject), 422)


def _scheduled(subject: Subject, group: Sequence[Subject]) -> Response:
    texts = [(one, one.handed_in or b"") for one in group]
    if plan_for(read_db(), texts, None, clock.now()).report.faults:
        return make_response(_render(subject), 422)

    def write(session: Session, now: datetime) -> None:
        values = {"step": Step.SCHEDULED.value, "decided_by": current_user.id, "decided_at": now}
        _change(session, group, values, "approved", now)
        if subject.publish_at is not None and subject.handed_in_by != current_user.id:
            telling.scheduled(session, settings(), subject, current_user.name, subject.publish_at, now)

    return written(write, desk_href(subject.key, "approve?done=scheduled"))


def _returned(subject: Subject, group: Sequence[Subject]) -> Response:
    said = remark()
    if not said:
        return make_response(_render(subject, problem=SAY_WHY), 422)

    def write(session: Session, now: datetime) -> None:
        values = {"step": Step.RETURNED.value, "decided_by": current_user.id, "decided_at": now, "answer": said}
        _change(session, group, values, "gave back", now)
        if subject.handed_in_by != current_user.id:
            telling.returned(session, settings(), subject, current_user.name, now)

    return written(write, desk_href(subject.key, "approve?done=returned"))


def _change(session: Session, group: Sequence[Subject], values: Mapping[str, object], deed: str, now: datetime) -> None:
    for one in group:
        if not proposal_queries.change(session, one.id, Step.AWAITING, one.handed_in or b"", values):
            raise HandedInAnew
        auditing.note(session, current_user.id, deed, one.title, now)


def _group(subject: Subject) -> list[Subject]:
    """What is decided together: a course with the lessons that were handed in with it."""
    if subject.step != Step.AWAITING or subject.handed_in_at is None:
        return []
    inside: Sequence[Subject] = ()
    if subject.kind == Kind.COURSE:
        inside = piece_queries.handed_in_with(read_db(), subject.id, subject.handed_in_at)
    return [subject, *(one for one in inside if one.step == Step.AWAITING)]


def _seen(group: Sequence[Subject]) -> str:
    return fingerprint(b"".join(one.key.encode() + (one.handed_in or b"") for one in group))


def _render(subject: Subject, problem: str = "") -> str:
    session, now = read_db(fresh=bool(problem)), clock.now()
    subject = piece_queries.find(session, subject.key) or subject
    group = _group(subject)
    texts = [(one, one.handed_in or b"") for one in group]
    plan = plan_for(session, texts, None, now) if texts else None
    page = ApprovePage(
        subject,
        current_user.time_zone,
        effects=effects_of(session, plan, texts) if plan else (),
        others=faults_elsewhere(plan, group) if plan else (),
        problem=problem,
        done=DONE.get(request.args.get("done", ""), ""),
        remark=remark(),
        seen=_seen(group),
        is_mine=subject.handed_in_by == current_user.id,
        now=now,
    )
    return render_template("studio/approve.html", page=page)


def _address(subject: Subject) -> str:
    if Kind(subject.kind) not in SHOWN:
        return desk_href(subject.key, "publish")
    return address_of(subject.kind, subject.slug.removesuffix(f"~{subject.key}"), subject.course_slug)
