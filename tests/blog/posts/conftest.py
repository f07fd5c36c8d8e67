"""A blog with a few posts, beside the course of the learning room's tests."""

import pytest

from coursesite.config import Settings
from coursesite.db import Database
from tests.blog.posts.blogging import write_post
from tests.learning.conftest import alice, guest, maren
from tests.learning.courses import write_course
from tests.library.shelves import Shelf

__all__ = ["alice", "guest", "maren"]

SORRY = """One word does *two* jobs.

## The bicycle

See [the first lesson](../courses/calls/01-begin.md) and [what comes above](#the-bicycle).
"""


@pytest.fixture
def shelf(settings: Settings, database: Database) -> Shelf:
    """A site with a course and three posts: two by Maren Holt, one by Kofi Adjei."""
    made = Shelf(settings.content_dir, database, settings)
    write_course(made)
    write_post(made, "2025-12-30-before-you-send", "author: Kofi Adjei", "tags: colleagues", title="Before you send")
    write_post(
        made,
        "2026-01-12-two-kinds-of-sorry",
        "author: Maren Holt",
        "tags: Putting right, phone",
        "lesson: calls/01-begin",
        title="Two kinds of sorry",
        summary="One word does two jobs.",
        body=SORRY,
        key="sqrry7",
    )
    write_post(
        made, "2026-02-20-a-slower-yes", "author: Maren Holt", "tags: phone", "comments: closed", title="A slower yes"
    )
    made.pushed()
    return made
