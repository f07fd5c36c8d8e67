"""A plan carried out in one request: made again where somebody publishes at that moment, once for a double click."""

from collections.abc import Callable
from datetime import datetime

from flask import Response
from sqlalchemy.orm import Session

from coursesite import clock
from coursesite.library.publishing import Plan, Stale
from coursesite.studio.publishing import piece_queries
from coursesite.studio.publishing.piece_queries import Subject
from coursesite.web import once
from coursesite.web.errors import NotHere, NotSaved
from coursesite.web.queries import outcome_of, set_outcome, spend_value
from coursesite.web.redirects import see
from coursesite.web.state import read_db, write_db

TRIES = 5


def subject_at(key: str) -> Subject:
    """The piece with this key; one in the trash isn't here."""
    found = piece_queries.find(read_db(), key)
    if found is None or found.trashed_at is not None:
        raise NotHere
    return found


def done_before() -> Response | None:
    """Where this form led when it was sent before; None where it wasn't."""
    led = outcome_of(read_db(), once.submitted())
    return see(led) if led else None


def written(write: Callable[[Session, datetime], None], leads: str) -> Response:
    """Do something that needs no plan, once, and lead on."""
    session, now, submission = write_db(), clock.now(), once.submitted()
    if not spend_value(session, submission, now):
        return see(outcome_of(session, submission) or leads)
    write(session, now)
    set_outcome(session, submission, leads)
    session.commit()
    return see(leads)


def carried_out(
    plan_of: Callable[[Session, datetime], Plan], write: Callable[[Session, Plan, datetime], None], leads: str
) -> Response | Plan:
    """Plan, write and lead on; the plan where it has faults. `write` carries it out, and may raise `Stale`.

    Raises `NotSaved` where others keep publishing at the same moment.
    """
    submission = once.submitted()
    for _try in range(TRIES):
        plan = plan_of(read_db(fresh=True), clock.now())
        if plan.report.faults:
            return plan
        session, now = write_db(), clock.now()
        if not spend_value(session, submission, now):
            return see(outcome_of(session, submission) or leads)
        try:
            write(session, plan, now)
        except Stale:
            session.rollback()
            continue
        set_outcome(session, submission, leads)
        session.commit()
        return see(leads)
    raise NotSaved
