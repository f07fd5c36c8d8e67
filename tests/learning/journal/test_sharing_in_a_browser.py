"""Sharing in a real browser: in place, without a reload, and the same with scripts off."""

import pytest
from playwright.sync_api import Page, expect

from tests.browsers import LiveSite, OpenPage
from tests.learning.journal.sharers import CANARY, ENTRY, Sharers
from tests.learning.learners import LESSON

pytestmark = pytest.mark.browser


def as_alice(sharers: Sharers, live: LiveSite, page: Page) -> Page:
    """The page, of a browser in which Alice is signed in."""
    found = sharers.alice.client.get_cookie("session")
    assert found is not None
    page.context.add_cookies([{"name": "session", "value": found.value, "url": live.url}])
    return page


def test_an_entry_is_shared_and_taken_back_in_place(sharers: Sharers, live: LiveSite, open_page: OpenPage) -> None:
    sharers.writes()
    page = as_alice(sharers, live, open_page())
    page.goto(LESSON)
    page.evaluate("() => { window.notReloaded = true }")
    exercise = page.locator("#exercise-last-time")
    exercise.get_by_text("Share with the coach").click()
    expect(exercise).to_contain_text("it is read by Maren")
    exercise.get_by_role("button", name="Share it").click()
    expect(exercise).to_contain_text("Maren can read it as it stands here")
    expect(exercise.get_by_role("status")).to_be_focused()
    assert "canary7191" in sharers.maren.reads("/studio/shared/")
    exercise.get_by_role("button", name="Take it back").click()
    expect(exercise).to_contain_text("Only you can read this")
    expect(exercise.get_by_label("Your thoughts")).to_have_value(CANARY)
    assert page.evaluate("() => window.notReloaded === true")
    assert "canary7191" not in sharers.maren.reads("/studio/shared/")


def test_everything_works_with_scripts_off(sharers: Sharers, live: LiveSite, open_page: OpenPage) -> None:
    sharers.writes()
    page = as_alice(sharers, live, open_page(java_script_enabled=False))
    page.goto(LESSON)
    page.get_by_text("Share with the coach").click()
    page.get_by_role("button", name="Share it").click()
    expect(page).to_have_url(f"{live.url}{LESSON}#exercise-last-time")
    page.get_by_role("link", name="In your journal").click()
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_role("status")).to_contain_text("yours alone again")
    page.goto("/journal/")
    page.locator("summary", has_text="Look for something").click()
    page.get_by_label("Words of yours").fill("BROTHER")
    page.get_by_role("button", name="Search", exact=True).click()
    expect(page.locator("mark")).to_have_text("brother")
    page.goto(ENTRY)
    page.locator("summary", has_text="Delete it").click()
    page.get_by_label("Delete what I wrote here").check()
    page.get_by_role("button", name="Delete it").click()
    expect(page.get_by_role("status")).to_contain_text("is deleted")
