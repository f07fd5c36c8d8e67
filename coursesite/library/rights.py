"""What a coach may do with one piece."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from coursesite.accounts.models import Role
from coursesite.library import staff_queries
from coursesite.library.models import Kind, Part
from coursesite.library.staff_queries import Footing


@dataclass(frozen=True, slots=True)
class Rights:
    """What one person may do with one piece.

    `looks`: see its draft, its figures and its people. `writes`: change the draft. `publishes`: publish, unpublish,
    archive, trash. `approves`: decide what others handed in. `owns`: say who else may do what, and how people join.

    |                                     | looks | writes | publishes            | approves | owns |
    |-------------------------------------|-------|--------|----------------------|----------|------|
    | admin                               | yes   | yes    | yes                  | yes      | yes  |
    | its owner                           | yes   | yes    | yes                  | yes      | yes  |
    | its co-coach                        | yes   | yes    | unless approval is on| no       | no   |
    | its approver                        | yes   | no     | no                   | yes      | no   |
    | any coach, where nobody is named    | yes   | yes    | yes                  | yes      | no   |
    | any coach, of such a page           | yes   | no     | no                   | no       | no   |
    | every other coach; everybody else   | no    | no     | no                   | no       | no   |
    """

    looks: bool = False
    writes: bool = False
    publishes: bool = False
    approves: bool = False
    owns: bool = False


NONE = Rights()
ALL = Rights(looks=True, writes=True, publishes=True, approves=True, owns=True)


def rights(role: str, footing: Footing | None) -> Rights:
    """What somebody with this role on the site and this part in the piece may do with it."""
    if footing is None or role not in (Role.COACH, Role.ADMIN):
        return NONE
    if role == Role.ADMIN or footing.part == Part.OWNER:
        return ALL
    if footing.part == Part.COACH:
        return Rights(looks=True, writes=True, publishes=not footing.approval)
    if footing.part == Part.APPROVER:
        return Rights(looks=True, approves=True)
    if footing.has_staff:
        return NONE
    if footing.kind == Kind.PAGE:
        # The site's own pages (its privacy notice, help in a crisis) are the owner's.
        return Rights(looks=True)
    return Rights(looks=True, writes=True, publishes=True, approves=True)


def may_in(session: Session, user_id: int, role: str, deed: str, kind: Kind = Kind.COURSE) -> frozenset[int]:
    """The ids of all courses (or posts, or pages) in which somebody may do this (a field of `Rights`). One query."""
    found = staff_queries.footings(session, user_id, kind)
    return frozenset(footing.piece_id for footing in found if getattr(rights(role, footing), deed))


def rights_in(session: Session, piece_id: int, user_id: int | None, role: str) -> Rights:
    """What somebody may do with this piece; with what is in a course, by their part in the course. One query."""
    if user_id is None or role not in (Role.COACH, Role.ADMIN):
        return NONE
    return rights(role, staff_queries.footing_in(session, piece_id, user_id))
