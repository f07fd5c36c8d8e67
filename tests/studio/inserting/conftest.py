"""The coaches of the writing room, once more."""

from tests.studio.writing.conftest import jonas, maren, shelf

__all__ = ["jonas", "maren", "shelf"]
