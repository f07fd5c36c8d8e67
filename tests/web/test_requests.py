"""What every request meets: strange characters, faults, a database that won't write, other sites."""

import sqlite3
from collections.abc import Iterator

import pytest
from flask import Flask, abort
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError

from coursesite.web import once
from coursesite.web.errors import Problem
from coursesite.web.state import write_db
from tests.test_access import HERE


@pytest.fixture
def trouble(app: Flask) -> Iterator[FlaskClient]:
    """A client of a site with a few pages that go wrong."""

    @app.post("/trouble/full")
    def full() -> str:
        raise OperationalError("INSERT", {}, sqlite3.OperationalError("database or disk is full"))

    @app.get("/trouble/broken")
    def broken() -> str:
        raise ZeroDivisionError("a fault with a secret in it")

    @app.get("/trouble/writing")
    def writing() -> str:
        write_db()
        return "written"

    @app.post("/trouble/large")
    def large() -> str:
        abort(413)

    app.testing = False
    yield app.test_client()
    app.testing = True


@pytest.mark.parametrize("path", ["/%00", "/courses/%00/", "/images/%00.svg"])
def test_an_address_with_a_nul_is_nowhere(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/search?q=%00", "/search?q=a%00b"])
def test_a_nul_in_an_address_is_refused_in_a_sentence(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 400
    assert "can&#39;t be part of a text" in answer.text


def test_a_nul_in_a_form_is_refused_in_a_sentence(client: FlaskClient) -> None:
    answer = client.post("/sign-in", data={"address": "a\0@example.org", "password": "x"}, headers=HERE)
    assert answer.status_code == 400


@pytest.mark.parametrize(
    ("value", "is_taken"),
    [("a-value-of-8", True), ("short", False), ("x" * 65, False), ("writing_waits 7 2026112211", False)],
)
def test_a_form_spends_no_value_but_one_like_those_that_forms_carry(app: Flask, value: str, is_taken: bool) -> None:
    # Mail that goes once an hour spends "writing_waits 7 2026112211": whoever sent that would keep it from going.
    with app.test_request_context(method="POST", data={"once": value}):
        assert (once.submitted() == value) is is_taken


def test_when_the_disk_is_full_the_page_gives_the_typed_text_back(trouble: FlaskClient) -> None:
    answer = trouble.post(
        "/trouble/full",
        data={"text": "An hour's <writing>", "password": "not this", "csrf_token": "nor this"},
        headers=HERE,
    )
    assert answer.status_code == 503
    assert "This was not saved" in answer.text
    assert "An hour&#39;s &lt;writing&gt;" in answer.text
    assert "not this" not in answer.text
    assert "nor this" not in answer.text


def test_a_fault_is_a_page_with_a_sentence_that_gives_nothing_away(trouble: FlaskClient) -> None:
    answer = trouble.get("/trouble/broken")
    assert answer.status_code == 500
    assert "Something broke on our side" in answer.text
    assert "secret" not in answer.text


def test_a_get_cannot_write(trouble: FlaskClient) -> None:
    assert trouble.get("/trouble/writing").status_code == 500


def test_what_is_too_large_is_said_in_a_sentence(trouble: FlaskClient) -> None:
    answer = trouble.post("/trouble/large", headers=HERE)
    assert answer.status_code == 413
    assert "larger than this site takes" in answer.text


def test_a_wrong_method_is_refused_and_the_right_one_named(client: FlaskClient) -> None:
    answer = client.post("/about", headers=HERE)
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


def test_every_named_error_says_what_happened_and_what_to_do() -> None:
    named: list[type[Problem]] = Problem.__subclasses__()
    assert len(named) > 5
    for problem in named:
        assert problem.title
        assert problem.happened
        assert problem.do
        assert "!" not in problem.title + problem.happened + problem.kept + problem.do


def test_a_missing_slash_leads_to_a_path_and_never_to_the_host_that_was_named(client: FlaskClient) -> None:
    answer = client.get("/courses?page=2", headers={"Host": "evil.example"})
    assert (answer.status_code, answer.headers["Location"]) == (308, "/courses/?page=2")
