"""A quiz on the shelf, and people who take it."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browsers import LiveSite, OpenPage
from tests.learning.learners import Learner
from tests.learning.quizzes.browsing import cookie
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


@pytest.fixture
def enters(open_page: OpenPage, live: LiveSite) -> Callable[..., Page]:
    """Gives a function that opens somebody's attempt in a browser of their own."""

    def opened(taker: Taker, **options: Any) -> Page:
        page = open_page(**options)
        page.context.add_cookies([cookie(taker.learner.client, live.url)])  # type: ignore[list-item]  # its TypedDict
        page.goto(taker.address)
        return page

    return opened
