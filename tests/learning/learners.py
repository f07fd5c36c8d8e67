"""A person with a browser that runs no scripts: reads pages, fills in their forms, sends them."""

import functools
import re
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from coursesite.accounts.models import User
from coursesite.db import Database
from coursesite.learning.models import Answer
from tests.pagetree import tree_of

LESSON = "/courses/calls/begin/"
Node = Any


@dataclass
class Learner:
    """Somebody at a browser. What they read last is in `page`."""

    client: FlaskClient
    database: Database
    user: User | None = None
    page: str = field(default="", repr=False)

    @property
    def person(self) -> User:
        """Who it is; guests are nobody."""
        assert self.user is not None
        return self.user

    def reads(self, path: str, status: int = 200) -> str:
        """Open a page."""
        return self._took(self.client.get(path), status)

    def follows(self, response: TestResponse) -> str:
        """Go where an answer to a form leads, as browsers do."""
        assert response.status_code == 303, response.text[:2000]
        return self.reads(response.headers["Location"].partition("#")[0])

    def sends(self, action: str, status: int = 303, **fields: object) -> TestResponse:
        """Fill in the form with this action on the page that was read last, and send it. `fields` go over its own."""
        values = self.form(action) | {name.replace("_", "-"): value for name, value in fields.items()}
        return self.posts(action, values, status)

    def posts(
        self, action: str, values: dict[str, object], status: int = 303, *, headers: dict[str, str] | None = None
    ) -> TestResponse:
        """Send a form as it is, from this site."""
        response = self.client.post(action, data=values, headers={"Origin": "http://localhost", **(headers or {})})
        assert response.status_code == status, f"{response.status_code}: {response.text[:3000]}"
        return response

    def answers(self, exercise: str, status: int = 303, lesson: str = LESSON, **fields: object) -> TestResponse:
        """Read the lesson, answer an exercise, and read what came of it."""
        self.reads(lesson)
        response = self.sends(f"{lesson}answers/{exercise}", status, **fields)
        if status == 303:
            assert response.headers["Location"] == f"{lesson}#exercise-{exercise}"
            self.follows(response)
        else:
            self.page = response.text
        return response

    def joins(self, course: str = "calls") -> None:
        """Join a course with one click."""
        self.reads(f"/courses/{course}/")
        self.follows(self.sends(f"/courses/{course}/enrol"))

    def finishes(self, lesson: str, status: int = 303) -> TestResponse:
        """Press the button at a lesson's end."""
        self.reads(lesson)
        return self.sends(f"{lesson}finish", status)

    def form(self, action: str) -> dict[str, object]:
        """The hidden fields of the form with this action on the page that was read last."""
        for form in elements(self.page, "form"):
            if form.get("action") == action:
                inputs = [node for node in form.iter() if node.tag == "input"]
                return {node.get("name"): node.get("value", "") for node in inputs if node.get("type") == "hidden"}
        raise AssertionError(f"no form leads to {action}")

    def exercise(self, exercise_id: str) -> Node:
        """An exercise's element on the page that was read last."""
        found = [node for node in elements(self.page, "section") if node.get("id") == f"exercise-{exercise_id}"]
        assert len(found) == 1, f"{len(found)} elements for {exercise_id}"
        return found[0]

    def option_keys(self, exercise_id: str) -> dict[str, str]:
        """The values of an exercise's options by their text."""
        keys = {}
        for node in self.exercise(exercise_id).iter():
            if node.tag == "label":
                inputs = [inner for inner in node.iter() if inner.tag == "input"]
                if inputs:
                    keys[text_of(node)] = inputs[0].get("value")
            if node.tag == "option" and node.get("value"):
                keys[text_of(node)] = node.get("value")
        return keys

    def picks(self, exercise_id: str, *texts: str, lesson: str = LESSON) -> None:
        """Pick options by their words."""
        self.reads(lesson)
        keys = self.option_keys(exercise_id)
        self.answers(exercise_id, lesson=lesson, pick=[keys[text] for text in texts])

    def rows(self) -> list[Answer]:
        """This person's answers as they stand in the database, in their order."""
        with self.database.reading() as session:
            found = select(Answer).where(Answer.user_id == self.person.id).order_by(Answer.exercise, Answer.try_number)
            return list(session.scalars(found))

    def _took(self, response: TestResponse, status: int) -> str:
        assert response.status_code == status, f"{response.status_code}: {response.text[:3000]}"
        self.page = response.text
        return self.page


def elements(page: str, tag: str) -> list[Node]:
    """All elements of a page with this tag."""
    return [node for node in _tree(page).iter() if node.tag == tag]


@functools.lru_cache(maxsize=8)
def _tree(page: str) -> Node:
    # A page is asked for its form, its questions and its options by turns.
    return tree_of(page)


def text_of(node: Node) -> str:
    """An element's text, blanks put in order."""
    return " ".join("".join(node.itertext()).split())


def words_of(page: str) -> str:
    """A page's text without its tags, roughly."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())
