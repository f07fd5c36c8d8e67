"""The site's owner at a browser."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from coursesite.accounts.models import Role, User
from coursesite.accounts.passwords import Hasher
from coursesite.config import Settings
from coursesite.db import Database
from tests.factories import PASSWORD, make_user


@pytest.fixture
def ruth(settings: Settings, database: Database) -> User:
    """The site's owner, who has a password."""
    hashed = Hasher(settings).hashed(PASSWORD)
    return make_user(database, role=Role.ADMIN, name="Ruth", address="ruth@example.org", password_hash=hashed)


@pytest.fixture
def owner(app: Flask, ruth: User, sign_in: Callable[[FlaskClient, User], FlaskClient]) -> FlaskClient:
    """The owner, signed in."""
    return sign_in(app.test_client(), ruth)
