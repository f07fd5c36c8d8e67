"""Making a certificate, and what its holder lets others see of it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from coursesite.learning.certificates import codes, queries
from coursesite.learning.certificates.models import Certificate
from coursesite.learning.certificates.queries import Completed
from coursesite.library import reading


@dataclass(frozen=True, slots=True)
class Shown:
    """What others may see at the certificate's address: anything, the name, the day."""

    is_public: bool
    name: bool
    day: bool


def is_seen(certificate: Certificate) -> bool:
    """Whether others find anything at its address."""
    return certificate.is_public and certificate.withdrawn_at is None


def title_then(session: Session, course: Completed) -> str:
    """The course's title when it was completed."""
    revision = queries.revision_at(session, course.course_id, course.completed_at)
    return course.title if revision is None else reading.content(session, revision).title


def make(session: Session, user_id: int, course: Completed, words: tuple[str, str], now: datetime) -> str:
    """Make the certificate of a completed course; gives its code, or that of the one there is. `words` are the name
    and the course's title. Nobody else sees anything of it until its holder says so.
    """
    name, title = words
    queries.add(
        session,
        code=codes.new_code(),
        user_id=user_id,
        course_id=course.course_id,
        name=name,
        title=title,
        completed_at=course.completed_at,
        made_at=now,
    )
    return queries.code_for(session, user_id, course.course_id)


def show(certificate: Certificate, shown: Shown) -> None:
    """Let others see so much. What is shown once the page is public is kept while it isn't."""
    certificate.is_public, certificate.shows_name, certificate.shows_day = shown.is_public, shown.name, shown.day


def withdraw(certificate: Certificate, now: datetime) -> None:
    """Take the page back."""
    certificate.withdrawn_at = certificate.withdrawn_at or now


def bring_back(certificate: Certificate) -> None:
    """Let the page be as it was before it was taken back."""
    certificate.withdrawn_at = None


def rename(certificate: Certificate, name: str, printed_name: str) -> None:
    """Write the name anew, and how the PDF spells it, where that is different."""
    certificate.name = name
    certificate.printed_name = "" if printed_name == name else printed_name
