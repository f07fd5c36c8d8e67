"""What the worker does for the writing room: it publishes what its hour has come for, and empties the trash."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from coursesite.accounts import auditing
from coursesite.config import Settings
from coursesite.db import Database
from coursesite.library import publishing
from coursesite.library.addresses import SHOWN, address_of
from coursesite.library.models import Kind, State
from coursesite.library.publishing import Plan, Stale
from coursesite.library.rights import rights_in
from coursesite.studio.addresses import desk_href
from coursesite.studio.models import Step
from coursesite.studio.publishing import link_queries, piece_queries, proposal_queries, purging, telling, trash_queries
from coursesite.studio.publishing.piece_queries import Subject
from coursesite.studio.publishing.putting import plan_for, put
from coursesite.studio.publishing.trash_queries import Trashed
from coursesite.studio.writing import queries as writing_queries

log = logging.getLogger(__name__)

MOST_A_RUN = 100
TRIES = 5
SAYS_EXPIRED_FOR = timedelta(days=90)
LONGEST_ANSWER = 2000
WRITERS_KEPT_FOR = timedelta(hours=1)
BROKE = (
    "Something broke on our side while it was being published. It is written down for the people who run this site. "
    "Publish it again; if it breaks again, tell them."
)


def publish_due(database: Database, settings: Settings, now: datetime) -> int:
    """Publish the wordings whose hour has come, a course with its lessons in one transaction; gives how many.

    What can't be published is marked so, with the fault, and its author is told: it would stay due for ever, and keep
    others from their turn. Only where the database refused is it tried again at the next run. What a worker that was
    away has missed comes out then, too. What was scheduled by somebody who may not publish there any more (the course
    asks for approval since, the lesson was moved to another, their part was taken away) awaits approval instead.
    """
    with database.reading() as reader:
        ids = proposal_queries.due(reader, now, MOST_A_RUN)
        subjects = piece_queries.find_by_ids(reader, ids) if ids else ()
        by = proposal_queries.decided(reader, ids) if ids else {}
        withheld = [one for one in subjects if one.id in by and not _may_decide(reader, one, by[one.id])]
    if withheld:
        _await_approval(database, settings, withheld, now)
    groups: dict[int, list[Subject]] = {}
    for subject in (one for one in subjects if one not in withheld):
        groups.setdefault(subject.course_id or subject.id, []).append(subject)
    done = sum(_tried(database, settings, group, now) for group in groups.values())
    if done:
        log.info("published %d wordings whose hour had come", done)
    return done


def tidy(database: Database, settings: Settings, now: datetime) -> None:
    """Empty the trash of what has been in it for thirty days, forget links that expired long ago, and who had
    what open."""
    with database.reading() as reader:
        late = trash_queries.due(reader, now - purging.KEPT_FOR, MOST_A_RUN)
    for piece in late:
        try:
            _purge(database, settings, piece, now)
        except Exception:
            log.exception("piece %s could not be taken out of the trash", piece.id)
    with database.writing() as session:
        link_queries.forget_expired(session, now - SAYS_EXPIRED_FOR)
        writing_queries.forget_writers(session, now - WRITERS_KEPT_FOR)
        session.commit()


def _may_decide(reader: Session, subject: Subject, by: tuple[int, str]) -> bool:
    found = rights_in(reader, subject.id, *by)
    return found.publishes or found.approves


def _await_approval(database: Database, settings: Settings, subjects: Sequence[Subject], now: datetime) -> None:
    values = {"step": Step.AWAITING.value, "decided_by": None, "decided_at": None}
    with database.writing() as session:
        for one in subjects:
            if proposal_queries.change(session, one.id, Step.SCHEDULED, one.handed_in or b"", values):
                telling.handed_in(session, settings, [one], one.handed_in_by or 0, now)
        session.commit()


def _tried(database: Database, settings: Settings, group: Sequence[Subject], now: datetime) -> int:
    keys = ", ".join(subject.key for subject in group)
    try:
        return _publish(database, settings, group, now)
    except OperationalError as error:
        log.warning("pieces %s will be tried again, as the database refused: %s", keys, error.orig)
        return 0
    except Exception:
        log.exception("pieces %s could not be published", keys)
    if len(group) > 1:
        return _one_by_one(database, settings, group, now)
    try:
        _fail(database, settings, group[0], BROKE, now)
    except Exception:
        log.exception("piece %s could not be marked as failed", keys)
    return 0


def _one_by_one(database: Database, settings: Settings, group: Sequence[Subject], now: datetime) -> int:
    """One that is at fault doesn't hold the others up."""
    return sum(_tried(database, settings, [subject], now) for subject in group)


def _publish(database: Database, settings: Settings, group: Sequence[Subject], now: datetime) -> int:
    texts = [(subject, subject.handed_in or b"") for subject in group]
    for _try in range(TRIES):
        with database.reading() as reader:
            plan = plan_for(reader, texts, settings.data_dir, now, group[0].note or "")
        if plan.report.faults:
            break
        with database.writing() as session:
            if not all(proposal_queries.take(session, one.id, Step.SCHEDULED, text) for one, text in texts):
                return 0
            try:
                put(session, plan, texts, now, author_id=group[0].handed_in_by, by_id=None)
            except Stale:
                continue
            for subject in group:
                telling.published(session, settings, subject, None, _address(subject), now)
            session.commit()
            return len(group)
    if len(group) > 1:
        return _one_by_one(database, settings, group, now)
    _fail(database, settings, group[0], _fault_of(plan), now)
    return 0


def _fault_of(plan: Plan) -> str:
    if not plan.report.faults:
        return "Others kept publishing at the same moment. Publish it again."
    fault = plan.report.faults[0].fault
    return f"Line {fault.line}: {fault.problem} {fault.remedy}"


def _fail(database: Database, settings: Settings, subject: Subject, fault: str, now: datetime) -> None:
    values = {"step": Step.FAILED.value, "answer": fault[:LONGEST_ANSWER], "decided_at": now}
    with database.writing() as session:
        if proposal_queries.change(session, subject.id, Step.SCHEDULED, subject.handed_in or b"", values):
            telling.failed(session, settings, subject, now)
            session.commit()


def _address(subject: Subject) -> str:
    if Kind(subject.kind) not in SHOWN:
        return desk_href(subject.key, "publish")
    return address_of(subject.kind, subject.slug.removesuffix(f"~{subject.key}"), subject.course_slug)


def _purge(database: Database, settings: Settings, piece: Trashed, now: datetime) -> None:
    with database.reading() as reader:
        kept = bool(purging.learned_in(reader, [piece]))
        plan = publishing.plan_states(reader, {piece.key: State.ARCHIVED}, now=now) if kept else None
    with database.writing() as session:
        pictures: list[tuple[str, str]] = []
        if plan is not None:
            publishing.carry_out(session, plan, now)
            auditing.note(session, None, "archived", piece.title, now)
        elif purging.learned_in(session, [piece]):
            return
        else:
            pictures = purging.purge(session, piece, now)
            auditing.note(session, None, "deleted for good", piece.title, now)
        session.commit()
    for path in purging.files_of(pictures, settings.data_dir):
        path.unlink(missing_ok=True)
