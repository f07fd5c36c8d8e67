"""Moodle XML, in and out: what Moodle's question bank exports and imports."""

from .reader import read
from .writing import write

__all__ = ["read", "write"]
