"""What a desk's views ask before they show or do anything: may this coach?"""

from flask import g
from flask_login import current_user

from coursesite.library.rights import NONE, Rights, rights_in
from coursesite.library.staff_queries import Who
from coursesite.web.access import RANK
from coursesite.web.errors import NotAllowed, NotHere
from coursesite.web.state import read_db


def allowed(piece_id: int, deed: str = "looks") -> Rights:
    """The rights of whoever asks in this piece, if they allow the deed (a field of `Rights`).

    To a coach of other courses there is no such page (`NotHere`); one who may look and not do this reads so
    (`NotAllowed`). A view names its rule with `needs("coach")` besides, which leads a guest to sign in.
    """
    found = rights_in(read_db(), piece_id, current_user.id, current_user.role)
    if not found.looks:
        raise NotHere
    if not getattr(found, deed):
        raise NotAllowed
    return found


def whoever() -> Who:
    """The coach who asks, for lists of what is within their reach."""
    return Who(current_user.id, current_user.role)


def looks_after(course_id: int) -> bool:
    """Whether who asks is of those who look after a course, and so sees it whole. Asks nothing for learners and guests,
    and once in a request for coaches.
    """
    if RANK.get(current_user.role, 0) < RANK["coach"]:
        return False
    known: dict[int, Rights] = g.setdefault("rights_in_courses", {})
    if course_id not in known:
        known[course_id] = rights_in(read_db(), course_id, current_user.id, current_user.role)
    return known.get(course_id, NONE).looks
