"""A forgotten password: a link by mail, good once and for an hour."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from coursesite.accounts import joining
from coursesite.accounts.models import User
from tests.accounts.pages import ORIGIN, fill_in, hidden_fields, is_signed_in, stored
from tests.conftest import FrozenClock
from tests.factories import PASSWORD
from tests.mailbox import Mails

Browser = Callable[[], FlaskClient]
ANOTHER = "a kettle of another colour"


def ask(client: FlaskClient, address: str = "alice@example.org") -> None:
    assert fill_in(client, "/forgotten", address=address).headers["Location"] == "/forgotten/sent"


def path_in(mails: Mails) -> str:
    return mails.link("alice@example.org").removeprefix("http://localhost")


def test_the_link_sets_the_password_and_signs_in(client: FlaskClient, alice: User, mails: Mails) -> None:
    ask(client)
    assert fill_in(client, path_in(mails), password=ANOTHER).headers["Location"] == "/learn/"
    assert is_signed_in(client)
    assert mails.newest().subject.startswith("Your password")


def test_the_new_password_counts_and_the_old_one_no_longer(
    app: Flask, client: FlaskClient, alice: User, mails: Mails
) -> None:
    ask(client)
    fill_in(client, path_in(mails), password=ANOTHER)
    fresh = app.test_client()
    assert fill_in(fresh, "/sign-in", address="alice@example.org", password=PASSWORD).status_code == 422
    assert fill_in(fresh, "/sign-in", address="alice@example.org", password=ANOTHER).status_code == 303


def test_it_ends_every_session_there_was(app: Flask, signed_in: Browser, mails: Mails) -> None:
    before = signed_in()
    other = app.test_client()
    ask(other)
    fill_in(other, path_in(mails), password=ANOTHER)
    assert not is_signed_in(before)
    assert is_signed_in(other)


def test_looking_spends_nothing_and_a_second_use_is_refused(
    app: Flask, client: FlaskClient, alice: User, mails: Mails
) -> None:
    ask(client)
    path = path_in(mails)
    assert client.get(path).status_code == client.get(path).status_code == 200
    fill_in(client, path, password=ANOTHER)
    stranger = app.test_client()
    assert stranger.get(path).status_code == 410
    assert stranger.post(path, data={"password": "third kettle on the stove"}, headers=ORIGIN).status_code == 410


def test_a_password_that_will_not_do_does_not_spend_the_link(client: FlaskClient, alice: User, mails: Mails) -> None:
    ask(client)
    assert fill_in(client, path_in(mails), password="alice2024").status_code == 422
    assert fill_in(client, path_in(mails), password=ANOTHER).status_code == 303


def test_the_link_runs_out_after_an_hour(client: FlaskClient, alice: User, mails: Mails, clock: FrozenClock) -> None:
    ask(client)
    clock.tick(minutes=59)
    assert client.get(path_in(mails)).status_code == 200
    clock.tick(minutes=1)
    assert client.get(path_in(mails)).status_code == 410


def test_one_used_link_kills_the_others(app: Flask, client: FlaskClient, alice: User, mails: Mails) -> None:
    ask(client)
    first = path_in(mails)
    ask(client)
    fill_in(client, path_in(mails), password=ANOTHER)
    assert app.test_client().get(first).status_code == 410


def test_a_known_and_an_unknown_address_get_the_same_answer(app: Flask, alice: User, mails: Mails) -> None:
    answers = []
    for address in ("alice@example.org", "nobody@example.org"):
        client = app.test_client()
        response = fill_in(client, "/forgotten", address=address)
        page = client.get(response.headers["Location"]).text.replace(address, "X")
        answers.append((response.status_code, response.headers["Location"], page))
    assert answers[0] == answers[1]
    assert mails.newest("nobody@example.org").subject.startswith("There is no account")


def test_three_an_hour_for_one_address(client: FlaskClient, alice: User, mails: Mails, clock: FrozenClock) -> None:
    for address in ("alice@example.org", "nobody@example.org"):
        for _ in range(3):
            ask(client, address)
        assert fill_in(client, "/forgotten", address=address).status_code == 429
    clock.tick(hours=1)
    ask(client)


def test_a_double_click_is_one_mail(app: Flask, client: FlaskClient, alice: User, mails: Mails) -> None:
    data = {**hidden_fields(client.get("/forgotten")), "address": "alice@example.org"}

    def send(_number: int) -> tuple[int, str]:
        response = app.test_client().post("/forgotten", data=data, headers=ORIGIN)
        return response.status_code, response.headers["Location"]

    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(send, range(8)))
    assert answers == {(303, "/forgotten/sent")}
    assert len(mails) == 1


def test_a_closed_account_gets_no_way_in(
    client: FlaskClient, alice: User, mails: Mails, session: Session, clock: FrozenClock
) -> None:
    ask(client)
    joining.disable(session, alice.id, clock.now)
    session.commit()
    assert client.get(path_in(mails)).status_code == 410
    ask(client)
    assert client.get(path_in(mails)).status_code == 410
    assert stored(session, alice.id).password_hash == alice.password_hash


def test_the_link_does_not_depend_on_the_host_that_was_asked(client: FlaskClient, alice: User, mails: Mails) -> None:
    client.post(
        "/forgotten",
        data={"address": "alice@example.org"},
        headers={"Host": "evil.example", "Origin": "http://evil.example"},
    )
    assert mails.link().startswith("http://localhost/reset/")
