"""A lesson with something to reflect on, something to try and something to plan."""

import pytest

from tests.learning.courses import PLAN, REFLECT, TRY, write_course
from tests.library.shelves import Shelf


@pytest.fixture(autouse=True)
def lesson(shelf: Shelf) -> None:
    """The open first lesson."""
    write_course(shelf, first=REFLECT + TRY + PLAN)
