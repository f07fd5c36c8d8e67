"""The accounts' own world: two people, a way to sign in by the form, and a visitor's first answer without a course."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from coursesite.accounts import views as accounts
from coursesite.accounts.models import User
from coursesite.accounts.passwords import Hasher
from coursesite.config import Settings
from coursesite.db import Database
from coursesite.web.state import write_db
from tests.accounts.pages import fill_in
from tests.factories import PASSWORD, make_user

Arrivals = list[tuple[int, int]]


@pytest.fixture
def arrivals() -> Arrivals:
    """Whom the rooms above were told of: (visitor, account)."""
    return []


@pytest.fixture
def app(app: Flask, arrivals: Arrivals) -> Flask:
    """The application, with POST /answer for a visitor's first answer, and an ear for who arrives."""
    app.add_url_rule("/answer", "answer", _answer, methods=["POST"])
    app.extensions["on_arrival"].append(lambda _session, visitor, user, _now: arrivals.append((visitor, user)))
    return app


def _answer() -> str:
    user_id, token = accounts.visitor_for_answer()
    write_db().commit()
    accounts.keep_cookie(token)
    return str(user_id)


@pytest.fixture
def alice(database: Database, settings: Settings) -> User:
    """A learner with a password."""
    hashed = Hasher(settings).hashed(PASSWORD)
    return make_user(database, name="Alice", address="alice@example.org", password_hash=hashed)


@pytest.fixture
def bob(database: Database) -> User:
    """Somebody else."""
    return make_user(database, name="Bob", address="bob@example.org")


@pytest.fixture
def signed_in(app: Flask, alice: User) -> Callable[[], FlaskClient]:
    """Gives a new browser in which Alice has signed in by the form."""

    def browser() -> FlaskClient:
        client = app.test_client()
        response = fill_in(client, "/sign-in", address="alice@example.org", password=PASSWORD)
        assert response.status_code == 303
        return client

    return browser
