"""A post, and people below it."""

from tests.blog.comments.conftest import talk

__all__ = ["talk"]
