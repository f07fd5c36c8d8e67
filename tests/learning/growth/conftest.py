"""A course that asks how somebody sees themselves, and a learner who takes it."""

import pytest

from tests.learning.growth.mirrors import Rater, write_statements
from tests.learning.learners import Learner
from tests.library.shelves import Shelf


@pytest.fixture
def rater(alice: Learner, shelf: Shelf) -> Rater:
    """Alice takes a course with three statements."""
    write_statements(shelf)
    alice.joins()
    return Rater(alice)
