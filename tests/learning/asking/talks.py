"""People who ask and answer, as they do it in their browsers."""

from dataclasses import dataclass

from flask import Flask
from sqlalchemy import select

from coursesite import clock
from coursesite.accounts.models import User
from coursesite.db import Database
from coursesite.learning.asking.models import Ask, AskWord
from coursesite.library import staff_queries
from coursesite.library.models import Part, Piece
from tests.learning.learners import LESSON, Learner
from tests.mailbox import Mails

CANARY = "What if nobody rings, canary7191?"
ANSWER = "Then ring them, **swallow88**."


def give_part(database: Database, key: str, user: User, part: Part) -> None:
    """Make somebody part of a course's staff."""
    with database.writing() as session:
        piece = session.scalars(select(Piece).where(Piece.key == key)).one()
        staff_queries.put_staff(session, piece.id, user.id, part, clock.now())
        session.commit()


@dataclass
class Talks:
    """Two learners of a course, its coach, and the coach of another."""

    database: Database
    mails: Mails
    alice: Learner
    bob: Learner
    maren: Learner
    otto: Learner

    def asks(self, who: Learner, text: str = CANARY, reach: str = "private", lesson: str = LESSON) -> int:
        """Somebody asks from a lesson; gives the ask's number."""
        who.reads(f"{lesson}ask")
        response = who.sends(f"{lesson}ask", text=text, reach=reach, do="send")
        who.follows(response)
        return int(response.headers["Location"].split("/")[2].partition("?")[0])

    def answers(self, ask_id: int, text: str = ANSWER) -> None:
        """Maren answers from the desk."""
        self.maren.reads(f"/studio/asks/{ask_id}")
        self.maren.follows(self.maren.sends(f"/studio/asks/{ask_id}", text=text, do="send"))

    def proposes(self, ask_id: int, question: str = "What if nobody rings?", answer: str = "Then you ring.") -> None:
        """Maren asks whether it may be shown."""
        path = f"/studio/asks/{ask_id}/public"
        self.maren.reads(path)
        # Several forms of the page lead there; each carries what this one needs.
        self.maren.follows(self.maren.sends(path, question=question, answer=answer, do="ask"))

    def agrees(self, ask_id: int, pseudonym: str = "a nurse in Porto") -> None:
        """Alice agrees to what she is shown."""
        path = f"/asks/{ask_id}/consent"
        self.alice.reads(path)
        self.alice.follows(self.alice.sends(path, pseudonym=pseudonym, do="agree"))

    def publishes(self, ask_id: int) -> None:
        """Maren shows it on the lesson."""
        path = f"/studio/asks/{ask_id}/public"
        self.maren.reads(path)
        self.maren.follows(self.maren.sends(path, do="publish"))

    def ask(self, ask_id: int) -> Ask | None:
        """An ask as it stands."""
        with self.database.reading() as session:
            return session.get(Ask, ask_id)

    def words(self) -> list[AskWord]:
        """All that was said."""
        with self.database.reading() as session:
            return list(session.scalars(select(AskWord).order_by(AskWord.id)))


def stranger(app: Flask, database: Database) -> Learner:
    """Somebody without a cookie."""
    return Learner(app.test_client(), database)
