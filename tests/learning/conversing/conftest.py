"""A conversation in the course, and people who play it."""

import pytest

from tests.learning.conversing.talking import Player, write_talk
from tests.learning.learners import Learner
from tests.library.shelves import Shelf


@pytest.fixture
def talk(shelf: Shelf) -> Shelf:
    """The course with a conversation."""
    write_talk(shelf)
    return shelf


@pytest.fixture
def player(talk: Shelf, alice: Learner) -> Player:
    """Alice, who has joined the course."""
    alice.joins()
    return Player(alice)
