"""A lesson with something to reflect on, something to try and something to plan."""

import pytest

from tests.learning.courses import REFLECT, TRY, write_course
from tests.library.shelves import Shelf

PLAN = """
### Plan: When it starts
<!-- id: when-it-starts -->

- If a caller raises their voice, then I will breathe out before I answer.
- If I notice my shoulders, then …
"""


@pytest.fixture(autouse=True)
def lesson(shelf: Shelf) -> None:
    """The open first lesson."""
    write_course(shelf, first=REFLECT + TRY + PLAN)
