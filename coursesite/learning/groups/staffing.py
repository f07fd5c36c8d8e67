"""Who looks after something: giving parts and taking them away, so that an owner always stays."""

from datetime import datetime

from sqlalchemy.orm import Session

from coursesite.accounts import auditing
from coursesite.learning.groups import subject_queries
from coursesite.learning.groups.inviting import NAMES, STAFF
from coursesite.learning.groups.subject_queries import Subject
from coursesite.library import staff_queries
from coursesite.library.models import Part
from coursesite.library.staff_queries import Helper

NOBODY = "none"


class LastOwner(ValueError):
    """This would leave something without an owner."""


def change_part(session: Session, subject: Subject, user_key: str, part: str, by: int, now: datetime) -> Helper | None:
    """Give one of the staff another part, or none; gives who it was, None where they are not of the staff.

    Raises `LastOwner`. Two owners who take each other's part away in the same moment take turns.
    """
    subject_queries.lock(session, subject.id)
    staff = staff_queries.staff_of(session, subject.id)
    person = next((one for one in staff if one.key == user_key), None)
    if person is None or part not in (*STAFF, NOBODY):
        return None
    if person.part == Part.OWNER and part != Part.OWNER and sum(one.part == Part.OWNER for one in staff) == 1:
        raise LastOwner
    if part == NOBODY:
        staff_queries.remove_staff(session, subject.id, person.user_id)
        auditing.note(session, by, "took a part away", subject.title, now, about_id=person.user_id)
    elif part != person.part:
        staff_queries.put_staff(session, subject.id, person.user_id, part, now)
        auditing.note(session, by, f"made {NAMES[part]}", subject.title, now, about_id=person.user_id)
    return person


def name_owner(session: Session, subject: Subject, user_id: int, by: int, now: datetime) -> bool:
    """Name an owner where there is none; False where there is one by now."""
    subject_queries.lock(session, subject.id)
    if any(one.part == Part.OWNER for one in staff_queries.staff_of(session, subject.id)):
        return False
    staff_queries.put_staff(session, subject.id, user_id, Part.OWNER, now)
    auditing.note(session, by, "made owner", subject.title, now, about_id=user_id)
    return True
