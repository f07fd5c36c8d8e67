"""Who may do what with a course, a post or a page: the table in `rights.py`, cell by cell."""

import pytest
from sqlalchemy import select

from coursesite import clock
from coursesite.accounts.models import Role
from coursesite.db import Database
from coursesite.library import staff_queries
from coursesite.library.models import Kind, Part, Piece
from coursesite.library.rights import ALL, NONE, Rights, rights, rights_in
from coursesite.library.staff_queries import Footing
from tests.factories import make_user

CO_COACH = Rights(looks=True, writes=True, publishes=True)
UNDER_APPROVAL = Rights(looks=True, writes=True)
APPROVER = Rights(looks=True, approves=True)
EVERYBODYS = Rights(looks=True, writes=True, publishes=True, approves=True)


def footing(
    part: Part | None = None, *, kind: Kind = Kind.COURSE, approval: bool = False, staffed: bool = True
) -> Footing:
    """What somebody is to a piece."""
    return Footing(1, kind, approval, part, staffed or part is not None)


@pytest.mark.parametrize(
    ("role", "place", "may"),
    [
        (Role.ADMIN, footing(), ALL),
        (Role.ADMIN, footing(kind=Kind.PAGE, staffed=False), ALL),
        (Role.COACH, footing(Part.OWNER), ALL),
        (Role.COACH, footing(Part.OWNER, approval=True), ALL),
        (Role.COACH, footing(Part.COACH), CO_COACH),
        (Role.COACH, footing(Part.COACH, approval=True), UNDER_APPROVAL),
        (Role.COACH, footing(Part.APPROVER), APPROVER),
        (Role.COACH, footing(Part.APPROVER, approval=True), APPROVER),
        (Role.COACH, footing(staffed=False), EVERYBODYS),
        (Role.COACH, footing(kind=Kind.POST, staffed=False), EVERYBODYS),
        (Role.COACH, footing(kind=Kind.PAGE, staffed=False), Rights(looks=True)),
        (Role.COACH, footing(), NONE),
        (Role.COACH, None, NONE),
        (Role.LEARNER, footing(Part.OWNER), NONE),
        (Role.LEARNER, footing(staffed=False), NONE),
        (Role.VISITOR, footing(staffed=False), NONE),
    ],
)
def test_the_table_of_rights(role: Role, place: Footing | None, may: Rights) -> None:
    assert rights(role, place) == may


def _piece(database: Database, key: str, kind: Kind, course_id: int | None = None) -> int:
    now = clock.now()
    with database.writing() as session:
        row = Piece(key=key, kind=kind, course_id=course_id, slug=key, title=key, created_at=now, changed_at=now)
        session.add(row)
        session.commit()
        return row.id


def test_a_lesson_is_looked_after_by_its_courses_staff_and_nobody_else(database: Database) -> None:
    course = _piece(database, "calls", Kind.COURSE)
    lesson = _piece(database, "part-1", Kind.LESSON, course)
    alice, bob = (make_user(database, role=Role.COACH) for _ in range(2))
    with database.reading() as session:
        assert rights_in(session, lesson, bob.id, bob.role) == EVERYBODYS
    with database.writing() as session:
        staff_queries.put_staff(session, course, alice.id, Part.OWNER, clock.now())
        session.commit()
    with database.reading() as session:
        assert rights_in(session, lesson, alice.id, alice.role) == ALL
        assert rights_in(session, lesson, bob.id, bob.role) == NONE
        assert rights_in(session, lesson, None, "guest") == NONE


def test_lists_show_what_is_within_reach(database: Database) -> None:
    hers, nobodys, others = (_piece(database, key, Kind.COURSE) for key in ("hers", "nobodys", "others"))
    alice, bob, admin = (make_user(database, role=role) for role in (Role.COACH, Role.COACH, Role.ADMIN))
    with database.writing() as session:
        staff_queries.put_staff(session, hers, alice.id, Part.APPROVER, clock.now())
        staff_queries.put_staff(session, hers, alice.id, Part.COACH, clock.now())
        staff_queries.put_staff(session, others, bob.id, Part.OWNER, clock.now())
        session.commit()
    with database.reading() as session:

        def seen(user_id: int, role: str) -> list[int]:
            reach = staff_queries.within_reach(Piece.id, user_id, role)
            return list(session.scalars(select(Piece.id).where(reach).order_by(Piece.id)))

        assert seen(alice.id, alice.role) == [hers, nobodys]
        assert seen(admin.id, admin.role) == [hers, nobodys, others]
        assert [(one.user_id, one.part) for one in staff_queries.staff_of(session, hers)] == [(alice.id, "coach")]


def test_whoever_leaves_looks_after_nothing_more(database: Database) -> None:
    hers = _piece(database, "hers", Kind.COURSE)
    alice = make_user(database, role=Role.COACH)
    with database.writing() as session:
        staff_queries.put_staff(session, hers, alice.id, Part.OWNER, clock.now())
        assert [(kind, part) for kind, _, part, _ in staff_queries.parts_of(session, alice.id)] == [("course", "owner")]
        staff_queries.forget_staff(session, alice.id)
        assert staff_queries.staff_of(session, hers) == []
