"""The demo's learner has a certificate of the course that she completed, which whoever has its address can verify."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from coursesite.demo.asking import READER
from coursesite.demo.causes import COURSE
from coursesite.demo.people import Learner
from coursesite.learning.certificates import certifying
from coursesite.learning.certificates import queries as certificates
from coursesite.learning.certificates.certifying import Shown
from coursesite.library import queries


def certify(session: Session, everyone: Sequence[Learner], ids: Mapping[int, int], now: datetime) -> None:
    """Make it and show it with her name; the caller commits. Nothing where nobody of that name completed the course."""
    user_id = next((ids[one.number] for one in everyone if one.name == READER and one.number in ids), None)
    course = queries.find_course(session, COURSE)
    if user_id is None or course is None:
        return
    completed = certificates.completed(session, user_id, course.id)
    if completed is None:
        return
    made_at = min(completed.completed_at + timedelta(hours=1), now)
    words = (READER, certifying.title_then(session, completed))
    code = certifying.make(session, user_id, completed, words, made_at)
    made = certificates.own(session, user_id, code)
    if made is not None:
        certifying.show(made, Shown(is_public=True, name=True, day=False))
