"""The same course and people as in the learning room."""

from tests.learning.conftest import alice, bob, guest, maren, shelf

__all__ = ["alice", "bob", "guest", "maren", "shelf"]
