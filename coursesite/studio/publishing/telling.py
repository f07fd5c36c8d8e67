"""What is written about a wording that was handed in: to those who decide, and to its author. Its title and a link.

Never its text: whoever may read it finds it at the desk.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from coursesite.config import Settings
from coursesite.library.models import Kind
from coursesite.mail import outbox
from coursesite.studio.addresses import desk_href, kind_in_words
from coursesite.studio.publishing.piece_queries import Subject
from coursesite.studio.publishing.proposal_queries import Addressee, addressee, deciders
from coursesite.web.filters import moment_in_words

HANDED_IN = "wording_handed_in"
DECIDED = "wording_decided"


def handed_in(session: Session, settings: Settings, texts: Sequence[Subject], by_id: int, now: datetime) -> None:
    """To each approver and owner besides whoever handed them in: these wait. One mail, however many they are."""
    subject = texts[0]
    title = f"“{subject.title}” awaits your approval"
    text = f"A new wording of the {_what(subject)} was handed in and awaits your approval.\n\nIt stands here:\n"
    # A course stands first among what was handed in with it, and is decided with it; other texts each on their own.
    leads = desk_href(subject.key, "approve") if len(texts) == 1 or subject.kind == Kind.COURSE else "/studio/"
    for reader in deciders(session, subject.course_id or subject.id, but=by_id):
        _put(session, settings, reader, HANDED_IN, title, text, leads, now)


def published(
    session: Session, settings: Settings, subject: Subject, by: str | None, address: str, now: datetime
) -> None:
    """Their wording is on the site: `by` approved it, or (None) its hour had come."""
    said = f"{by} has approved and published it." if by else "Its hour had come, and it was published."
    _tell(session, settings, subject, f"“{subject.title}” is published", said, "It stands here:", address, now)


def scheduled(session: Session, settings: Settings, subject: Subject, by: str, moment: datetime, now: datetime) -> None:
    """Their wording was approved, and comes out at a moment."""
    reader = addressee(session, subject.handed_in_by)
    if reader is not None:
        said = f"{by} has approved it. It comes out on {moment_in_words(moment, reader.time_zone)}."
        _tell(session, settings, subject, f"“{subject.title}” is approved", said, "Its page:", _page(subject), now)


def returned(session: Session, settings: Settings, subject: Subject, by: str, now: datetime) -> None:
    """Their wording came back with a remark, which stands on its page."""
    said = f"{by} has read it and given it back with a remark. Nothing of it is published, and your draft is as it was."
    title = f"“{subject.title}” came back with a remark"
    _tell(session, settings, subject, title, said, "The remark stands here:", _page(subject), now)


def failed(session: Session, settings: Settings, subject: Subject, now: datetime) -> None:
    """Their wording could not be published at its hour."""
    said = "Its hour had come, and it could not be published."
    said += "\nNothing is lost. The site shows what it showed before."
    title = f"“{subject.title}” could not be published"
    _tell(session, settings, subject, title, said, "What is in the way, and what to do:", _page(subject), now)


def _page(subject: Subject) -> str:
    return desk_href(subject.key, "publish")


def _what(subject: Subject) -> str:
    within = f" in {subject.course_title}" if subject.course_title else ""
    return f"{kind_in_words(subject.kind)} “{subject.title}”{within}"


def _tell(
    session: Session,
    settings: Settings,
    subject: Subject,
    title: str,
    said: str,
    leads: str,
    address: str,
    now: datetime,
) -> None:
    """Write to whoever handed it in."""
    reader = addressee(session, subject.handed_in_by)
    if reader is not None:
        text = f"You handed in a new wording of the {_what(subject)}.\n\n{said}\n\n{leads}\n"
        _put(session, settings, reader, DECIDED, title, text, address, now)


def _put(
    session: Session,
    settings: Settings,
    reader: Addressee,
    purpose: str,
    title: str,
    text: str,
    address: str,
    now: datetime,
) -> None:
    outbox.put(
        session,
        purpose=purpose,
        recipient=reader.address,
        subject=title[: outbox.LONGEST_SUBJECT],
        body=f"{text}{settings.base_url}{address}\n\n{settings.site_name}\n{settings.base_url}\n",
        user_id=reader.user_id,
        host=settings.host,
        now=now,
    )
