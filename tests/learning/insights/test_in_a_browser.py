"""The pages of figures in a real browser, and the search that found nothing."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, ViewportSize
from sqlalchemy import select

from coursesite import clock
from coursesite.db import Database
from coursesite.learning.insights import tasks
from coursesite.library.search.models import MissedSearch
from tests.browsers import LiveSite, OpenPage
from tests.learning.learners import Learner
from tests.test_worker import wait_for

pytestmark = pytest.mark.browser
NARROW: ViewportSize = {"width": 320, "height": 740}
WIDE: ViewportSize = {"width": 1280, "height": 900}
COURSE = "/studio/insights/calls1/"
PAGES = ("/studio/insights/", COURSE, f"{COURSE}questions", "/studio/insights/searches")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_figures_of_courses_hold_no_barrier_filled_or_empty(
    theme: str,
    database: Database,
    live: LiveSite,
    maren: Learner,
    crowd: Callable[[int], list[int]],
    open_page: OpenPage,
    axe: Callable[[Page], None],
) -> None:
    page = open_page(color_scheme=theme, reduced_motion="reduce")
    session = maren.client.get_cookie("session")
    assert session is not None
    page.context.add_cookies([{"name": "session", "value": session.value, "url": live.url}])
    page.goto(COURSE)
    axe(page)
    crowd(40)
    with database.writing() as writing:
        writing.add(MissedSearch(day=clock.now().date().isoformat(), words="zorbing", count=5))
        writing.commit()
    tasks.keep_sums(database, clock.now())
    for path in PAGES:
        for size in (NARROW, WIDE):
            page.set_viewport_size(size)
            page.goto(path)
            axe(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_the_page_that_found_nothing_says_so_to_the_site(
    database: Database, guest: Learner, open_page: OpenPage
) -> None:
    page = open_page()
    page.goto("/search?q=zorbing")

    def counted() -> bool:
        with database.reading() as session:
            return list(session.scalars(select(MissedSearch.words))) == ["zorbing"]

    wait_for(counted)
    assert page.context.cookies() == []
