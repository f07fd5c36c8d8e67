"""No one where they don't belong: the whole URL map, walked as everyone there is."""

import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from coursesite import clock
from coursesite.accounts.models import Role, User
from coursesite.config import Settings
from coursesite.db import Base, Database
from coursesite.mail import heartbeat
from coursesite.mail import queries as mail_queries
from coursesite.web.security import ONE_CLICK
from tests.factories import make_user
from tests.learning.courses import write_course
from tests.learning.learners import Learner
from tests.library.shelves import Shelf
from tests.mailbox import Mails
from tests.routes import GETS, PARTS, PEOPLE, POSTS

HERE = {"Origin": "http://localhost"}
SAFE = {"GET", "HEAD", "OPTIONS"}
PAGE = "---\nkey: {key}\ntitle: {slug}\nsummary: A page.\n---\nText.\n"
# What a signed token in the address allows by itself: a mail provider that ends mail has no cookie (RFC 8058).
BY_TOKEN_ALONE = {"/blog/subscriptions/<token>", "/promises/stop/<token>", "/review/stop/<token>"}
# Bookkeeping of requests, not of people: a refused form may count towards a limit.
OF_REQUESTS = {"limit_counts", "used_values"}
GUARDED = set(POSTS) - BY_TOKEN_ALONE


@pytest.fixture
def people(
    app: Flask, settings: Settings, database: Database, sign_in: Callable[[FlaskClient, User], FlaskClient]
) -> dict[str, FlaskClient]:
    """A browser for everyone there is, on a site with a course that Alice takes and a worker at work."""
    shelf = Shelf(settings.content_dir, database, settings)
    for key, slug in (("page001", "about"), ("page002", "privacy"), ("page003", "help")):
        shelf.write(f"pages/{slug}.md", PAGE.format(key=key, slug=slug))
    write_course(shelf)
    with database.writing() as session:
        mail_queries.set_beat(session, heartbeat.WORKER, clock.now())
        session.commit()
    clients = {person: app.test_client() for person in PEOPLE}
    Learner(clients["visitor"], database).picks("third-call", "Can I have your order number?")
    for person in ("alice", "bob", "coach", "admin"):
        role = Role(person) if person in ("coach", "admin") else Role.LEARNER
        sign_in(clients[person], make_user(database, role=role, name=person))
    Learner(clients["alice"], database).joins()
    return clients


def routes(app: Flask, method: str) -> set[str]:
    return {rule.rule for rule in app.url_map.iter_rules() if method in (rule.methods or ())}


def address(rule: str) -> str:
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda part: PARTS[part.group(1)], rule)


def token(client: FlaskClient) -> str:
    """The CSRF token that a page of this person's holds; a page for guests without a cookie holds none."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/settings/", follow_redirects=True).text)
    return found.group(1) if found else ""


def contents(database: Database) -> dict[str, list[Any]]:
    with database.read.connect() as connection:
        return {
            name: sorted(map(repr, connection.exec_driver_sql(f"SELECT * FROM {name}")))
            for name in Base.metadata.tables
            if name not in OF_REQUESTS
        }


def expected(table: Mapping[str, tuple[int, ...]], person: str) -> dict[str, int]:
    return {rule: row[PEOPLE.index(person)] for rule, row in table.items()}


def test_every_route_has_its_row_and_every_row_its_route(app: Flask) -> None:
    assert routes(app, "GET") == set(GETS)
    assert routes(app, "POST") == set(POSTS)
    assert not {rule.rule for rule in app.url_map.iter_rules() if set(rule.methods or ()) - SAFE - {"POST"}}


@pytest.mark.parametrize("person", PEOPLE)
def test_a_page_opens_to_those_it_is_for_and_changes_nothing(
    person: str, people: dict[str, FlaskClient], database: Database
) -> None:
    before = contents(database)
    found = {rule: people[person].get(address(rule)).status_code for rule in GETS}
    assert found == expected(GETS, person)
    assert contents(database) == before


@pytest.mark.parametrize("person", PEOPLE)
def test_an_empty_form_is_answered_as_the_table_says(
    person: str, app: Flask, people: dict[str, FlaskClient], database: Database, mails: Mails
) -> None:
    client, found = people[person], {}
    for rule in sorted(POSTS, key=lambda rule: rule in LAST):
        before = contents(database)
        answer = client.post(address(rule), data={"csrf_token": token(client)}, headers=HERE)
        found[rule] = answer.status_code
        answer.close()
        if answer.status_code >= 400:
            assert contents(database) == before, f"{rule} was refused and changed something"
    assert found == expected(POSTS, person)


# These end what the walk walks with, so they come last.
LAST = ("/settings/sessions/end-others", "/sign-out")


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize(
    ("headers", "with_token"),
    [({"Origin": "https://elsewhere.example"}, True), ({"Referer": "https://elsewhere.example/a"}, True), ({}, False)],
    ids=["from another site", "led here by another site", "from nowhere, without a token"],
)
def test_no_form_is_taken_that_this_site_did_not_send(
    person: str, headers: dict[str, str], with_token: bool, people: dict[str, FlaskClient], database: Database
) -> None:
    client, before = people[person], contents(database)
    data = {"csrf_token": token(client)} if with_token else {}
    assert {client.post(address(rule), data=data, headers=headers).status_code for rule in GUARDED} == {400}
    assert contents(database) == before


def test_only_what_a_mailed_token_allows_takes_a_form_from_anywhere(
    app: Flask, people: dict[str, FlaskClient], database: Database
) -> None:
    marked = {rule.rule for rule in app.url_map.iter_rules() if hasattr(app.view_functions[rule.endpoint], ONE_CLICK)}
    assert marked == BY_TOKEN_ALONE
    before = contents(database)
    assert {people["alice"].post(address(rule)).status_code for rule in BY_TOKEN_ALONE} == {410}
    assert contents(database) == before


@pytest.mark.parametrize("person", ["alice", "bob", "coach", "admin"])
def test_someone_signed_in_needs_the_token_even_from_this_site(
    person: str, people: dict[str, FlaskClient], database: Database
) -> None:
    before = contents(database)
    assert {people[person].post(address(rule), headers=HERE).status_code for rule in GUARDED} == {400}
    assert contents(database) == before


def test_one_persons_token_is_not_anothers(people: dict[str, FlaskClient]) -> None:
    answer = people["bob"].post("/sign-out", data={"csrf_token": token(people["alice"])}, headers=HERE)
    assert answer.status_code == 400
    assert people["bob"].get("/learn/").status_code == 200


@pytest.mark.parametrize("person", PEOPLE)
def test_every_answer_carries_the_headers(person: str, people: dict[str, FlaskClient]) -> None:
    for rule in GETS:
        headers = people[person].get(address(rule)).headers
        policy = headers["Content-Security-Policy"]
        assert "unsafe" not in policy
        assert "*" not in policy
        assert policy.startswith("default-src 'none'")
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("person", PEOPLE)
def test_no_page_holds_a_script_a_style_or_an_address_of_another_site_to_load_from(
    person: str, people: dict[str, FlaskClient]
) -> None:
    for rule in GETS:
        page = people[person].get(address(rule)).text
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=", page), rule
        scripts = re.findall(r"<script(?![^>]*type=\"application/ld\+json\")[^>]*>(.*?)</script>", page, re.S)
        assert not any(script.strip() for script in scripts), rule
        loaded = re.findall(r"<(?:script|img|iframe|source|video|audio)[^>]+src=\"([^\"]+)\"", page)
        loaded += re.findall(r"<link[^>]+rel=\"(?:stylesheet|icon|preload|modulepreload)\"[^>]+href=\"([^\"]+)\"", page)
        assert all(source.startswith("/") and not source.startswith("//") for source in loaded), rule


@pytest.mark.parametrize("person", ["guest", "alice"])
def test_a_page_for_one_person_is_kept_by_no_shared_cache(person: str, people: dict[str, FlaskClient]) -> None:
    for rule in GETS:
        answer = people[person].get(address(rule))
        kept = answer.headers["Cache-Control"]
        if person == "alice" and answer.status_code == 200 and "text/html" in answer.content_type:
            assert "private" in kept or "no-store" in kept, rule
        if "public" in kept and "text/html" in answer.content_type:
            assert "Set-Cookie" not in answer.headers, rule
            assert "csrf_token" not in answer.text, rule
