"""Text from people is never live: every form there is, sent with hostile text, and every page that may show it again.

The forms are found on the pages, so that a new form is walked without being named here.
"""

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import product
from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from coursesite import clock
from coursesite.accounts.models import Role, User
from coursesite.accounts.passwords import Hasher
from coursesite.config import Settings
from coursesite.db import Database
from coursesite.learning.certificates.models import Certificate
from coursesite.learning.models import Entry
from coursesite.learning.writing.models import Writing
from coursesite.library.models import Piece
from tests.factories import PASSWORD, make_user
from tests.inert import MARK, Node, alive, elements_of
from tests.learning.courses import ALL_KINDS, PLAN, WRITE, write_course
from tests.learning.learners import LESSON, Learner
from tests.learning.quizzes.quizzing import EVERY, QUIZ, write_quiz
from tests.library.shelves import Shelf
from tests.mailbox import Mails
from tests.routes import GETS, PARTS

HERE = "http://localhost"
# Each fits into a name; where only the beginning counts (addresses), another one begins so.
HOSTILE = (
    '<script>canary()</script>"><img src=x onerror=canary()><canary a="',
    "'><svg onload=canary()><canary a='</textarea></title></script></select><canary>",
    '//evil.example/canary" autofocus onfocus=canary() canary="',
    "javascript:canary()<!--<canary>--!><canary>{{ 7*190991 }}${7*190991}{% canary %}",
    "[a](javascript:canary()) ![b](x 'onerror=canary()') <canary@e.x>",
    "\u202ecanary\u2028<math><mtext><table><style><img onerror=canary()>\u0085\r\nBcc: c@evil.x",
)
ATTEMPT = f"{QUIZ}attempts/1/"
ENTRY = "/journal/calls1a/last-time/"
WRITING = "/writings/calls1a/to-dana/"
WORKBOOK = "/courses/calls/workbook?with=mine"
MAIL_ADDRESS = "o'canary&b{{7*190991}}@example.org"
WORKED_OUT = "1336937"
KEPT_HIDDEN = ("csrf_token", "once")
KEPT_COUNT = "-sequence"
# Sent with care or not at all, so that the walk doesn't put an end to itself.
LEFT_OUT = ("/sign-out", "/settings/data")


@dataclass
class Walk:
    """One person at one browser who types hostile text wherever there is a field."""

    client: FlaskClient
    text: str
    choosing: bool = False
    """Whether lists, buttons and boxes get a choice that they offer, so that the texts beside them are kept."""
    seen: set[str] = field(default_factory=set)

    def reads(self, path: str) -> str:
        """Open a page, and be sure that nothing on it is alive."""
        return self.checked(path, self.client.get(path, headers={"User-Agent": self._header()}))

    def checked(self, path: str, response: TestResponse) -> str:
        """The page of this answer, looked over, or of where it leads."""
        for _ in range(3):
            if response.status_code not in (301, 302, 303, 308):
                break
            place = response.headers["Location"]
            assert place.startswith("/"), f"{path} leads to {place}"
            assert not place.startswith(("//", "/\\")), f"{path} leads to {place}"
            response = self.client.get(place)
        # The health page says so where no worker runs.
        assert response.status_code < 500 or path == "/healthz", (
            f"{path} answers {response.status_code} to {self.text!r}"
        )
        if response.mimetype == "text/html":
            assert alive(response.text) == [], f"{path}, with {self.text!r}"
            assert WORKED_OUT not in response.text, path
            assert "default-src 'none'" in response.headers["Content-Security-Policy"]
            if MARK in response.text:
                self.seen.add(path)
        return "" if response.mimetype == "application/pdf" else response.text

    def sends(self, path: str, form: Node) -> None:
        """Fill every field of a form with the text, and send it."""
        action = form.get("action") or path
        if action in LEFT_OUT:
            return
        data: dict[str, Any] = {}
        for node in form.iter():
            if node.tag in ("input", "select", "textarea", "button") and node.get("name"):
                data[node.get("name")] = self._value(node, action)
        headers = {"Origin": HERE, "Referer": f"{HERE}{path}", "User-Agent": self._header()}
        if form.get("method", "get").lower() == "get":
            answer = self.client.get(action, query_string=data, headers=headers)
        else:
            answer = self.client.post(action, data=data, headers=headers)
        self.checked(f"{path} → {action}", answer)

    def _value(self, node: Node, action: str) -> Any:
        kind = node.tag if node.tag == "select" else node.get("type", "text")
        name = node.get("name")
        if kind == "hidden" and (name in KEPT_HIDDEN or name.endswith(KEPT_COUNT)):
            return node.get("value", "")
        if kind == "file":
            return (io.BytesIO(self.text.encode()), self._header() or "x")
        if self.choosing and kind in ("date", "time"):
            return ""
        if kind == "email":
            return MAIL_ADDRESS
        if self.choosing and kind in ("checkbox", "radio"):
            return node.get("value", "")
        if self.choosing and kind == "select":
            return next((option.get("value") for option in node.iter() if option.get("value")), "")
        if kind == "password":
            right = node.get("name") == "password" and "delete" not in action
            return PASSWORD + ("" if right else self.text)
        return self.text

    def _header(self) -> str:
        """The text as far as it can stand in a header."""
        return re.sub(r"[^\x20-\x7e]", "", self.text)


@pytest.fixture
def member(database: Database, settings: Settings) -> User:
    """A learner with a password."""
    shelf = Shelf(settings.content_dir, database, settings)
    write_quiz(shelf, "answers shown: never", body=EVERY)
    write_course(shelf, first=ALL_KINDS + WRITE + PLAN)
    hashed = Hasher(settings).hashed(PASSWORD)
    made = make_user(database, name="Alice", address="alice@example.org", password_hash=hashed)
    with database.writing() as session:
        course_id = session.scalars(select(Piece.id).where(Piece.key == "calls1")).one()
        when = {"completed_at": clock.now(), "made_at": clock.now()}
        session.add(Certificate(user_id=made.id, course_id=course_id, code=PARTS["code"], name="A", title="T", **when))
        session.commit()
    return made


def pages() -> Iterator[str]:
    """An address for every route that there is."""
    for rule in GETS:
        yield re.sub(r"<(?:\w+:)?(\w+)>", lambda part: PARTS[part.group(1)], rule)
    yield from (LESSON, QUIZ, ATTEMPT, WRITING, WORKBOOK)


def forms_on(page: str) -> list[Node]:
    """The forms of a page."""
    return [node for node in elements_of(page) if node.tag == "form"]


def walk_all(walk: Walk, renewed: Callable[[], FlaskClient]) -> None:
    """Send every form there is, first with choices that it offers; sessions that a form ended begin anew."""
    sent: set[tuple[str, bool]] = set()
    # The forms on the page of samples lead nowhere.
    for path, walk.choosing in product((path for path in pages() if path != "/dev/styles"), (True, False)):
        for number, form in enumerate(forms_on(walk.reads(path))):
            wanted = (form.get("action") or path, walk.choosing)
            if wanted in sent:
                continue
            sent.add(wanted)
            walk.client = renewed()
            forms = forms_on(walk.reads(path))
            if number < len(forms):
                walk.sends(path, forms[number])


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_form_of_a_learner_makes_text_live(
    text: str,
    app: Flask,
    database: Database,
    member: User,
    mails: Mails,
    sign_in: Callable[[FlaskClient, User], FlaskClient],
) -> None:
    def renewed() -> FlaskClient:
        return sign_in(app.test_client(), member)

    walk = Walk(renewed(), text)
    walk_all(walk, renewed)
    for path in (*pages(), ENTRY):
        walk.reads(path)
    assert {"/settings/", "/journal/", ENTRY, "/learn/", "/asks/1", LESSON, ATTEMPT, WRITING, WORKBOOK} <= walk.seen
    assert {
        "/promises/",
        "/promises/1/",
        "/plans/",
        "/plans/1/",
        "/days/",
        "/days/weeks/2024-01-01/",
        "/story/",
        "/growth/feelings",
        f"/certificates/{PARTS['code']}/",
    } <= walk.seen
    look_at_mail(walk, mails)
    look_at_export(walk)
    coach = Walk(sign_in(app.test_client(), make_user(database, role=Role.ADMIN)), text)
    desks = shared_again(Learner(renewed(), database, member), text)
    for path in (*pages(), *desks):
        coach.reads(path)
    assert desks <= coach.seen


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_form_of_a_guest_or_a_visitor_makes_text_live(text: str, app: Flask, member: User, mails: Mails) -> None:
    guest = Walk(app.test_client(), text)
    walk_all(guest, app.test_client)
    visitor = app.test_client()
    walk_all(Walk(visitor, text), lambda: visitor)
    assert any("/answers/" in path for path in guest.seen)
    typed = quote(text)
    for path in (f"/search?q={typed}", f"/sign-in?next={typed}", f"/sign-up?next={typed}", f"/{typed}", f"/a/{typed}"):
        guest.reads(path)
    assert f"/search?q={typed}" in guest.seen
    look_at_mail(guest, mails)


def shared_again(learner: Learner, text: str) -> set[str]:
    """Share what may be shared, as the walk has pressed every button, that for taking it back too; gives the desks."""
    learner.reads(LESSON)
    learner.sends(f"{LESSON}writings/to-dana", text=text, do="anyway")
    with learner.database.writing() as session:
        session.execute(update(Entry).values(shared_at=clock.now()))
        session.commit()
        writing = session.scalars(select(Writing.id)).one()
    return {f"/studio/shared/{learner.person.key}/calls1a/last-time/", f"/studio/writings/{writing}"}


def look_at_mail(walk: Walk, mails: Mails) -> None:
    """Every mail is plain, has one line for a subject, and shows well where a development site shows it."""
    for mail in mails.all():
        assert "\n" not in mail.subject
        assert "\n" not in mail.recipient
        assert "evil." not in mail.body
        assert WORKED_OUT not in mail.body
        walk.reads(f"/dev/mail/{mail.id}")


def look_at_export(walk: Walk) -> None:
    """The page in the export is as inert as those of the site, the data holds the text as it was typed."""
    page = walk.reads("/settings/data")
    form = next(node for node in forms_on(page) if node.get("action", "/settings/data") == "/settings/data")
    token = next(node.get("value") for node in form.iter() if node.get("name") == "csrf_token")
    answer = walk.client.post("/settings/data", data={"csrf_token": token}, headers={"Origin": HERE})
    packed = answer.data
    answer.close()
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        shown, data = archive.read("read-me-first.html").decode(), json.loads(archive.read("data.json"))
    assert [found for found in alive(shown) if not found.startswith("<style>")] == []
    assert MARK in shown
    assert data["private_entries"][0]["text"].split() == walk.text.split()


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_form_that_is_refused_gives_the_text_back_as_text(text: str, app: Flask) -> None:
    for path in ("/sign-in", "/search", "/no/such/page"):
        answer = app.test_client().post(path, data={"address": text}, headers={"Origin": "http://evil.example"})
        assert answer.status_code in (400, 404, 405)
        assert alive(answer.text) == []
        assert MARK in answer.text


def test_a_word_that_is_not_text_anywhere_is_refused_with_a_sentence(app: Flask, member: User) -> None:
    client = app.test_client()
    for path in ("/search?q=%00", "/sign-in?next=%00", "/%00"):
        assert client.get(path).status_code in (400, 404)


def test_the_oracle_sees_what_lives() -> None:
    for page in (
        "<p onclick=x>",
        "<script>x</script>",
        "<a href='java\tscript:x'>a</a>",
        "<canary>",
        "<p canary>",
        "<svg><a xlink:href='javascript:x'>a</a></svg>",
        "<iframe></iframe>",
        "<p style=x>",
        "<form action='//evil.example/'>",
    ):
        assert alive(page) != [], page
