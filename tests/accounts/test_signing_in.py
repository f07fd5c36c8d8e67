"""Signing in and out: sessions are rows here, and the cookie is worth what its row is worth."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from coursesite.accounts import joining
from coursesite.accounts.models import Role, SignIn, Token, User
from coursesite.accounts.passwords import Hasher
from coursesite.config import Settings
from coursesite.db import Database
from coursesite.web.models import LimitCount, UsedValue
from tests.accounts.pages import ORIGIN, fill_in, is_signed_in, stored
from tests.conftest import FrozenClock
from tests.factories import PASSWORD, make_user

Browser = Callable[[], FlaskClient]
HERS = {"address": "alice@example.org", "password": PASSWORD}


def copy_of_cookie(app: Flask, client: FlaskClient) -> FlaskClient:
    """Another browser with a copy of this one's cookie."""
    cookie = client.get_cookie("session")
    assert cookie is not None
    thief = app.test_client()
    thief.set_cookie("session", cookie.value)
    assert is_signed_in(thief)
    return thief


def test_the_right_password_opens_the_account(client: FlaskClient, alice: User) -> None:
    assert fill_in(client, "/sign-in", **HERS).headers["Location"] == "/learn/"
    assert is_signed_in(client)


def test_a_coach_comes_to_the_desk(database: Database, settings: Settings, client: FlaskClient) -> None:
    hashed = Hasher(settings).hashed(PASSWORD)
    make_user(database, address="coach@example.org", password_hash=hashed, role=Role.COACH)
    led = fill_in(client, "/sign-in", address="coach@example.org", password=PASSWORD)
    assert led.headers["Location"] == "/studio/"


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client: FlaskClient, alice: User) -> None:
    answers = []
    for address in ("alice@example.org", "nobody@example.org"):
        response = fill_in(client, "/sign-in", address=address, password="not hers at all")
        # The form's token says in which second it was signed.
        page = re.sub(r'(name="csrf_token") value="[^"]*"', r"\1", response.text)
        answers.append((response.status_code, page.replace(address, "X")))
    assert answers[0] == answers[1]
    assert answers[0][0] == 422
    assert "This address and this password don’t go together." in answers[0][1]


def test_an_unknown_address_costs_a_hash_too(client: FlaskClient, alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    verified = []
    true = Hasher.matches

    def counted(self: Hasher, kept: str | None, password: str) -> bool:
        verified.append(kept is None)
        return true(self, kept, password)

    monkeypatch.setattr(Hasher, "matches", counted)
    fill_in(client, "/sign-in", address="nobody@example.org", password="not hers at all")
    fill_in(client, "/sign-in", address="alice@example.org", password="not hers at all")
    assert verified == [True, False]


def test_an_account_without_a_password_lets_nobody_in(client: FlaskClient, bob: User) -> None:
    for typed in ("nobody has this password", "x"):
        assert fill_in(client, "/sign-in", address="bob@example.org", password=typed).status_code == 422


@pytest.mark.parametrize(
    ("wanted", "place"),
    [
        ("/courses/a/b/?x=1", "/courses/a/b/?x=1"),
        ("//evil.example", "/learn/"),
        ("/\\evil.example", "/learn/"),
        ("\\\\evil.example", "/learn/"),
        ("https:evil.example", "/learn/"),
        ("https://evil.example/", "/learn/"),
        ("/\t/evil.example", "/learn/"),
        ("/\n/evil.example", "/learn/"),
        ("javascript:alert(1)", "/learn/"),
        ("", "/learn/"),
    ],
)
def test_after_signing_in_one_stays_on_this_site(client: FlaskClient, alice: User, wanted: str, place: str) -> None:
    response = client.post("/sign-in", data={**HERS, "next": wanted}, headers=ORIGIN)
    assert response.headers["Location"] == place


def test_a_page_that_needs_an_account_leads_to_it_by_way_of_signing_in(client: FlaskClient, alice: User) -> None:
    led = client.get("/settings/sessions").headers["Location"]
    assert led == "/sign-in?next=/settings/sessions"
    assert fill_in(client, led, **HERS).headers["Location"] == "/settings/sessions"


def test_signing_out_kills_every_copy_of_the_cookie(app: Flask, signed_in: Browser) -> None:
    client = signed_in()
    thief = copy_of_cookie(app, client)
    assert fill_in(client, "/settings/", to="/sign-out").headers["Location"] == "/"
    assert not is_signed_in(client)
    assert not is_signed_in(thief)


def test_a_new_password_kills_every_copy_of_the_cookie_but_this_session(
    app: Flask, signed_in: Browser, mails: object
) -> None:
    client, elsewhere = signed_in(), signed_in()
    thief = copy_of_cookie(app, elsewhere)
    fill_in(client, "/settings/password", password=PASSWORD, new_password="a kettle of another colour")
    assert is_signed_in(client)
    assert not is_signed_in(elsewhere)
    assert not is_signed_in(thief)


def test_closing_the_account_kills_every_copy_of_the_cookie(
    app: Flask, signed_in: Browser, alice: User, session: Session, clock: FrozenClock
) -> None:
    client = signed_in()
    thief = copy_of_cookie(app, client)
    joining.disable(session, alice.id, clock.now)
    session.commit()
    assert not is_signed_in(client)
    assert not is_signed_in(thief)
    assert fill_in(app.test_client(), "/sign-in", **HERS).status_code == 403


def test_only_a_hash_of_the_cookies_token_is_kept(signed_in: Browser, session: Session) -> None:
    client = signed_in()
    with client.session_transaction() as cookie:
        token = cookie["_user_id"]
    assert token not in repr(vars(session.scalars(select(SignIn)).one()))


def test_a_session_ends_thirty_days_after_the_last_form(signed_in: Browser, clock: FrozenClock) -> None:
    client = signed_in()
    clock.tick(days=29)
    fill_in(client, "/settings/profile", name="Alice", time_zone="UTC")
    clock.tick(days=29)
    assert is_signed_in(client)
    clock.tick(days=2)
    assert not is_signed_in(client)


def test_reading_does_not_lengthen_a_session(signed_in: Browser, clock: FrozenClock) -> None:
    client = signed_in()
    for _ in range(29):
        clock.tick(days=1)
        assert is_signed_in(client)
    clock.tick(days=1)
    assert not is_signed_in(client)


def test_a_session_moves_on_at_most_once_an_hour(signed_in: Browser, clock: FrozenClock, database: Database) -> None:
    client = signed_in()

    def last_posted() -> float:
        with database.reading() as session:
            return session.scalars(select(SignIn.last_posted_at)).one().timestamp()

    began = last_posted()
    clock.tick(minutes=59)
    fill_in(client, "/settings/profile", name="A", time_zone="UTC")
    assert last_posted() == began
    clock.tick(minutes=1)
    fill_in(client, "/settings/profile", name="B", time_zone="UTC")
    assert last_posted() == began + timedelta(hours=1).total_seconds()


def test_ten_wrong_passwords_in_a_quarter_of_an_hour_are_enough(
    client: FlaskClient, alice: User, clock: FrozenClock
) -> None:
    for _ in range(10):
        assert fill_in(client, "/sign-in", address="alice@example.org", password="wrong wrong").status_code == 422
    refused = fill_in(client, "/sign-in", **HERS)
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) <= 15 * 60 + 1
    clock.tick(minutes=15)
    assert fill_in(client, "/sign-in", **HERS).status_code == 303


def test_the_owner_elsewhere_is_not_kept_out_by_a_guesser(
    client: FlaskClient, app: Flask, alice: User, clock: FrozenClock
) -> None:
    for _ in range(11):
        client.post("/sign-in", data={**HERS, "password": "wrong wrong"}, headers=ORIGIN)
    response = app.test_client().post(
        "/sign-in", data=HERS, headers=ORIGIN, environ_base={"REMOTE_ADDR": "203.0.113.9"}
    )
    assert response.status_code == 303


def test_fifty_tries_from_one_place_are_enough_whatever_the_address(client: FlaskClient, clock: FrozenClock) -> None:
    for number in range(50):
        data = {"address": f"person{number}@example.org", "password": "wrong wrong"}
        assert client.post("/sign-in", data=data, headers=ORIGIN).status_code == 422
    data = {"address": "one.more@example.org", "password": "wrong wrong"}
    assert client.post("/sign-in", data=data, headers=ORIGIN).status_code == 429


def test_a_right_password_forgives_the_wrong_ones(client: FlaskClient, alice: User, clock: FrozenClock) -> None:
    for _ in range(2):
        for _ in range(9):
            client.post("/sign-in", data={**HERS, "password": "wrong wrong"}, headers=ORIGIN)
        assert client.post("/sign-in", data=HERS, headers=ORIGIN).status_code == 303
        client.delete_cookie("session")


def test_a_password_hashed_with_weaker_parameters_is_hashed_again_when_it_is_used(
    app: Flask, client: FlaskClient, alice: User, settings: Settings, session: Session
) -> None:
    stronger = replace(settings, argon2_memory_kib=16)
    app.extensions["settings"] = stronger
    fill_in(client, "/sign-in", **HERS)
    kept = stored(session, alice.id).password_hash or ""
    assert "m=16" in kept
    assert Hasher(stronger).matches(kept, PASSWORD)


def test_a_visitor_who_signs_in_brings_everything_along_once(
    client: FlaskClient, alice: User, arrivals: list[tuple[int, int]], session: Session
) -> None:
    visitor_id = int(client.post("/answer", headers=ORIGIN).text)
    fill_in(client, "/sign-in", **HERS)
    assert arrivals == [(visitor_id, alice.id)]
    assert stored(session, visitor_id).erased_at is not None
    assert int(client.get("/settings/").status_code) == 200


def test_a_visitor_stays_the_same_person_from_answer_to_answer(client: FlaskClient) -> None:
    first = client.post("/answer", headers=ORIGIN).text
    assert client.post("/answer", headers=ORIGIN).text == first


def test_a_visitor_is_not_signed_in(client: FlaskClient) -> None:
    client.post("/answer", headers=ORIGIN)
    assert client.get("/settings/").headers["Location"].startswith("/sign-in")


def test_forms_of_a_signed_in_person_need_the_token(signed_in: Browser) -> None:
    client = signed_in()
    assert client.post("/sign-out", headers=ORIGIN).status_code == 400
    assert client.post("/settings/profile", data={"name": "X"}, headers=ORIGIN).status_code == 400
    assert is_signed_in(client)


def test_a_form_from_another_site_is_refused(client: FlaskClient, alice: User) -> None:
    assert client.post("/sign-in", data=HERS, headers={"Origin": "https://evil.example"}).status_code == 400
    assert not is_signed_in(client)


def test_no_network_address_is_kept(client: FlaskClient, alice: User, session: Session) -> None:
    client.post("/sign-in", data=HERS, headers=ORIGIN, environ_base={"REMOTE_ADDR": "203.0.113.77"})
    for model in (User, SignIn, Token, LimitCount, UsedValue):
        assert "203.0.113" not in repr([vars(row) for row in session.scalars(select(model))])
    assert session.scalars(select(LimitCount)).all()


def test_a_coach_may_use_settings_too(
    app: Flask, database: Database, sign_in: Callable[[FlaskClient, User], FlaskClient]
) -> None:
    coach = make_user(database, role=Role.COACH)
    assert is_signed_in(sign_in(app.test_client(), coach))


def test_a_session_left_over_opens_no_closed_account(signed_in: Browser, alice: User, session: Session) -> None:
    client = signed_in()
    row = stored(session, alice.id)
    row.disabled_at = row.created_at
    session.commit()
    assert not is_signed_in(client)
