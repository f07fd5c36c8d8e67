"""A piece's text put before its readers: planned on one session, written on another, and what was left of it tidied.

plan = plan_for(reading_session, [(subject, text)], …)      faults stand in `plan.report.faults`
put(writing_session, plan, [(subject, text)], …)            the caller commits; raises `Stale`
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.orm import Session

from coursesite.accounts import auditing
from coursesite.library import publishing
from coursesite.library.models import Kind, State
from coursesite.library.publishing import Plan
from coursesite.studio.publishing import piece_queries, proposal_queries
from coursesite.studio.publishing.piece_queries import Subject
from coursesite.studio.writing.queries import keep_aside
from coursesite.text import frontmatter
from coursesite.text.frontmatter import FrontMatterError

Texts = Sequence[tuple[Subject, bytes]]

OFF = {State.DRAFT: "unpublished", State.ARCHIVED: "archived", State.TRASHED: "put into the trash"}


def plan_for(session: Session, texts: Texts, data_dir: Path | None, now: datetime, note: str = "") -> Plan:
    """Decide and compile what publishing these texts will do, all together. A new post is dated by this moment."""
    dated = {subject.path: _dated(subject, text, now) for subject, text in texts}
    return publishing.plan_texts(session, dated, data_dir, now=now, note=note)


def put(session: Session, plan: Plan, texts: Texts, now: datetime, *, author_id: int | None, by_id: int | None) -> None:
    """Publish what was planned, and let go of the drafts that say the same. Raises `Stale`.

    `author_id` is whoever wrote it, `by_id` whoever publishes it. A draft that somebody has gone on with stays, and
    begins from what is published now. What was handed in and is neither is kept aside for whoever handed it in.
    """
    publishing.carry_out(session, plan, now, author_id=author_id)
    for subject, text in texts:
        draft = piece_queries.draft_of(session, subject.id)
        if draft is not None and draft[0] == text:
            piece_queries.drop_draft(session, subject.id, draft[1])
        elif draft is not None:
            piece_queries.rebase_draft(session, subject.id)
        if subject.handed_in != text:
            keep_handed_in(session, subject, now)
        proposal_queries.remove(session, subject.id)
        auditing.note(session, by_id, "published", subject.title, now)


def take_off(session: Session, plan: Plan, subject: Subject, state: State, now: datetime, *, by_id: int | None) -> None:
    """Carry out what `publishing.plan_states` decided for one piece; what was handed in of it goes back to its draft.

    Raises `Stale`.
    """
    publishing.carry_out(session, plan, now)
    keep_handed_in(session, subject, now)
    proposal_queries.remove(session, subject.id)
    back = subject.state == State.TRASHED and state is State.DRAFT
    auditing.note(session, by_id, "took out of the trash" if back else OFF[state], subject.title, now)


def keep_handed_in(session: Session, subject: Subject, now: datetime) -> None:
    """Keep aside what was handed in, for whoever did, before it makes way, unless it stands elsewhere anyway."""
    if subject.handed_in in (subject.draft, subject.published):
        return
    if subject.handed_in is not None and subject.handed_in_by is not None:
        keep_aside(session, subject.id, subject.handed_in_by, subject.handed_in, subject.version or 0, now)


def _dated(subject: Subject, text: bytes, now: datetime) -> bytes:
    """A post's text without the word that keeps it a draft, and with its moment where it comes out for the first time
    and doesn't say one.
    """
    if subject.kind != Kind.POST:
        return text
    try:
        source = frontmatter.without_field(text.decode("utf-8"), "state")
        if not subject.was_shown and "published" not in frontmatter.read(source).fields:
            source = frontmatter.with_field(source, "published", f"{now.astimezone(UTC):%Y-%m-%d %H:%M}")
    except (UnicodeDecodeError, FrontMatterError):
        return text
    return source.encode("utf-8")
