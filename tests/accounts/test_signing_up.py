"""Signing up: an account is made by the link in the mail and by nothing before it."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from coursesite.accounts.models import SignIn, Token, User
from coursesite.db import Database
from tests.accounts.pages import ORIGIN, fill_in, hidden_fields, is_signed_in, stored
from tests.conftest import FrozenClock
from tests.mailbox import Mails

NEW = {"address": "new@example.org"}
CHOSEN = {"password": "kettle on the window", "name": "Nora"}


def sign_up(client: FlaskClient, **fields: str) -> None:
    response = fill_in(client, "/sign-up", **{**NEW, **fields})
    assert response.headers["Location"] == "/sign-up/sent"


def confirm(client: FlaskClient, mails: Mails, **fields: str) -> TestResponse:
    return fill_in(client, path_in(mails), **{**CHOSEN, **fields})


def path_in(mails: Mails, address: str = NEW["address"]) -> str:
    return mails.link(address).removeprefix("http://localhost")


def users(database: Database) -> list[User]:
    with database.reading() as session:
        return list(session.scalars(select(User).order_by(User.id)))


def test_there_is_no_account_before_the_link_is_used(client: FlaskClient, mails: Mails, database: Database) -> None:
    sign_up(client)
    assert len(mails) == 1
    assert users(database) == []


def test_looking_at_the_link_spends_nothing(client: FlaskClient, mails: Mails, database: Database) -> None:
    sign_up(client)
    for _ in range(3):
        assert client.get(path_in(mails)).status_code == 200
    assert users(database) == []


def test_the_button_makes_the_account_and_signs_in(client: FlaskClient, mails: Mails, database: Database) -> None:
    sign_up(client, address=" New@Example.ORG ")
    response = confirm(client, mails, time_zone="Europe/Berlin")
    assert response.headers["Location"] == "/learn/"
    (user,) = users(database)
    assert (user.address, user.name, user.role, user.time_zone) == (
        "new@example.org",
        "Nora",
        "learner",
        "Europe/Berlin",
    )
    assert is_signed_in(client)


def test_the_link_works_once(app: Flask, client: FlaskClient, mails: Mails) -> None:
    sign_up(client)
    confirm(client, mails)
    stranger = app.test_client()
    assert stranger.get(path_in(mails)).status_code == 410
    assert stranger.post(path_in(mails), data=CHOSEN, headers=ORIGIN).status_code == 410
    assert not is_signed_in(stranger)


def test_the_link_runs_out_after_a_day(client: FlaskClient, mails: Mails, clock: FrozenClock) -> None:
    sign_up(client)
    clock.tick(hours=23, minutes=59)
    assert client.get(path_in(mails)).status_code == 200
    clock.tick(minutes=1)
    assert client.get(path_in(mails)).status_code == 410
    assert client.post(path_in(mails), data=CHOSEN, headers=ORIGIN).status_code == 410


def test_only_a_hash_of_the_link_is_kept(client: FlaskClient, mails: Mails, session: Session) -> None:
    sign_up(client)
    token = session.scalars(select(Token)).one()
    secret = path_in(mails).rpartition("/")[2]
    assert secret not in repr(vars(token))
    session.rollback()
    confirm(client, mails)
    assert session.scalars(select(Token)).all() == []


def test_links_are_built_from_the_configured_address_and_never_from_the_host_header(
    client: FlaskClient, mails: Mails
) -> None:
    client.post("/sign-up", data=NEW, headers={"Host": "evil.example", "Origin": "http://evil.example"})
    assert mails.link().startswith("http://localhost/sign-up/confirm/")
    assert "evil" not in mails.newest().body


def test_a_known_and_an_unknown_address_get_the_same_answer(app: Flask, alice: User, mails: Mails) -> None:
    answers = []
    for address in ("alice@example.org", "other@example.org"):
        client = app.test_client()
        response = fill_in(client, "/sign-up", **{**NEW, "address": address})
        page = client.get(response.headers["Location"]).text
        answers.append((response.status_code, response.headers["Location"], page.replace(address, "X")))
    assert answers[0] == answers[1]
    assert "alice" not in answers[0][2]
    assert mails.newest("alice@example.org").subject.startswith("You already have an account")


def test_the_mail_to_a_known_address_offers_a_new_password(
    client: FlaskClient, alice: User, mails: Mails, session: Session
) -> None:
    sign_up(client, address="alice@example.org")
    assert "/reset/" in mails.link("alice@example.org")
    assert stored(session, alice.id).password_hash == alice.password_hash
    assert client.get(path_in(mails, "alice@example.org")).status_code == 200


def test_eight_submissions_of_one_form_are_one_mail(app: Flask, client: FlaskClient, mails: Mails) -> None:
    data = {**hidden_fields(client.get("/sign-up")), **NEW}

    def send(_number: int) -> tuple[int, str]:
        response = app.test_client().post("/sign-up", data=data, headers=ORIGIN)
        return response.status_code, response.headers["Location"]

    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(send, range(8)))
    assert answers == {(303, "/sign-up/sent")}
    assert len(mails) == 1


def test_eight_presses_of_the_button_are_one_account(
    app: Flask, client: FlaskClient, mails: Mails, database: Database
) -> None:
    sign_up(client)
    data = {**hidden_fields(client.get(path_in(mails))), **CHOSEN}

    def press(_number: int) -> tuple[int, str]:
        response = app.test_client().post(path_in(mails), data=data, headers=ORIGIN)
        return response.status_code, response.headers["Location"]

    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(press, range(8)))
    assert answers == {(303, "/learn/")}
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(User)) == 1
        assert session.scalar(select(func.count()).select_from(SignIn)) == 1


def test_a_second_link_for_the_same_address_dies_with_the_first(
    app: Flask, client: FlaskClient, mails: Mails, database: Database
) -> None:
    sign_up(client)
    first = path_in(mails)
    sign_up(client)
    confirm(client, mails)
    assert app.test_client().get(first).status_code == 410
    assert len(users(database)) == 1


def test_a_visitors_row_becomes_the_account(client: FlaskClient, mails: Mails, database: Database) -> None:
    visitor_id = int(client.post("/answer", headers=ORIGIN).text)
    sign_up(client)
    confirm(client, mails)
    (user,) = users(database)
    assert (user.id, user.role) == (visitor_id, "learner")


def test_the_visitors_own_cookie_does_not_open_the_account(app: Flask, client: FlaskClient, mails: Mails) -> None:
    """Whoever typed somebody else's address must not get in when that person presses the button."""
    client.post("/answer", headers=ORIGIN)
    sign_up(client)
    owner = app.test_client()
    confirm(owner, mails)
    assert is_signed_in(owner)
    assert not is_signed_in(client)


def test_what_was_done_as_a_visitor_on_the_confirming_browser_comes_along(
    app: Flask, client: FlaskClient, mails: Mails, arrivals: list[tuple[int, int]], session: Session
) -> None:
    first = int(client.post("/answer", headers=ORIGIN).text)
    sign_up(client)
    phone = app.test_client()
    second = int(phone.post("/answer", headers=ORIGIN).text)
    confirm(phone, mails)
    assert arrivals == [(second, first)]
    assert stored(session, second).erased_at is not None


def test_after_confirming_one_goes_where_one_wanted_to_be(client: FlaskClient, mails: Mails) -> None:
    fill_in(client, "/sign-up?next=/courses/a/b/", **NEW)
    assert confirm(client, mails).headers["Location"] == "/courses/a/b/"


def test_a_place_too_long_to_be_kept_is_forgotten(client: FlaskClient, mails: Mails) -> None:
    fill_in(client, "/sign-up?next=/" + "a" * 500, **NEW)
    assert confirm(client, mails).headers["Location"] == "/learn/"


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("address", "", "Please type your email address."),
        ("address", "nora", "has an @ in it"),
        ("address", "nora@", "doesn&#39;t look like an email address"),
    ],
)
def test_an_address_that_will_not_do_is_told_why_and_not_written_to(
    client: FlaskClient, mails: Mails, field: str, typed: str, sentence: str
) -> None:
    response = fill_in(client, "/sign-up", **{field: typed})
    assert response.status_code == 422
    assert sentence in response.text
    assert len(mails) == 0


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("password", "", "Please choose a password."),
        ("password", "short", "shorter than 8 characters"),
        ("password", "Sunshine1987", "tried first"),
        ("password", "steadyground1", "too close to your name"),
        ("password", "ab cd" * 201, "longer than 1000"),
        ("name", "n" * 81, "80 characters"),
    ],
)
def test_a_password_or_name_that_will_not_do_makes_no_account_and_spends_no_link(
    client: FlaskClient, mails: Mails, database: Database, field: str, typed: str, sentence: str
) -> None:
    sign_up(client)
    response = confirm(client, mails, **{field: typed})
    assert response.status_code == 422
    assert sentence in response.text
    assert users(database) == []
    assert confirm(client, mails).status_code == 303


def test_a_long_password_is_taken_whole(client: FlaskClient, mails: Mails) -> None:
    long = "a quiet kettle sings of rain " * 30
    sign_up(client)
    confirm(client, mails, password=long)
    fill_in(client, "/settings/", to="/sign-out")
    assert fill_in(client, "/sign-in", address=NEW["address"], password=long[:-1]).status_code == 422
    assert fill_in(client, "/sign-in", address=NEW["address"], password=long).status_code == 303


def test_ten_in_an_hour_from_one_place_and_three_to_one_address(
    client: FlaskClient, mails: Mails, clock: FrozenClock
) -> None:
    for _ in range(3):
        sign_up(client)
    refused = fill_in(client, "/sign-up", **NEW)
    assert (refused.status_code, refused.headers["Retry-After"].isdigit()) == (429, True)
    for number in range(6):
        sign_up(client, address=f"other{number}@example.org")
    assert fill_in(client, "/sign-up", **{**NEW, "address": "eleventh@example.org"}).status_code == 429
    clock.tick(hours=1)
    sign_up(client)
    assert len(mails) == 10


def test_nothing_of_whoever_typed_the_address_gets_into_the_account_or_the_mail(
    app: Flask, client: FlaskClient, mails: Mails, database: Database
) -> None:
    """Signing somebody else up must not leave a password behind that opens the account they then make."""
    theirs = "the password of an intruder"
    sign_up(client, password=theirs, name="Buy pills at http://evil.example", time_zone="Asia/Tokyo")
    owner = app.test_client()
    confirm(owner, mails)
    assert "evil" not in mails.newest().body + mails.newest().subject
    (user,) = users(database)
    assert (user.name, user.time_zone) == ("Nora", "UTC")
    signing_in = {"address": NEW["address"], "password": theirs}
    assert fill_in(app.test_client(), "/sign-in", **signing_in).status_code == 422
    assert fill_in(app.test_client(), "/sign-in", **{**signing_in, **CHOSEN}).status_code == 303


def test_a_closed_site_takes_nobody_and_says_so(client: FlaskClient, mails: Mails, app: Flask) -> None:
    app.extensions["settings"] = replace(app.extensions["settings"], sign_up_open=False)
    assert client.get("/sign-up").status_code == 403
    assert client.post("/sign-up", data=NEW, headers=ORIGIN).status_code == 403
    assert len(mails) == 0


def test_all_that_will_not_do_is_said_at_once(client: FlaskClient, mails: Mails) -> None:
    sign_up(client)
    page = confirm(client, mails, password="password1", name="n" * 81).text
    assert "80 characters" in page
    assert "tried first" in page
    assert "2 things need another look" in page
