"""The page of figures in a real browser: no barrier for anybody, nothing wider than a small telephone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, ViewportSize

from coursesite.db import Database
from tests.browsers import LiveSite, OpenPage
from tests.learning.learners import Learner
from tests.learning.quizzes.figures.classes import Class
from tests.learning.quizzes.figures.test_page import DRAW, NUMBER, PAGE, POOL, RIGHT, strong, weak
from tests.learning.quizzes.quizzing import EVERY, write_quiz
from tests.library.shelves import Shelf

pytestmark = pytest.mark.browser
NARROW: ViewportSize = {"width": 320, "height": 740}
WIDE: ViewportSize = {"width": 1280, "height": 900}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_figures_hold_no_barrier_filled_or_empty(
    theme: str,
    shelf: Shelf,
    database: Database,
    live: LiveSite,
    maren: Learner,
    open_page: OpenPage,
    axe: Callable[[Page], None],
) -> None:
    write_quiz(shelf, DRAW, body=EVERY, pool=POOL)
    page = open_page(color_scheme=theme, reduced_motion="reduce")
    session = maren.client.get_cookie("session")
    assert session is not None
    page.context.add_cookies([{"name": "session", "value": session.value, "url": live.url}])
    page.goto(PAGE)
    axe(page)
    made = Class(database)
    made.takes([[strong(made)], [strong(made, NUMBER)], [weak(made)], [weak(made, RIGHT)]] * 6)
    for size in (NARROW, WIDE):
        page.set_viewport_size(size)
        page.goto(PAGE)
        for summary in page.get_by_text("The same in numbers").all():
            summary.click()
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
