"""A world with a course that is looked after."""

import pytest
from flask import Flask

from coursesite.db import Database
from coursesite.library.models import Part
from tests.learning.groups.gathering import SignIn, World
from tests.learning.learners import Learner
from tests.library.shelves import Shelf


@pytest.fixture
def world(app: Flask, database: Database, shelf: Shelf, sign_in: SignIn) -> World:
    """The course `calls`, that nobody is named for."""
    return World(app, database, sign_in)


@pytest.fixture
def owner(world: World) -> Learner:
    """Its owner, from now on."""
    return world.staff("Olu", Part.OWNER)
