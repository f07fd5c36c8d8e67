"""A post, and people below it."""

import pytest
from flask import Flask

from coursesite.config import Settings
from coursesite.db import Database
from tests.blog.comments.talking import Discussing, SignIn, write_post
from tests.conftest import FrozenClock
from tests.library.shelves import Shelf


@pytest.fixture
def talk(app: Flask, database: Database, settings: Settings, sign_in: SignIn, clock: FrozenClock) -> Discussing:
    """A post that takes comments, on a Monday morning."""
    write_post(Shelf(settings.content_dir, database, settings))
    return Discussing(app, database, sign_in, clock)
