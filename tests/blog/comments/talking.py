"""People who talk below a post, and the coach who decides what is shown."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from coursesite import clock
from coursesite.accounts.models import Role, User
from coursesite.blog import emails
from coursesite.blog.comments import settling
from coursesite.blog.forms import TRAP
from coursesite.blog.models import Comment, Decision, Discussion, Guest, State
from coursesite.db import Base, Database
from coursesite.library.models import Piece, Shelf
from tests.accounts.pages import ORIGIN, hidden_fields
from tests.conftest import FrozenClock
from tests.factories import make_user
from tests.library.shelves import Shelf as Folder

POST = "/blog/consoled/"
RESPOND = f"{POST}respond"
TITLE = "When a customer can’t be consoled"
BODY = "A customer whose parcel is late for the third time wants to be heard first. What would you say to them?"
SignIn = Callable[[FlaskClient, User], FlaskClient]


@dataclass
class Person:
    """Somebody at a browser of their own. A guest has a name and an address; an account has a row."""

    client: FlaskClient
    clock: FrozenClock
    name: str = ""
    address: str = ""
    user: User | None = None
    network: str = "192.0.2.7"

    def opens(self, path: str = RESPOND) -> TestResponse:
        """Open a page."""
        return self.client.get(path, environ_base={"REMOTE_ADDR": self.network})

    def reads(self, path: str = POST) -> str:
        """A page that opens."""
        page = self.opens(path)
        assert page.status_code == 200, f"{path}: {page.status_code}\n{page.text}"
        return page.text

    def sends(self, path: str, **fields: object) -> TestResponse:
        """Send a form."""
        return self.client.post(path, data=fields, headers=ORIGIN, environ_base={"REMOTE_ADDR": self.network})

    def form(self, to: int | None = None, path: str = RESPOND) -> dict[str, object]:
        """The fields of the form for a comment, as the page gives them, with the person's own in them."""
        page = self.opens(f"{path}?to={to}" if to else path)
        own = {} if self.user is not None else {"name": self.name, "address": self.address}
        return {**hidden_fields(page), **own, "do": "send"}

    def writes(self, text: str, to: int | None = None, *, trap: str = "", **fields: object) -> TestResponse:
        """Write a comment, or an answer to one, after half a minute; `trap` goes where no person types."""
        form = {**self.form(to), "text": text, TRAP: trap, **fields}
        self.clock.tick(seconds=30)
        return self.sends(RESPOND, **form)

    def deed(self, path: str, page: str = POST, **fields: object) -> TestResponse:
        """Press a button of a page."""
        hidden = hidden_fields(self.opens(page))
        hidden.pop("once", None)
        return self.sends(path, **hidden, **fields)


@dataclass
class Discussing:
    """A post, the people below it, and what the database has of them."""

    app: Flask
    database: Database
    sign_in: SignIn
    clock: FrozenClock
    coach: User = field(init=False)

    def __post_init__(self) -> None:
        self.coach = make_user(self.database, role=Role.COACH, name="Maren", address="maren@example.org")

    def guest(self, name: str = "Jo", address: str = "jo@example.net", network: str = "192.0.2.7") -> Person:
        """Somebody without an account, at a browser without a cookie."""
        return Person(self.app.test_client(), self.clock, name, address, network=network)

    def member(self, name: str = "Ines", role: Role = Role.LEARNER, **fields: object) -> Person:
        """Somebody with an account, signed in."""
        user = make_user(self.database, role=role, name=name, **fields)  # type: ignore[arg-type]  # a user's columns
        return Person(self.sign_in(self.app.test_client(), user), self.clock, name, user=user)

    def trusted(self, name: str = "Ravi") -> Person:
        """Somebody with an account of whom something stands approved already."""
        person = self.member(name)
        person.writes(f"I was {name}’s first comment here, about parcels.")
        self.approves(self.newest())
        return person

    def coached(self) -> Person:
        """The coach at a browser."""
        return Person(self.sign_in(self.app.test_client(), self.coach), self.clock, "Maren", user=self.coach)

    def comments(self) -> list[Comment]:
        """Every comment, oldest first."""
        with self.database.reading() as session:
            return list(session.scalars(select(Comment).order_by(Comment.id)))

    def newest(self) -> Comment:
        """The comment written last."""
        return self.comments()[-1]

    def comment(self, comment_id: int) -> Comment:
        """One comment as it stands now."""
        with self.database.reading() as session:
            return session.get_one(Comment, comment_id)

    def settles(self, comment: Comment, state: State) -> None:
        """The coach puts a comment into a state, with the mail that is due."""
        with self.app.test_request_context(), self.database.writing() as session:
            found = settling.taken(session, [comment.id], clock.now())
            done = [settling.settle(session, one, state, clock.now(), by=self.coach.id) for one in found]
            emails.tell(session, self.app.extensions["settings"], done, clock.now())
            settling.close(session, done, clock.now())
            session.commit()

    def approves(self, comment: Comment) -> Comment:
        """The coach lets everybody read a comment; gives it as it then is."""
        self.settles(comment, State.APPROVED)
        return self.comment(comment.id)

    def shown(self, person: Person, text: str, to: int | None = None, **fields: str) -> Comment:
        """A comment that everybody reads."""
        answer = person.writes(text, to, **fields)
        assert answer.status_code == 303, answer.text
        found = self.newest()
        return found if found.state == State.APPROVED else self.approves(found)

    def decisions(self, comment: Comment) -> list[Decision]:
        """What was decided about a comment, in order."""
        with self.database.reading() as session:
            chosen = select(Decision).where(Decision.comment_id == comment.id).order_by(Decision.id)
            return list(session.scalars(chosen))

    def discussion(self) -> Discussion:
        """The post's discussion."""
        with self.database.reading() as session:
            return session.scalars(select(Discussion)).one()

    def guests(self) -> list[Guest]:
        """Everybody who wrote without an account."""
        with self.database.reading() as session:
            return list(session.scalars(select(Guest).order_by(Guest.id)))

    def talk(self) -> int:
        """The version by which guests' pages are kept."""
        with self.database.reading() as session:
            return session.scalars(select(Shelf.talk)).one()

    def post_id(self) -> int:
        """The post's number."""
        with self.database.reading() as session:
            return session.scalars(select(Piece.id).where(Piece.slug == "consoled")).one()

    def rows(self, table: type[Base]) -> Sequence[Base]:
        """All rows of a table."""
        with self.database.reading() as session:
            return session.scalars(select(table)).all()


def write_post(folder: Folder, *fields: str) -> None:
    """Publish the post that people talk below."""
    fields = fields or ("published: 2026-03-01",)
    folder.post("2026-03-01-consoled", *fields, key="consoled1", title=TITLE, body=BODY)
    folder.pushed()


def at(hour: int, minute: int = 0) -> datetime:
    """A moment of the frozen clock's day."""
    return datetime(2026, 3, 2, hour, minute, tzinfo=UTC)
