"""A coach's desk around one published course, and what tests of publishing do there."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from coursesite.accounts.models import Audit, Role, User
from coursesite.db import Base, Database
from coursesite.learning.models import Answer, Enrolment, FinishedLesson
from coursesite.library import staff_queries
from coursesite.library.models import Kind, Part, Piece
from coursesite.studio.models import Draft
from tests.conftest import FrozenClock
from tests.factories import make_user
from tests.learning.courses import PICK
from tests.library.revisions import piece, revisions
from tests.library.shelves import COURSE, LESSON, Shelf

WRITE = "/studio/write"
ONCE = re.compile(r'name="once" value="([^"]+)"')


@dataclass
class Desk:
    """The site, the coach, their browser. The course `calls1` has two lessons: `calls1a` with a question, `calls1b`."""

    app: Flask
    shelf: Shelf
    database: Database
    coach: User
    sign_in: Callable[[FlaskClient, User], FlaskClient]
    clock: FrozenClock
    client: FlaskClient = field(init=False)

    def begin(self) -> None:
        """Publish the course, and sign the coach in."""
        self.shelf.course(key="calls1")
        self.shelf.lesson("01-begin", f"Listen before you ask.\n{PICK}", key="calls1a", title="Begin")
        self.shelf.lesson("02-next", "Then [go back](01-begin.md).", key="calls1b", title="Next")
        self.shelf.pushed()
        self.client = self.signed_in(self.coach)

    def signed_in(self, user: User) -> FlaskClient:
        """Another person's browser."""
        return self.sign_in(self.app.test_client(), user)

    def wants_approval(self, course: str = "calls1") -> None:
        """The course has an owner who wants to approve what others write."""
        self.staff(Part.OWNER, "Olive", course)
        with self.database.writing() as session:
            piece(session, course).approval = True
            session.commit()

    def staff(self, part: Part, name: str, course: str = "calls1") -> tuple[User, FlaskClient]:
        """Somebody with a part in the course, at their browser."""
        user = make_user(self.database, role=Role.COACH, name=name)
        with self.database.writing() as session:
            staff_queries.put_staff(session, piece(session, course).id, user.id, part, self.clock.now)
            session.commit()
        return user, self.signed_in(user)

    def draft(self, key: str, text: str) -> None:
        """Write a piece's draft, in place of the one it had."""
        with self.database.writing() as session:
            found = piece(session, key)
            row = session.get(Draft, found.id)
            if row is None:
                row = Draft(piece_id=found.id, base_revision_id=found.published_revision_id, version=0)
                row.begun_at = self.clock.now
                session.add(row)
            row.source, row.changed_at, row.changed_by = text.encode(), self.clock.now, self.coach.id
            row.version += 1
            session.commit()

    def new(self, key: str, path: str, text: str, kind: Kind = Kind.LESSON, course: str | None = "calls1") -> None:
        """A piece that was made in the studio, with its draft."""
        with self.database.writing() as session:
            inside = piece(session, course).id if course else None
            values = {"key": key, "kind": kind.value, "slug": f"{key}~{key}", "title": key, "path": path}
            moments = {"created_at": self.clock.now, "changed_at": self.clock.now}
            session.add(Piece(**values, **moments, course_id=inside, place=7))
            session.commit()
        self.draft(key, text)

    def crowd(self, number: int, *, finished: int = 0) -> None:
        """So many people take the course and answer in its first lesson; some finish it."""
        people = [make_user(self.database) for _ in range(number)]
        with self.database.writing() as session:
            course, first = piece(session, "calls1"), piece(session, "calls1a")
            for place, user in enumerate(people):
                there = {"user_id": user.id, "course_id": course.id}
                here = {**there, "lesson_id": first.id, "revision_id": first.published_revision_id}
                session.add(Enrolment(**there, enrolled_at=self.clock.now))
                answer = Answer(**here, exercise="third-call", try_number=1, given={}, outcome="right", wording="w")
                answer.once, answer.answered_at = f"once-{user.id}", self.clock.now
                session.add(answer)
                if place < finished:
                    session.add(FinishedLesson(**here, finished_at=self.clock.now))
            session.commit()

    def new_course(self) -> None:
        """A course made in the studio with two lessons, none of them published."""
        self.new(
            "fresh1",
            "courses/fresh/course.md",
            COURSE.format(key="fresh1", title="Fresh", topics="x"),
            Kind.COURSE,
            None,
        )
        for number in (1, 2):
            text = lesson(f"fresh{number}a", f"Fresh {number}", "See [course](course.md).")
            self.new(f"fresh{number}a", f"courses/fresh/0{number}-fresh-{number}.md", text, course="fresh1")

    def page(self, key: str, below: str = "publish", client: FlaskClient | None = None) -> str:
        """One of a piece's pages at the desk."""
        found = (client or self.client).get(f"{WRITE}/{key}/{below}")
        assert found.status_code == 200, (found.status_code, found.text)
        return found.text

    def page_with_draft(self, key: str) -> str:
        """The page before publishing of a piece whose draft has a word more."""
        self.draft(key, self.texts(key)[-1] + "More.\n")
        return self.page(key)

    def send(
        self,
        key: str,
        below: str = "publish",
        client: FlaskClient | None = None,
        page: str | None = None,
        along: Sequence[str] = (),
        **fields: object,
    ) -> TestResponse:
        """Send a form of a piece's page as it stands there, with these fields; `along` are the texts ticked."""
        page = self.page(key, below, client) if page is None else page
        hidden = {**hidden_fields_of(page), "seen": re.findall(r'name="seen" value="([^"]+)"', page)}
        hidden |= {"with": list(along)} if along else {}
        return (client or self.client).post(f"{WRITE}/{key}/{below}", data={**hidden, **fields})

    def do(self, key: str, deed: str, client: FlaskClient | None = None) -> TestResponse:
        """Press a button of the page before publishing: unpublish, archive, trash, withdraw."""
        return (client or self.client).post(
            f"{WRITE}/{key}/{deed}", data=hidden_fields_of(self.page(key, client=client))
        )

    def texts(self, key: str) -> list[str]:
        """The wordings of a piece that were published, the oldest first."""
        with self.database.reading() as session:
            return [revision.source.decode() for revision in revisions(session, key)]

    def row(self, key: str) -> Piece:
        """A piece."""
        with self.database.reading() as session:
            return piece(session, key)

    def rows(self, table: type[Base]) -> list[Base]:
        """All rows of a table."""
        with self.database.reading() as session:
            return list(session.scalars(select(table)))

    def deeds(self) -> list[str]:
        """What the staff did, in the words of the audit."""
        with self.database.reading() as session:
            return [f"{row.deed} {row.subject}" for row in session.scalars(select(Audit).order_by(Audit.id))]


def hidden_fields_of(page: str) -> dict[str, str]:
    """The token and the once-only value of the first form."""
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    once = ONCE.search(page)
    return {"csrf_token": token[1] if token else "", "once": once[1] if once else ""}


def lesson(key: str, title: str, body: str) -> str:
    """A lesson's text."""
    return LESSON.format(key=key, title=title, summary="What a reader finds here.", body=body)
