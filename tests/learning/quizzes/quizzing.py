"""A course with a quiz and a pool, and somebody who joins and takes it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import select
from werkzeug.test import TestResponse

from coursesite.learning.quizzes.models import Attempt, Response
from tests.learning import courses
from tests.learning.courses import write_course
from tests.learning.learners import Learner, elements, text_of
from tests.library.shelves import Shelf

QUIZ = "/courses/calls/final-check/"
JSON = {"Accept": "application/json"}

PICK = courses.PICK.replace("shuffle: no", "shuffle: no; marks: 2; passage: 01-begin.md")
SEVERAL, NUMBER, GAPS, ORDER = courses.SEVERAL, courses.NUMBER, courses.GAPS, courses.ORDER
MATCH, POLL, SCALE = courses.MATCH, courses.POLL, courses.SCALE
WORD = """
### Question: The word for it
<!-- id: the-word -->

What is it called?

- [=] naming
  > That is the word.
- [ ] venting
  > Something else.

> Psychologists say affect labelling.
"""
TWO = PICK + WORD
EVERY = PICK + SEVERAL + WORD + NUMBER + GAPS + ORDER + MATCH + POLL + SCALE
POOL = """---
key: callspool
kind: pool
title: Questions to draw from
---
{body}
"""
SOURCE = """---
kind: quiz
key: callsquiz
title: Final check
summary: Whether you would know what to say.
{rules}
---
Read each one twice.

{body}
"""


def write_quiz(shelf: Shelf, *rules: str, body: str = TWO, pool: str = "") -> None:
    """Put a course with a quiz behind its lessons into the folder, and take it in. `rules` are lines on top of it."""
    if pool:
        shelf.write("courses/calls/08-pool.md", POOL.format(body=pool))
    shelf.write("courses/calls/09-final-check.md", SOURCE.format(rules="\n".join(rules), body=body))
    write_course(shelf)


@dataclass
class Taker:
    """Somebody who takes the quiz, in a browser that runs no scripts or as the page's script does."""

    learner: Learner
    number: int = 0
    sequences: dict[int, int] = field(default_factory=dict)
    tab: str = "tab-one"
    tab_number: int = 0

    @property
    def address(self) -> str:
        """The attempt's path."""
        return f"{QUIZ}attempts/{self.number}/"

    @property
    def page(self) -> str:
        """What was read last."""
        return self.learner.page

    def begins(self) -> "Taker":
        """Begin an attempt, and read its page."""
        self.learner.reads(QUIZ)
        response = self.learner.sends(f"{QUIZ}start")
        self.number = int(urlsplit(response.headers["Location"]).path.rstrip("/").rpartition("/")[2])
        self.sequences = {}
        self.learner.follows(response)
        return self

    def reads(self, below: str = "", status: int = 200) -> str:
        """Read the attempt's page, or one below it."""
        return self.learner.reads(f"{self.address}{below}", status)

    def keys(self, place: int) -> dict[str, str]:
        """The values of a question's options by their text, on the page that was read last."""
        section = next(node for node in elements(self.page, "section") if node.get("id") == f"question-{place}")
        found = {}
        for node in section.iter():
            if node.tag == "label":
                inputs = [inner for inner in node.iter() if inner.tag == "input"]
                found.update({text_of(node): inner.get("value") for inner in inputs})
            if node.tag == "option" and node.get("value"):
                found[text_of(node)] = node.get("value")
        return found

    def enters(self, then: str = "save", status: int = 303, **fields: Any) -> TestResponse:
        """Fill in the form on the attempt's page, without scripts, and press one of its buttons."""
        if f'action="{self.address}save"' not in self.page:
            self.reads()
        named = {name.replace("_", "-"): value for name, value in fields.items()}
        values = self.learner.form(f"{self.address}save") | named | {"then": then}
        return self.learner.posts(f"{self.address}save", values, status)

    def saves(self, place: int, status: int = 200, **fields: object) -> dict[str, object]:
        """Save one question as the page's script does; gives what the page is told."""
        self.tab_number += 1
        values: dict[str, object] = {
            "csrf_token": self.token(),
            "tab": self.tab,
            "tab_number": self.tab_number,
            f"q{place}-sequence": self.sequences.get(place, 0),
        }
        values |= {f"q{place}-{name.replace('_', '-')}": value for name, value in fields.items()}
        return self.sends(values, status)

    def sends(self, values: Mapping[str, object], status: int = 200) -> dict[str, object]:
        """Send something to be saved as a script does, and hear what became of it."""
        response = self.learner.posts(f"{self.address}save", dict(values), status, headers=JSON)
        found: dict[str, object] = response.get_json()
        saved = found["saved"]
        assert isinstance(saved, dict)
        self.sequences |= {int(place): sequence for place, sequence in saved.items()}
        return found

    def token(self) -> str:
        """The CSRF token on the page that was read last."""
        inputs = elements(self.page, "input")
        return next(str(node.get("value")) for node in inputs if node.get("name") == "csrf_token")

    def hands_in(self) -> str:
        """Look it over, hand in, and read the results."""
        self.reads("review")
        return self.learner.follows(self.learner.sends(f"{self.address}submit"))

    def row(self) -> Attempt:
        """The attempt as it stands in the database."""
        assert self.learner.user is not None
        with self.learner.database.reading() as session:
            mine = select(Attempt).where(Attempt.user_id == self.learner.user.id, Attempt.number == self.number)
            return session.scalars(mine).one()

    def responses(self) -> list[Response]:
        """The responses as they stand in the database, in their order."""
        with self.learner.database.reading() as session:
            mine = select(Response).where(Response.attempt_id == self.row().id).order_by(Response.place)
            return list(session.scalars(mine))

    def given(self, place: int) -> object:
        """What is saved of one question."""
        return self.responses()[place - 1].given


def joined(learner: Learner) -> Taker:
    """Somebody who has joined the course."""
    learner.joins()
    return Taker(learner)
