"""A desk for every test of publishing."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from coursesite.accounts.models import Role, User
from coursesite.config import Settings
from coursesite.db import Database
from tests.conftest import FrozenClock
from tests.factories import make_user
from tests.library.shelves import Shelf
from tests.studio.publishing.desks import Desk

SignIn = Callable[[FlaskClient, User], FlaskClient]


@pytest.fixture
def desk(app: Flask, settings: Settings, database: Database, sign_in: SignIn, clock: FrozenClock) -> Desk:
    """A published course, and a coach in Vienna who is signed in."""
    shelf = Shelf(settings.content_dir, database, settings)
    coach = make_user(database, role=Role.COACH, name="Maren Holt", time_zone="Europe/Vienna")
    made = Desk(app, shelf, database, coach, sign_in, clock)
    made.begin()
    return made
