"""A shelf for every test of the library."""

from pathlib import Path

import pytest

from coursesite.config import Settings
from coursesite.db import Database
from tests.library.shelves import Shelf


@pytest.fixture
def shelf(settings: Settings, database: Database) -> Shelf:
    """An empty content folder and a site that has taken nothing in."""
    return Shelf(settings.content_dir, database, settings)


@pytest.fixture
def repository() -> Path:
    """The folder that this project stands in."""
    return Path(__file__).parents[2]
