"""Whether what somebody writes for themselves may be kept: they agree once, and can take it back with all of it."""

from datetime import datetime

from sqlalchemy.orm import Session

from coursesite.learning.models import Consent
from coursesite.learning.records import queries as records
from coursesite.learning.records.queries import ENTRIES

ASK_CONSENT = (
    "Tick the box to say that we may keep this for you, and press the button again. Until then nothing is kept; "
    "what you wrote is still here."
)


def may_keep(session: Session, user_id: int, *, agrees: bool, now: datetime) -> bool:
    """Whether this person agreed, now or before; what they agree to now is written down."""
    if agrees:
        records.insert_or_leave(session, Consent, user_id=user_id, purpose=ENTRIES, given_at=now)
        return True
    return records.has_consented(session, user_id)
