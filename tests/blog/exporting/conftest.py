"""A blog to be taken along."""

import pytest

from coursesite.config import Settings
from coursesite.db import Database
from tests.blog.exporting.worlds import World, write_blog, write_talk
from tests.conftest import FrozenClock
from tests.library.shelves import Shelf


@pytest.fixture
def world(settings: Settings, database: Database, clock: FrozenClock) -> World:
    """Posts of every state and a page, on a Monday morning."""
    made = World(Shelf(settings.content_dir, database, settings), database, settings)
    write_blog(made.shelf)
    return made


@pytest.fixture
def talking(world: World) -> World:
    """The same, with comments of every sort."""
    write_talk(world)
    return world
