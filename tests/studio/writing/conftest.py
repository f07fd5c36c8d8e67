"""A course on the shelf, and two coaches who write in it."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from coursesite.accounts.models import Role, User
from coursesite.config import Settings
from coursesite.db import Database
from tests.factories import make_user
from tests.learning.courses import write_course
from tests.learning.learners import Learner
from tests.library.shelves import Shelf
from tests.studio.writing.coaches import Coach


@pytest.fixture
def shelf(settings: Settings, database: Database) -> Shelf:
    """A content folder and a site with one course of three lessons."""
    made = Shelf(settings.content_dir, database, settings)
    write_course(made)
    return made


@pytest.fixture
def maren(app: Flask, database: Database, shelf: Shelf, sign_in: Callable[[FlaskClient, User], FlaskClient]) -> Coach:
    """A coach at her browser."""
    user = make_user(database, role=Role.COACH, name="Maren")
    return Coach(sign_in(app.test_client(), user), database, user)


@pytest.fixture
def jonas(app: Flask, database: Database, shelf: Shelf, sign_in: Callable[[FlaskClient, User], FlaskClient]) -> Coach:
    """Another coach, who may write the same things."""
    user = make_user(database, role=Role.COACH, name="Jonas")
    return Coach(sign_in(app.test_client(), user), database, user)


@pytest.fixture
def alice(app: Flask, database: Database, shelf: Shelf, sign_in: Callable[[FlaskClient, User], FlaskClient]) -> Learner:
    """A learner, in no course yet."""
    user = make_user(database, name="Alice")
    return Learner(sign_in(app.test_client(), user), database, user)
