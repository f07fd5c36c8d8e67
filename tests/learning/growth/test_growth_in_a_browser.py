"""Looking at oneself on a narrow telephone without scripts, by keyboard: choosing steps, and a place on the grid."""

import pytest
from playwright.sync_api import Page, expect

from tests.browsers import LiveSite, OpenPage
from tests.learning.growth.mirrors import RATING, SAYS_BACK, Rater
from tests.learning.quizzes.browsing import cookie

pytestmark = pytest.mark.browser


def is_narrow(page: Page) -> bool:
    """Whether nothing is wider than the window."""
    return bool(page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"))


def test_steps_and_feelings_are_chosen_by_keyboard_without_scripts(
    rater: Rater, open_page: OpenPage, live: LiveSite
) -> None:
    page = open_page(java_script_enabled=False, viewport={"width": 320, "height": 640})
    page.context.add_cookies([cookie(rater.learner.client, live.url)])  # type: ignore[list-item]  # its TypedDict
    page.goto(RATING)
    statement = page.get_by_role("group", name=SAYS_BACK)
    statement.get_by_role("radio", name="not this one").focus()
    for _ in range(4):
        page.keyboard.press("ArrowUp")
    expect(statement.get_by_role("radio", name="now and then")).to_be_checked()
    page.get_by_label("Keep what I write for myself").check()
    page.get_by_role("button", name="Keep this for me").press("Enter")
    expect(page.get_by_role("heading", name="What you chose")).to_be_visible()
    page.get_by_text("The same as a table").click()
    expect(page.get_by_role("row", name=f"{SAYS_BACK} now and then")).to_be_visible()
    assert is_narrow(page)

    page.goto("/growth/feelings")
    grid = page.get_by_role("group", name="How it feels")
    grid.get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    for _ in range(18):
        page.keyboard.press("ArrowRight")
    calm = grid.get_by_role("radio", name="calm (rather pleasant, little energy)")
    expect(calm).to_be_checked()
    assert is_narrow(page)
    page.get_by_role("button", name="Note it").press("Enter")
    expect(
        page.get_by_text("One feeling was noted in the last four weeks: rather pleasant, little energy.")
    ).to_be_visible()
    page.goto("/growth/")
    assert is_narrow(page)
