"""A course that one coach looks after, with a lesson that asks to reflect; two learners, and another course's coach."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from coursesite.accounts.models import Role, User
from coursesite.db import Database
from coursesite.library.models import Part
from tests.factories import make_user
from tests.learning.asking.talks import give_part
from tests.learning.courses import ALL_KINDS, write_course
from tests.learning.journal.sharers import Sharers
from tests.learning.learners import Learner
from tests.library.shelves import Shelf
from tests.mailbox import Mails


@pytest.fixture
def sharers(
    app: Flask,
    database: Database,
    shelf: Shelf,
    mails: Mails,
    alice: Learner,
    bob: Learner,
    maren: Learner,
    sign_in: Callable[[FlaskClient, User], FlaskClient],
) -> Sharers:
    """Alice and Bob take Maren's course; Otto is the coach of another."""
    write_course(shelf, first=ALL_KINDS)
    otto = make_user(database, role=Role.COACH, name="Otto")
    give_part(database, "calls1", maren.person, Part.OWNER)
    alice.joins()
    bob.joins()
    return Sharers(database, mails, alice, bob, maren, Learner(sign_in(app.test_client(), otto), database, otto))
