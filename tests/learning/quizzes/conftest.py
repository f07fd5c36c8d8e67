"""A quiz on the shelf, and people who take it."""

import pytest

from tests.learning.learners import Learner
from tests.learning.quizzes.quizzing import Taker, joined, write_quiz
from tests.library.shelves import Shelf


@pytest.fixture
def quiz(shelf: Shelf) -> Shelf:
    """A quiz of two questions without any rules; a test that wants others writes them over it."""
    write_quiz(shelf)
    return shelf


@pytest.fixture
def taker(quiz: Shelf, alice: Learner) -> Taker:
    """Alice, who has joined the course."""
    return joined(alice)
