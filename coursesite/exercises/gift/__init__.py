"""GIFT, the text format for questions that Moodle describes: read into exercises, and written from them."""

from .reading import read
from .writing import write

__all__ = ["read", "write"]
