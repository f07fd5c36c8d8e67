"""The outline in a browser: dragged, moved by keyboard, and without scripts; its pages without barriers."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browsers import Axe, LiveSite, OpenPage
from tests.learning.quizzes.browsing import cookie
from tests.studio.shelf.conftest import Site
from tests.test_barriers import in_both_themes, no_barrier

pytestmark = pytest.mark.browser
OUTLINE = "/studio/write/calls1/outline"


@pytest.fixture
def opens(site: Site, live: LiveSite, open_page: OpenPage) -> Callable[..., Page]:
    """Gives a function that opens a page as the coach."""

    def opened(path: str, **options: Any) -> Page:
        page = open_page(**options)
        page.context.add_cookies([cookie(site.coach.client, live.url)])  # type: ignore[list-item]  # its TypedDict
        page.goto(path)
        return page

    return opened


def titles(page: Page) -> list[str]:
    return page.locator(".outline-what a").all_inner_texts()


def test_lessons_are_put_in_order_by_hand_and_by_keyboard(opens: Callable[..., Page]) -> None:
    page = opens(OUTLINE)
    grip, first = page.locator("[data-grip]").nth(2), page.locator(".outline-list > li").first
    box, top = grip.bounding_box(), first.bounding_box()
    assert box is not None
    assert top is not None
    page.mouse.move(box["x"] + 5, box["y"] + 5)
    page.mouse.down()
    page.mouse.move(box["x"] + 5, top["y"] + top["height"] + 20, steps=8)
    page.mouse.move(box["x"] + 5, top["y"] + 4, steps=8)
    page.mouse.up()
    assert titles(page) == ["Lesson 3 of calls", "Begin", "Lesson 2 of calls"]
    said = page.get_by_role("status").filter(has_text="place")
    assert said.inner_text() == "Lesson 3 of calls: place 1 of 3. The order isn’t saved yet."
    button = page.get_by_role("button", name="Move down: Begin")
    button.focus()
    page.keyboard.press("Enter")
    assert titles(page) == ["Lesson 3 of calls", "Lesson 2 of calls", "Begin"]
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Move down: Begin"
    page.get_by_role("button", name="Save this order").click()
    page.get_by_text("The order is saved.").wait_for()
    assert titles(page) == ["Lesson 3 of calls", "Lesson 2 of calls", "Begin"]


def test_without_scripts_a_button_keeps_the_focus_over_the_page_that_follows(opens: Callable[..., Page]) -> None:
    page = opens(OUTLINE, java_script_enabled=False)
    page.get_by_role("button", name="Move up: Lesson 3 of calls").press("Enter")
    page.wait_for_url("**moved=calls1x3**")
    assert titles(page) == ["Begin", "Lesson 3 of calls", "Lesson 2 of calls"]
    with page.expect_navigation():
        page.keyboard.press("Enter")  # the same button again
    assert titles(page)[0] == "Lesson 3 of calls"


def test_what_is_written_is_listed_without_barriers(
    site: Site, opens: Callable[..., Page], axe: Axe, complaints: list[str]
) -> None:
    site.begins("Averylongtitlewithoutanyplacewhereitcouldbebrokenintolines" * 3)
    site.begins("A day", "post", "")
    page = opens("/studio/write/", color_scheme="light", reduced_motion="reduce")
    for path in (
        "/studio/write/",
        "/studio/write/?q=begin",
        "/studio/write/?of=pages",
        "/studio/write/new/course",
        "/studio/write/calls1/new/quiz",
        "/studio/write/calls1/bring",
        OUTLINE,
        f"{OUTLINE}?piece=calls1x2",
    ):
        no_barrier(page, path, axe)
    page.goto("/studio/write/new/course")
    page.get_by_role("button", name="Begin").click()
    page.wait_for_selector("[aria-invalid=true]")
    in_both_themes(page, axe)
    complaints.clear()  # of the answer 422
