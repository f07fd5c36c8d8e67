"""A piece taken off the site: unpublished, archived, or put into the trash; and taken out of that again."""

from datetime import datetime

from flask import Response
from flask_login import current_user
from sqlalchemy.orm import Session

from coursesite.library import publishing
from coursesite.library.desk_views import allowed
from coursesite.library.models import State
from coursesite.library.publishing import Plan
from coursesite.studio.addresses import desk_href
from coursesite.studio.carrying_desk import carried_out, done_before
from coursesite.studio.publishing import piece_queries
from coursesite.studio.publishing.piece_queries import Subject
from coursesite.studio.publishing.putting import take_off
from coursesite.studio.studio_desk import bp
from coursesite.web.access import needs
from coursesite.web.errors import NotHere, Problem
from coursesite.web.redirects import see
from coursesite.web.state import read_db

TRASH = "/studio/trash/"


class NotDone(Problem):
    """A plan that takes something off the site has no faults; this says so if it ever has."""


@bp.post("/studio/write/<key>/unpublish")
@needs("coach")
def unpublish(key: str) -> Response:
    """Take it off the site, back among the drafts."""
    return _moved(_own(key), State.DRAFT, desk_href(key, "publish?done=unpublished"))


@bp.post("/studio/write/<key>/archive")
@needs("coach")
def archive(key: str) -> Response:
    """Take it off the site and out of the lists of what is being written."""
    return _moved(_own(key), State.ARCHIVED, desk_href(key, "publish?done=archived"))


@bp.post("/studio/write/<key>/trash")
@needs("coach")
def trash(key: str) -> Response:
    """Put it into the trash, for thirty days."""
    return _moved(_own(key), State.TRASHED, f"{TRASH}?done=trashed")


@bp.post("/studio/write/<key>/restore")
@needs("coach")
def restore(key: str) -> Response:
    """Take it out of the trash: it is a draft again."""
    subject, leads = _own(key), desk_href(key, "publish?done=restored")
    return _moved(subject, State.DRAFT, leads, out=True) if subject.trashed_at is not None else see(leads)


def _own(key: str) -> Subject:
    """The piece, in the trash as well (the first of two clicks may have put it there), if whoever asks may."""
    subject = piece_queries.find(read_db(), key)
    if subject is None:
        raise NotHere
    allowed(subject.id, "publishes")
    return subject


def _moved(subject: Subject, state: State, leads: str, *, out: bool = False) -> Response:
    if before := done_before():
        return before
    if subject.trashed_at is not None and not out:
        raise NotHere
    if subject.state == state and (subject.taken_off_at is not None or subject.is_new):
        return see(leads)

    def plan_of(session: Session, now: datetime) -> Plan:
        return publishing.plan_states(session, {subject.key: state}, now=now)

    def write(session: Session, plan: Plan, now: datetime) -> None:
        take_off(session, plan, subject, state, now, by_id=current_user.id)

    done = carried_out(plan_of, write, leads)
    if isinstance(done, Plan):
        raise NotDone
    return done
