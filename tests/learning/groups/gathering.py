"""A course with an owner, groups in it, and people who come and go."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from coursesite import clock as site_clock
from coursesite.accounts.models import Audit, Role, User
from coursesite.db import Database
from coursesite.learning import enrolling
from coursesite.learning.groups import queries
from coursesite.learning.groups.models import Group, Invitation, Lead, Member
from coursesite.learning.models import FinishedLesson
from coursesite.library import staff_queries
from coursesite.library.models import Part, Piece
from tests.factories import make_user
from tests.learning.learners import Learner
from tests.mailbox import Mails

PEOPLE = "/studio/people/calls1/"
GROUPS = "/studio/groups/calls1/"
GROUP = "/studio/group/night/"
SignIn = Callable[[FlaskClient, User], FlaskClient]


@dataclass
class World:
    """The course `calls` and everybody around it."""

    app: Flask
    database: Database
    sign_in: SignIn

    def person(self, name: str, role: Role = Role.LEARNER, **fields: object) -> Learner:
        """Somebody with an account, signed in."""
        user = make_user(self.database, role=role, name=name, address=f"{name.lower()}@example.org", **fields)
        return Learner(self.sign_in(self.app.test_client(), user), self.database, user)

    def staff(self, name: str, part: Part, key: str = "calls1") -> Learner:
        """A coach with a part in the course."""
        person = self.person(name, Role.COACH)
        with self.database.writing() as session:
            staff_queries.put_staff(session, self.piece(key).id, person.person.id, part, site_clock.now())
            session.commit()
        return person

    def stranger(self) -> Learner:
        """Somebody without a cookie."""
        return Learner(self.app.test_client(), self.database)

    def piece(self, key: str = "calls1") -> Piece:
        """A piece by its key."""
        with self.database.reading() as session:
            return session.scalars(select(Piece).where(Piece.key == key)).one()

    def group(self, key: str = "night", **values: object) -> int:
        """A group in the course; gives its id."""
        now = site_clock.now()
        row = {"name": "The night shift", "join_code": "NGHTWXYZ", "made_at": now, "starts_at": None, **values}
        with self.database.writing() as session:
            queries.add_group(session, key=key, course_id=self.piece().id, **row)
            session.commit()
            return session.scalars(select(Group.id).where(Group.key == key)).one()

    def joins(self, group_id: int, *people: User, now: datetime | None = None) -> None:
        """Put people into a group and its course."""
        with self.database.writing() as session:
            for user in people:
                enrolling.enrol(session, user.id, self.piece().id, [], now or site_clock.now(), group_id)
            session.commit()

    def finish(self, lesson_key: str, *people: User) -> None:
        """Let people have finished a lesson."""
        course, lesson = self.piece(), self.piece(lesson_key)
        with self.database.writing() as session:
            for user in people:
                row = FinishedLesson(user_id=user.id, lesson_id=lesson.id, course_id=course.id)
                row.revision_id, row.finished_at = lesson.published_revision_id or 0, site_clock.now()
                session.add(row)
            session.commit()

    def leads(self, group_id: int, user: User) -> None:
        """Let somebody answer for a group."""
        with self.database.writing() as session:
            queries.add_lead(session, group_id, user.id, site_clock.now())
            session.commit()

    def members(self, key: str = "night") -> set[str]:
        """The names of a group's people."""
        query = select(User.name).join(Member, Member.user_id == User.id).join(Group, Group.id == Member.group_id)
        with self.database.reading() as session:
            return set(session.scalars(query.where(Group.key == key)))

    def led(self) -> set[str]:
        """The names of everybody who leads a group."""
        with self.database.reading() as session:
            return set(session.scalars(select(User.name).join(Lead, Lead.user_id == User.id)))

    def parts(self, key: str = "calls1") -> dict[str, str]:
        """Who does what."""
        with self.database.reading() as session:
            return {one.name: one.part for one in staff_queries.staff_of(session, self.piece(key).id)}

    def invitations(self) -> list[Invitation]:
        """Every invitation there is."""
        with self.database.reading() as session:
            return list(session.scalars(select(Invitation).order_by(Invitation.id)))

    def deeds(self) -> list[str]:
        """What the audit log says was done."""
        with self.database.reading() as session:
            return list(session.scalars(select(Audit.deed).order_by(Audit.id)))


def invites(coach: Learner, mails: Mails, address: str, part: str, page: str = PEOPLE) -> str:
    """Send an invitation from a desk's page; gives the path of its link."""
    coach.reads(page)
    coach.follows(coach.sends(f"{page}invite", address=address, part=part))
    return mails.path(address)
