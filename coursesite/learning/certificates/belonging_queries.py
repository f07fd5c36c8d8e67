"""Certificates as one person's: for the export, and for when they leave."""

from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from coursesite.learning.certificates.models import Certificate


def certificates(session: Session, user_id: int) -> Sequence[Certificate]:
    """This person's certificates, oldest first."""
    return list(session.scalars(select(Certificate).where(Certificate.user_id == user_id).order_by(Certificate.id)))


def remove(session: Session, user_ids: Sequence[int]) -> None:
    """Delete every certificate of these people; at their addresses there is nothing then."""
    gone = delete(Certificate).where(Certificate.user_id.in_(user_ids))
    session.execute(gone.execution_options(synchronize_session=False))
