"""Every wording that a piece has had: who wrote it and when, what changed, and going back to one."""

from datetime import datetime

from flask import Response, render_template, request
from flask_login import current_user
from sqlalchemy.orm import Session

from coursesite import clock
from coursesite.accounts import auditing
from coursesite.library.desk_views import allowed
from coursesite.library.rights import Rights
from coursesite.studio.addresses import desk_href
from coursesite.studio.carrying_desk import subject_at, written
from coursesite.studio.publishing import revision_queries
from coursesite.studio.publishing.effects import compiled_in
from coursesite.studio.publishing.pages.history import DRAFT, ON_A_PAGE, ComparePage, HistoryPage, Side
from coursesite.studio.publishing.piece_queries import Subject
from coursesite.studio.publishing.putting import plan_for
from coursesite.studio.publishing.restoring import restore
from coursesite.studio.publishing.revision_queries import Wording
from coursesite.studio.studio_desk import bp
from coursesite.web.access import needs
from coursesite.web.errors import NotHere
from coursesite.web.paging import page_number, page_within
from coursesite.web.state import read_db

LONGEST_NUMBER = 9


@bp.get("/studio/write/<key>/history")
@needs("coach")
def history(key: str) -> str:
    """The wordings, the newest first."""
    subject = subject_at(key)
    rights = allowed(subject.id)
    session = read_db()
    total = revision_queries.count(session, subject.id)
    number = page_within(total, ON_A_PAGE, page_number()) or 1
    lines = revision_queries.lines(session, subject.id, (number - 1) * ON_A_PAGE, ON_A_PAGE)
    page = HistoryPage(subject, rights, lines, total, number, current_user.time_zone)
    return render_template("studio/history.html", page=page)


@bp.get("/studio/write/<key>/history/<int:number>")
@needs("coach")
def compare(key: str, number: int) -> str:
    """One wording, and what differs from another: the one before it, if none is named, or the draft."""
    subject = subject_at(key)
    rights = allowed(subject.id)
    this = _wording(subject, number)
    against = request.args.get("against", "")
    return render_template("studio/compare.html", page=_page(subject, rights, this, against))


@bp.post("/studio/write/<key>/history/<int:number>/restore")
@needs("coach")
def restore_wording(key: str, number: int) -> Response:
    """Make an earlier wording the draft; the draft that stood there is kept aside."""
    subject = subject_at(key)
    allowed(subject.id, "writes")
    wording = _wording(subject, number)

    def write(session: Session, now: datetime) -> None:
        if restore(session, subject.key, current_user.id, wording.source, now):
            auditing.note(session, current_user.id, "went back to an earlier wording of", subject.title, now)

    return written(write, desk_href(key, "?done=restored"))


def _page(subject: Subject, rights: Rights, this: Wording, against: str) -> ComparePage:
    newest = revision_queries.count(read_db(), subject.id)
    one = Side(f"Wording {this.number}", this.source, this.compiled, this)
    if against == DRAFT and subject.draft is not None:
        return ComparePage(subject, rights, one, _draft(subject), newest, current_user.time_zone)
    named = int(against) if against.isascii() and against.isdigit() and len(against) < LONGEST_NUMBER else 0
    number = named or this.number - 1
    if not number:
        return ComparePage(subject, rights, Side("Nothing", b"", {}), one, newest, current_user.time_zone)
    other = _wording(subject, number)
    two = Side(f"Wording {other.number}", other.source, other.compiled, other)
    older, newer = (two, one) if other.number < this.number else (one, two)
    return ComparePage(subject, rights, older, newer, newest, current_user.time_zone)


def _draft(subject: Subject) -> Side:
    """The draft as it would read; only its source, where faults keep it from being read."""
    text = subject.draft or b""
    plan = plan_for(read_db(), [(subject, text)], None, clock.now())
    return Side("The draft", text, compiled_in(plan, subject)[1])


def _wording(subject: Subject, number: int) -> Wording:
    found = revision_queries.wording(read_db(), subject.id, number) if number < 10**LONGEST_NUMBER else None
    if found is None:
        raise NotHere
    return found
