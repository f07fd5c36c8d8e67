"""A coach at the desk of a site with two courses, of which one is hers."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from coursesite import clock
from coursesite.accounts.models import Role, User
from coursesite.config import Settings
from coursesite.db import Database
from coursesite.library import staff_queries
from coursesite.library.models import Part, Piece
from coursesite.studio.models import Draft
from tests.factories import make_user
from tests.learning.courses import write_course
from tests.learning.learners import Learner
from tests.library.shelves import Shelf

SignIn = Callable[[FlaskClient, User], FlaskClient]


@dataclass
class Site:
    """A content folder and a site with the courses `calls` and `forms`; the coach owns both."""

    app: Flask
    shelf: Shelf
    database: Database
    coach: Learner
    sign_in: SignIn

    def piece(self, key: str) -> Piece:
        """A piece by its key."""
        with self.database.reading() as session:
            return session.scalars(select(Piece).where(Piece.key == key)).one()

    def draft(self, key: str) -> Draft | None:
        """Its draft."""
        with self.database.reading() as session:
            return session.get(Draft, self.piece(key).id)

    def gives(self, key: str, user: User, part: Part) -> None:
        """Somebody gets a part in a piece."""
        with self.database.writing() as session:
            staff_queries.put_staff(session, self.piece(key).id, user.id, part, clock.now())
            session.commit()

    def sets(self, key: str, **values: object) -> None:
        """Change a piece's row."""
        with self.database.writing() as session:
            piece = session.scalars(select(Piece).where(Piece.key == key)).one()
            for name, value in values.items():
                setattr(piece, name, value)
            session.commit()

    def person(self, name: str, role: Role = Role.LEARNER) -> Learner:
        """Somebody else at a browser."""
        user = make_user(self.database, role=role, name=name)
        return Learner(self.sign_in(self.app.test_client(), user), self.database, user)

    def begins(self, title: str, kind: str = "lesson", course: str = "calls1", **typed: str) -> str:
        """The coach begins something in a course, or with `course=""` by itself; gives its key."""
        page = f"/studio/write/{course}/new/{kind}" if course else f"/studio/write/new/{kind}"
        self.coach.reads(page)
        values = _only_form(self.coach) | {"title": title, **typed}
        return self.coach.posts(page, values).headers["Location"].split("/")[3]


@pytest.fixture
def site(app: Flask, settings: Settings, database: Database, sign_in: SignIn) -> Site:
    """The site."""
    shelf = Shelf(settings.content_dir, database, settings)
    write_course(shelf)
    write_course(shelf, folder="forms", key="forms1", lessons=2)
    user = make_user(database, role=Role.COACH, name="Maren Holt")
    made = Site(app, shelf, database, Learner(sign_in(app.test_client(), user), database, user), sign_in)
    made.gives("calls1", user, Part.OWNER)
    made.gives("forms1", user, Part.OWNER)
    return made


def _only_form(learner: Learner) -> dict[str, object]:
    action = next(part for part in learner.page.split("<form")[1:] if 'name="once"' in part)
    return {name: action.split(f'name="{name}" value="', 1)[1].split('"', 1)[0] for name in ("csrf_token", "once")}
