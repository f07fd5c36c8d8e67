"""A person's settings: Alice may change hers, Charlie's are not there for her."""

from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from coursesite.accounts.models import SignIn, Token, User
from tests.accounts.pages import ORIGIN, fill_in, hidden_fields, is_signed_in, stored
from tests.conftest import FrozenClock
from tests.factories import PASSWORD
from tests.mailbox import Mails

Browser = Callable[[], FlaskClient]
MOVE = {"address": "moved@example.org", "password": PASSWORD}


def path_in(mails: Mails) -> str:
    return mails.link("moved@example.org").removeprefix("http://localhost")


def test_name_and_time_zone_are_kept_and_shown(signed_in: Browser, session: Session, alice: User) -> None:
    client = signed_in()
    response = fill_in(client, "/settings/profile", name="  Alice\u202e \n Marsh ", time_zone="Europe/London")
    assert response.headers["Location"] == "/settings/?done=profile"
    page = client.get(response.headers["Location"]).text
    assert "Your name and time zone are saved." in page
    assert "Alice Marsh" in page
    assert stored(session, alice.id).time_zone == "Europe/London"


def test_a_time_zone_that_does_not_exist_is_refused(signed_in: Browser, session: Session, alice: User) -> None:
    assert fill_in(signed_in(), "/settings/profile", name="A", time_zone="Europe/Atlantis").status_code == 422
    assert stored(session, alice.id).time_zone == "UTC"


def test_hostile_text_in_a_name_is_only_text(signed_in: Browser) -> None:
    client = signed_in()
    fill_in(client, "/settings/profile", name="<script>alert(1)</script>", time_zone="UTC")
    page = client.get("/settings/").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_the_old_address_stays_until_the_new_one_is_confirmed(
    signed_in: Browser, mails: Mails, session: Session, alice: User
) -> None:
    client = signed_in()
    assert fill_in(client, "/settings/address", **MOVE).headers["Location"] == "/settings/?done=asked"
    assert client.get(path_in(mails)).status_code == 200
    assert stored(session, alice.id).address == "alice@example.org"
    session.rollback()
    assert fill_in(client, path_in(mails)).headers["Location"] == "/settings/?done=address"
    assert stored(session, alice.id).address == "moved@example.org"


def test_the_old_address_is_told_when_it_is_asked_for_and_when_it_is_done(signed_in: Browser, mails: Mails) -> None:
    client = signed_in()
    fill_in(client, "/settings/address", **MOVE)
    fill_in(client, path_in(mails))
    subjects = [mail.subject for mail in mails.to("alice@example.org")]
    assert [subject.partition(",")[0] for subject in subjects] == [
        "A new address was asked for",
        "Your address at Steady Ground has changed",
    ]
    assert "moved@" not in "".join(mail.body for mail in mails.to("alice@example.org"))


def test_the_new_address_can_be_confirmed_in_another_browser(signed_in: Browser, app: Flask, mails: Mails) -> None:
    fill_in(signed_in(), "/settings/address", **MOVE)
    phone = app.test_client()
    assert fill_in(phone, path_in(mails)).headers["Location"] == "/sign-in"
    assert not is_signed_in(phone)
    assert fill_in(phone, "/sign-in", **MOVE).status_code == 303


def test_the_link_for_the_new_address_works_once_and_for_a_day(
    signed_in: Browser, app: Flask, mails: Mails, clock: FrozenClock
) -> None:
    client = signed_in()
    fill_in(client, "/settings/address", **MOVE)
    fill_in(client, path_in(mails))
    assert app.test_client().post(path_in(mails), headers=ORIGIN).status_code == 410
    clock.tick(minutes=61)
    fill_in(client, "/settings/address", address="third@example.org", password=PASSWORD)
    clock.tick(hours=24)
    assert client.get(mails.link("third@example.org").removeprefix("http://localhost")).status_code == 410


def test_without_the_password_the_address_stays(signed_in: Browser, mails: Mails) -> None:
    response = fill_in(signed_in(), "/settings/address", address="moved@example.org", password="not hers at all")
    assert response.status_code == 422
    assert "That is not your password. Nothing was changed." in response.text
    assert len(mails) == 0


def test_an_address_that_somebody_has_gets_the_same_answer_and_no_link(
    signed_in: Browser, bob: User, mails: Mails, session: Session
) -> None:
    response = fill_in(signed_in(), "/settings/address", address="bob@example.org", password=PASSWORD)
    assert response.headers["Location"] == "/settings/?done=asked"
    assert "http://localhost/settings" not in mails.newest("bob@example.org").body
    assert session.scalars(select(Token)).all() == []


def test_an_address_taken_meanwhile_is_not_taken_again(
    signed_in: Browser, bob: User, mails: Mails, session: Session, alice: User
) -> None:
    client = signed_in()
    fill_in(client, "/settings/address", **MOVE)
    row = session.get(User, bob.id)
    assert row is not None
    row.address = "moved@example.org"
    session.commit()
    assert fill_in(client, path_in(mails)).status_code == 409
    assert stored(session, alice.id).address == "alice@example.org"


def test_a_new_password_stops_a_change_of_address(signed_in: Browser, mails: Mails) -> None:
    client = signed_in()
    fill_in(client, "/settings/address", **MOVE)
    fill_in(client, "/settings/password", password=PASSWORD, new_password="a kettle of another colour")
    assert client.get(path_in(mails)).status_code == 410


def test_a_link_for_a_new_password_sent_to_the_old_address_dies_with_it(
    signed_in: Browser, app: Flask, mails: Mails
) -> None:
    client = signed_in()
    fill_in(app.test_client(), "/forgotten", address="alice@example.org")
    lost = mails.link("alice@example.org").removeprefix("http://localhost")
    fill_in(client, "/settings/address", **MOVE)
    fill_in(client, path_in(mails))
    assert app.test_client().get(lost).status_code == 410


def test_the_password_changes_with_the_present_one_only(signed_in: Browser, mails: Mails) -> None:
    client = signed_in()
    wrong = fill_in(client, "/settings/password", password="not hers at all", new_password="a kettle of colour")
    assert wrong.status_code == 422
    weak = fill_in(client, "/settings/password", password=PASSWORD, new_password="password123")
    assert (weak.status_code, "tried first" in weak.text) == (422, True)
    assert len(mails) == 0
    good = fill_in(client, "/settings/password", password=PASSWORD, new_password="a kettle of colour")
    assert good.headers["Location"] == "/settings/?done=password"
    assert mails.newest().recipient == "alice@example.org"


def test_ten_wrong_passwords_in_settings_are_enough(signed_in: Browser, clock: FrozenClock) -> None:
    client = signed_in()
    for _ in range(10):
        fill_in(client, "/settings/password", password="not hers at all", new_password="a kettle of colour")
    assert fill_in(client, "/settings/password", password=PASSWORD, new_password="a kettle").status_code == 429


def test_each_session_is_listed_in_words(app: Flask, signed_in: Browser, clock: FrozenClock) -> None:
    client = app.test_client()
    phone = {"User-Agent": "Mozilla/5.0 (Android 14; Mobile; rv:130.0) Gecko/130.0 Firefox/130.0", **ORIGIN}
    client.post("/sign-in", data={"address": "alice@example.org", "password": PASSWORD}, headers=phone)
    signed_in()
    page = client.get("/settings/sessions").text
    assert "Firefox on Android" in page
    assert "Signed in on 2 March 2026; the last thing was answered or saved there on 2 March 2026." in page
    assert page.count("This is the one you are using.") == 1
    assert "In two browsers" in client.get("/settings/").text


def test_one_session_is_ended_by_itself(signed_in: Browser, session: Session) -> None:
    client, other = signed_in(), signed_in()
    newest = session.scalars(select(SignIn.id).order_by(SignIn.id.desc())).first()
    session.rollback()
    fill_in(client, "/settings/sessions", to=f"/settings/sessions/{newest}/end")
    assert is_signed_in(client)
    assert not is_signed_in(other)


def test_all_other_sessions_are_ended_at_once(signed_in: Browser) -> None:
    client, others = signed_in(), [signed_in(), signed_in()]
    fill_in(client, "/settings/sessions", to="/settings/sessions/end-others")
    assert is_signed_in(client)
    assert not any(is_signed_in(other) for other in others)


def test_somebody_elses_session_is_not_there(
    app: Flask, signed_in: Browser, bob: User, sign_in: Callable[[FlaskClient, User], FlaskClient], session: Session
) -> None:
    client, charlie = signed_in(), sign_in(app.test_client(), bob)
    his = session.scalars(select(SignIn.id).where(SignIn.user_id == bob.id)).one()
    session.rollback()
    refused = client.post(
        f"/settings/sessions/{his}/end", data=hidden_fields(client.get("/settings/sessions")), headers=ORIGIN
    )
    assert refused.status_code == 404
    assert is_signed_in(charlie)


def test_settings_pages_are_kept_by_no_cache(signed_in: Browser) -> None:
    assert signed_in().get("/settings/").headers["Cache-Control"] == "no-store"
