"""People who write to a coach and answer, as they do it in their browsers."""

from dataclasses import dataclass

from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from coursesite.db import Database
from coursesite.learning.writing.models import Passage, Round, Writing
from tests.learning.learners import LESSON, Learner, elements, text_of
from tests.library.shelves import Shelf
from tests.mailbox import Mails

FORM = f"{LESSON}writings/to-dana"
MINE = "/writings/calls1a/to-dana/"
TEXT = "Dear Dana, three calls for one charger, heron5521.\n\nI will ring you by noon, and again by noon tomorrow."
REPLY = "The noon is **good**, kestrel77."
JSON = {"Accept": "application/json"}


@dataclass
class Texts:
    """Two learners of a course with a Write in its open lesson, its coach, and the coach of another."""

    app: Flask
    database: Database
    shelf: Shelf
    mails: Mails
    alice: Learner
    bob: Learner
    maren: Learner
    otto: Learner

    def picks(self, who: Learner, *numbers: int) -> list[str]:
        """The values of the rubric's boxes with these numbers, on the page that was read last."""
        inputs = [node for node in elements(who.page, "input") if node.get("name") == "pick"]
        boxes = [node.get("value") for node in inputs if node.get("id", "").startswith(("pick-", "exercise-to-dana-"))]
        return [boxes[number] for number in numbers]

    def saves(self, who: Learner, text: str = TEXT, *ticks: int, status: int = 303) -> TestResponse:
        """Somebody presses Save."""
        who.reads(LESSON)
        return who.sends(FORM, status, text=text, pick=self.picks(who, *ticks), do="save")

    def autosaves(self, who: Learner, text: str, status: int = 200, **fields: object) -> dict[str, object]:
        """The page that somebody read last saves by itself; gives the answer."""
        values = who.form(FORM) | {"text": text, "once": ""} | fields
        response = who.posts(FORM, values, status, headers=JSON)
        reply: dict[str, object] = response.get_json()
        return reply

    def writes(self, who: Learner, text: str = TEXT, *ticks: int) -> int:
        """Somebody writes and sends; gives the writing's number."""
        who.reads(LESSON)
        who.follows(who.sends(FORM, text=text, pick=self.picks(who, *(ticks or (0,))), do="send"))
        with self.database.reading() as session:
            mine = select(Writing.id).where(Writing.user_id == who.person.id)
            return session.scalars(mine).one()

    def answers(self, writing_id: int, do: str = "send", status: int = 303, **fields: object) -> TestResponse:
        """Maren answers from the desk."""
        page = f"/studio/writings/{writing_id}"
        self.maren.reads(page)
        values = self.maren.form(page) | {"text": REPLY, "do": do} | fields
        return self.maren.posts(page, values, status)

    def writing(self, who: Learner) -> Writing | None:
        """Somebody's writing as it stands."""
        with self.database.reading() as session:
            return session.scalars(select(Writing).where(Writing.user_id == who.person.id)).one_or_none()

    def rounds(self) -> list[Round]:
        """All that was sent."""
        with self.database.reading() as session:
            return list(session.scalars(select(Round).order_by(Round.id)))

    def passages(self) -> list[Passage]:
        """All that was marked."""
        with self.database.reading() as session:
            return list(session.scalars(select(Passage).order_by(Passage.id)))


def part(who: Learner) -> str:
    """What stands at the Write on the page that was read last."""
    return text_of(who.exercise("to-dana"))
