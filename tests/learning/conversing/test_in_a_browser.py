"""A conversation in a real browser: by keyboard with scripts, and on a telephone without."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browsers import PHONE, LiveSite, OpenPage
from tests.learning.conversing.talking import DENIES, HEARS, PROMISES, TAKES_BACK, TALK, VAGUE, Player
from tests.learning.learners import Learner
from tests.learning.quizzes.browsing import cookie

pytestmark = pytest.mark.browser


def entered(open_page: OpenPage, live: LiveSite, who: Learner, path: str, **options: Any) -> Page:
    """A page in a browser that is this person's."""
    page = open_page(**options)
    page.context.add_cookies([cookie(who.client, live.url)])  # type: ignore[list-item]  # its TypedDict
    page.goto(path)
    return page


def focused(page: Page) -> str:
    """The text of what has the focus."""
    return str(page.evaluate("() => document.activeElement.textContent.trim()"))


def chosen_by_keyboard(page: Page, words: str) -> None:
    """Go to a reply with the Tab key alone, and press it."""
    for _ in range(6):
        page.keyboard.press("Tab")
        if focused(page) == words:
            break
    assert focused(page) == words
    page.keyboard.press("Enter")


def test_by_keyboard_each_scene_comes_in_place_and_has_the_focus(
    player: Player, open_page: OpenPage, live: LiveSite, maren: Learner, axe: Callable[[Page], None]
) -> None:
    page = entered(open_page, live, player.learner, TALK)
    page.get_by_role("button", name="Begin", exact=True).press("Enter")
    page.wait_for_url("**/runs/1/**")
    page.evaluate("() => { window.notReloaded = true }")
    now = page.locator("#now")
    now.focus()
    chosen_by_keyboard(page, DENIES)

    expect(now).to_contain_text("So I am lying?")
    expect(now).to_be_focused()
    expect(page.get_by_role("img", name="Dana’s face")).to_have_count(1)
    expect(page.get_by_text("What was said before")).to_be_visible()
    chosen_by_keyboard(page, TAKES_BACK)
    expect(now).to_contain_text("All right. And now?")
    assert page.evaluate("() => window.notReloaded === true")
    chosen_by_keyboard(page, PROMISES)
    expect(page.get_by_role("heading", name="How it ended")).to_be_visible()

    page.context.clear_cookies()
    page.context.add_cookies([cookie(maren.client, live.url)])  # type: ignore[list-item]  # its TypedDict
    page.goto("/studio/courses/calls/dana-calls/replies")
    axe(page)


def test_on_a_telephone_without_scripts_it_is_played_looked_back_at_and_tried_again(
    player: Player, open_page: OpenPage, live: LiveSite
) -> None:
    page = entered(open_page, live, player.learner, TALK, java_script_enabled=False, viewport=PHONE)
    page.get_by_role("button", name="Begin", exact=True).click()
    page.get_by_role("button", name=HEARS).click()
    page.get_by_role("button", name=VAGUE).click()
    expect(page.get_by_text("Dana hangs up.")).to_be_visible()
    expect(page.get_by_text("Better, as the author sees it")).to_have_count(1)
    page.get_by_role("button", name="Try again from here (turn 2)").click()
    expect(page.get_by_text("All right. And now?")).to_be_visible()
    page.get_by_role("button", name=PROMISES).click()
    expect(page.get_by_text("Dana writes down your name.")).to_be_visible()
