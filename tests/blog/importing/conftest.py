"""Fixtures for bringing a blog along."""

from pathlib import Path

import pytest

from coursesite.config import Settings
from coursesite.db import Database
from tests.blog.importing.arrivals import SAMPLES, Arrivals


@pytest.fixture
def arrivals(settings: Settings, database: Database) -> Arrivals:
    """A site that takes blogs in."""
    return Arrivals(database, settings)


@pytest.fixture
def wordpress() -> Path:
    """WordPress's export in its newest form."""
    return SAMPLES / "wordpress-1.2.xml"
