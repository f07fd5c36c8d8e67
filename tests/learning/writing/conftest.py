"""A course with a Write, looked after by one coach, and mail that is written all the time."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from coursesite.accounts.models import Role, User
from coursesite.db import Database
from coursesite.library.models import Part
from tests.factories import make_user
from tests.learning.asking.talks import give_part
from tests.learning.courses import PICK, WRITE, write_course
from tests.learning.learners import Learner
from tests.learning.writing.texts import Texts
from tests.library.shelves import Shelf
from tests.mailbox import Mails


@pytest.fixture
def texts(
    app: Flask,
    database: Database,
    shelf: Shelf,
    mails: Mails,
    alice: Learner,
    bob: Learner,
    maren: Learner,
    sign_in: Callable[[FlaskClient, User], FlaskClient],
) -> Texts:
    """Alice and Bob take Maren's course; Otto is the coach of another."""
    write_course(shelf, first=PICK + WRITE)
    otto = make_user(database, role=Role.COACH, name="Otto")
    give_part(database, "calls1", maren.person, Part.OWNER)
    alice.joins()
    bob.joins()
    elsewhere = Learner(sign_in(app.test_client(), otto), database, otto)
    return Texts(app, database, shelf, mails, alice, bob, maren, elsewhere)
