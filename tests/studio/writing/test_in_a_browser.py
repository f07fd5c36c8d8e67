"""The writing room's pages in a real browser: no barrier at any width, and the text is there when scripts are not."""

import pytest
from playwright.sync_api import Page, expect

from tests.browsers import Axe, LiveSite, OpenPage
from tests.studio.writing.coaches import LESSON, Coach
from tests.test_barriers import no_barrier

pytestmark = pytest.mark.browser


def test_a_coach_who_writes_meets_no_barrier(
    maren: Coach, jonas: Coach, live: LiveSite, open_page: OpenPage, axe: Axe
) -> None:
    maren.opens()
    jonas.opens()
    maren.asks("save", body="Maren listens.\r\n\r\n[Lost](nowhere.md)", field_minutes="many")
    late = jonas.asks("save", 409, body="Jonas asks.", field_title="His")
    page = open_page(color_scheme="light", reduced_motion="reduce")
    enter(page, live, jonas)
    for path in (LESSON, late["href"], f"{LESSON}pictures"):
        no_barrier(page, path, axe)


def test_without_scripts_a_text_is_written_looked_at_and_saved(
    maren: Coach, live: LiveSite, open_page: OpenPage, axe: Axe
) -> None:
    page = open_page(java_script_enabled=False, viewport={"width": 320, "height": 700})
    enter(page, live, maren)
    page.goto(LESSON)
    text = page.get_by_role("textbox", name="Text", exact=True)
    text.fill("Say *less*.\n\n[Lost](nowhere.md)")
    page.get_by_role("button", name="Preview").click()
    expect(page.frame_locator("#preview").get_by_text("Say less.")).to_be_visible()
    assert maren.draft() is None
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    expect(page.locator("#faults").get_by_text("which is not there")).to_be_visible()
    expect(text).to_have_value("Say *less*.\n\n[Lost](nowhere.md)")


def enter(page: Page, live: LiveSite, coach: Coach) -> None:
    """Let a browser be this coach's."""
    cookie = coach.client.get_cookie("session")
    assert cookie is not None
    page.context.add_cookies([{"name": "session", "value": cookie.value, "url": live.url}])
