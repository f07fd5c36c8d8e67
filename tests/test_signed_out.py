"""A form that is sent after its writer's session has ended: what was typed comes back, and no secret does."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from flask import Flask
from wtforms import BooleanField, Form, HiddenField, PasswordField, RadioField, SelectField
from wtforms.fields.core import UnboundField

import coursesite
from coursesite.config import Settings
from coursesite.db import Database
from coursesite.web.typed import is_typed
from tests.learning.courses import ALL_KINDS
from tests.library.shelves import Shelf

HOST = "http://localhost"
TEXT = "An hour’s <writing>\nin two lines"
FIRST, SECOND = "/courses/calls/begin/", "/courses/calls/next/"
TEMPLATES = Path(coursesite.__file__).parent / "templates"
CHOSEN = re.compile(
    r'<(?:(?:select|button)\b|input\b(?=[^>]*type="(?:radio|checkbox|date|time)"))[^>]* name="([^"{]+)"'
)
SHOWCASE = "styles_exercises.html"
NEVER_TYPED = (BooleanField, RadioField, SelectField, HiddenField, PasswordField)


@pytest.fixture(autouse=True)
def course(settings: Settings, database: Database) -> None:
    """A course whose second lesson is for people who take it."""
    shelf = Shelf(settings.content_dir, database, settings)
    shelf.course(key="calls1")
    shelf.lesson("01-begin", "Listen before you ask.", key="calls1a")
    shelf.lesson("02-next", ALL_KINDS, key="calls1b")
    shelf.pushed()


def sent(app: Flask, path: str, stood_on: str, **fields: str) -> tuple[int, str]:
    """Send a form of this site without a session; gives the status and the page."""
    headers = {"Origin": HOST, "Referer": f"{HOST}{stood_on}"}
    answer = app.test_client().post(path, data=fields, headers=headers)
    return answer.status_code, answer.text


def given_back(page: str) -> str:
    found = re.search(r'<textarea id="kept"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    return unescape(found[1]) if found else ""


def leads(page: str) -> str:
    found = re.search(r'href="/sign-in\?next=([^"]+)">Sign in</a> <a class="button button-quiet"', page)
    return unescape(found[1]) if found else ""


@pytest.mark.parametrize(
    ("path", "stood_on", "fields"),
    [
        (f"{FIRST}ask", f"{FIRST}ask", {"text": TEXT, "reach": "open", "do": "send"}),
        ("/asks/1", "/asks/1", {"text": TEXT, "do": "preview"}),
        ("/studio/asks/1", "/studio/", {"text": TEXT, "back": "/studio/", "do": "send"}),
        ("/studio/comments/7/reply", "/studio/comments", {"text": TEXT, "back": "/studio/comments"}),
        ("/studio/site/words", "/studio/site/words", {"front_text": TEXT, "sign_up": "everyone"}),
        ("/studio/write/new/course", "/studio/write/new/course", {"summary": TEXT}),
        ("/studio/write/calls1a/insert/choice", "/studio/write/calls1a/insert/choice", {"rows-0-text": TEXT}),
        ("/blog/comments/7/edit", "/blog/comments/7/edit", {"text": TEXT, "do": "send"}),
        ("/settings/profile", "/settings/profile", {"name": TEXT, "time_zone": "Europe/Vienna"}),
        (f"{SECOND}answers/calm", SECOND, {"text": TEXT}),
        (f"{SECOND}entries/last-time", SECOND, {"text": TEXT, "keep": "yes"}),
    ],
)
def test_a_form_sent_when_signed_out_gives_the_text_back_and_leads_to_its_page(
    path: str, stood_on: str, fields: dict[str, str], app: Flask
) -> None:
    status, page = sent(app, path, stood_on, csrf_token="of-yesterday", once="once-1", **fields)
    assert status == 401
    assert given_back(page) == TEXT
    assert "You are not signed in" in page
    assert "None of it was saved" in page
    assert leads(page) == stood_on


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/studio/comments/7/decide", {"deed": "approve", "back": "/studio/"}),
        ("/asks/1/withdraw", {"sure": "yes"}),
        (f"{SECOND}answers/third-call", {"pick": "a1b2"}),
        ("/settings/password", {"password": "not this", "new_password": "nor this"}),
        ("/settings/delete", {"password": "not this"}),
    ],
)
def test_a_form_in_which_nothing_was_typed_but_secrets_leads_to_sign_in(
    path: str, fields: dict[str, str], app: Flask
) -> None:
    status, page = sent(app, path, "/", csrf_token="of-yesterday", once="once-1", **fields)
    assert status == 303
    assert "not this" not in page


def test_no_password_and_no_token_is_given_back(app: Flask) -> None:
    secrets = {"password": "secret-one", "new_password": "secret-two", "csrf_token": "secret-three", "once": "secret-4"}
    status, page = sent(app, "/settings/address", "/settings/address", address="ada@example.org", **secrets)
    assert status == 401
    assert given_back(page) == "ada@example.org"
    assert "secret-" not in page


@pytest.mark.parametrize(
    ("referer", "fields", "found"),
    [
        ("https://elsewhere.example/a", {}, "/studio/replies/"),
        (f"{HOST}/studio/comments/7/decide", {"back": "/studio/"}, "/studio/"),
        (f"{HOST}/studio/comments/7/decide", {"back": "//elsewhere.example/"}, "/studio/replies/"),
        (f"{HOST}/studio/comments?page=2", {}, "/studio/comments?page%3D2"),
    ],
    ids=["a page of another site", "a page that only takes forms", "a way back that leads elsewhere", "with a query"],
)
def test_signing_in_leads_back_to_a_page_of_this_site_that_can_be_read(
    referer: str, fields: dict[str, str], found: str, app: Flask
) -> None:
    headers = {"Referer": referer, "Origin": HOST}
    answer = app.test_client().post("/studio/replies/", data={"text": TEXT, **fields}, headers=headers)
    assert answer.status_code == 401
    assert leads(answer.text) == found


def test_a_script_that_asks_for_json_gets_the_sentence(app: Flask) -> None:
    headers = {"Origin": HOST, "Accept": "application/json"}
    answer = app.test_client().post("/studio/replies/", data={"text": TEXT}, headers=headers)
    assert answer.status_code == 401
    assert "sign in" in answer.text


def test_what_is_chosen_is_not_taken_for_typed_text() -> None:
    pages = (page for page in TEMPLATES.rglob("*.html") if page.name != SHOWCASE)
    in_pages = {name for page in pages for name in CHOSEN.findall(page.read_text())}
    assert len(in_pages) > 30
    in_forms = {name for form in forms(Form) for name in chosen_in(form)}
    assert {"reach", "role", "mark", "password"} <= in_forms
    taken_for_typed = {name for name in in_pages | in_forms if is_typed(name)}
    assert taken_for_typed == set(), "add them to coursesite/web/typed.py"


def test_what_is_typed_in_a_row_of_many_is_taken_for_typed_text() -> None:
    assert is_typed("text")
    assert is_typed("options-0-text")
    assert not is_typed("options-0-mark")


def forms(form: type[Form]) -> Iterator[type[Form]]:
    for one in form.__subclasses__():
        yield one
        yield from forms(one)


def chosen_in(form: type[Form]) -> Iterator[str]:
    fields = {name: getattr(form, name) for name in dir(form)}
    for name, found in fields.items():
        if isinstance(found, UnboundField) and issubclass(found.field_class, NEVER_TYPED):
            yield name
