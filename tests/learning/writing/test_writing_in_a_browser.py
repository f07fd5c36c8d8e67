"""Writing to a coach in a real browser: what is typed outlives its window, and no step needs a script."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browsers import Axe, LiveSite, OpenPage
from tests.learning.learners import LESSON, Learner
from tests.learning.quizzes.browsing import cookie
from tests.learning.writing.texts import MINE, Texts

pytestmark = pytest.mark.browser
SOON = 10_000


def as_person(open_page: OpenPage, live: LiveSite, who: Learner, path: str, **options: Any) -> Page:
    """A window of somebody's own."""
    page = open_page(**options)
    page.context.add_cookies([cookie(who.client, live.url)])  # type: ignore[list-item]  # its own TypedDict
    page.goto(path)
    return page


def test_what_is_typed_is_saved_by_itself_and_two_windows_lose_nothing(
    texts: Texts, open_page: OpenPage, live: LiveSite, axe: Axe, complaints: list[str]
) -> None:
    page = as_person(open_page, live, texts.alice, LESSON)
    field = page.get_by_label("Your answer")
    other = page.context.new_page()
    other.goto(LESSON)
    field.press_sequentially("Dear Dana, one")
    page.get_by_label("names how it feels").check()
    expect(page.locator("[data-count]")).to_have_text("3 words")
    expect(page.locator("[data-status]")).to_contain_text("Saved ", timeout=SOON)
    # The window is gone, and the text is not.
    page.close()
    # The older window types on, and is asked which text goes on.
    other.get_by_label("Your answer").press_sequentially("Dear Dana, two")
    expect(other.get_by_text("Meanwhile another text was saved")).to_be_visible(timeout=SOON)
    expect(other.locator("[data-other]")).to_contain_text("Dear Dana, one")
    axe(other)
    other.get_by_role("button", name="Keep mine").click()
    expect(other.locator("[data-status]")).to_contain_text("Saved ", timeout=SOON)
    # The connection breaks down, the window is loaded anew, and nothing was lost.
    other.route("**/writings/*", lambda sent: sent.abort())
    other.get_by_label("Your answer").press_sequentially(" and three")
    expect(other.get_by_text("the connection seems to be down")).to_be_visible(timeout=SOON)
    other.reload()
    expect(other.get_by_label("Your answer")).to_have_value("Dear Dana, two and three")
    other.unroute("**/writings/*")
    expect(other.locator("[data-status]")).to_contain_text("Saved ", timeout=SOON)
    other.get_by_label("promises one thing").check()
    other.get_by_role("button", name="Send to the coach").click()
    expect(other.get_by_text("What you sent, and taking it back")).to_be_visible()
    assert [sent.text for sent in texts.rounds()] == ["Dear Dana, two and three"]
    _marks(texts, as_person(open_page, live, texts.maren, "/studio/writings/"), axe)
    other.goto(MINE)
    axe(other)
    complaints.clear()  # of the answer 409, and of the connection


def _marks(texts: Texts, desk: Page, axe: Axe) -> None:
    """A coach selects words in the text; the next row is filled."""
    axe(desk)
    desk.get_by_role("link", name="To Dana, by Alice").click()
    axe(desk)
    desk.locator("[data-passages]").evaluate(
        "node => getSelection().setBaseAndExtent(node.firstChild, 11, node.firstChild, 14)"
    )
    desk.get_by_role("button", name="Mark what is selected").click()
    expect(desk.locator("#words-1")).to_have_value("two")
    desk.keyboard.type("Why two?")
    desk.get_by_label("Your answer").fill("Nearly.")
    desk.get_by_role("button", name="Send this answer").click()
    expect(desk.locator("mark")).to_have_text("two")
    assert [(one.begin, one.end, one.note) for one in texts.passages()] == [(11, 14, "Why two?")]


def test_without_scripts_the_whole_way_to_a_second_round(texts: Texts, open_page: OpenPage, live: LiveSite) -> None:
    page = as_person(open_page, live, texts.alice, LESSON, java_script_enabled=False)
    page.get_by_label("Your answer").fill("Dear Dana, by noon.")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_label("says what happened").check()
    page.get_by_role("button", name="Send to the coach").click()
    desk = as_person(open_page, live, texts.maren, "/studio/", java_script_enabled=False)
    desk.get_by_role("link", name="Read and answer").click()
    desk.get_by_label("Words that you mean, row 1").fill("by noon")
    desk.get_by_label("Note, row 1").fill("Whose noon?")
    desk.get_by_label("Your answer").fill("Nearly there.")
    desk.get_by_role("button", name="Send, and ask for another round").click()
    expect(desk.get_by_text("Another round was asked for.")).to_be_visible()
    page.goto(MINE)
    expect(page.locator("mark")).to_have_text("by noon")
    page.get_by_role("link", name="Go on with your text").click()
    expect(page.get_by_label("Your answer")).to_have_value("Dear Dana, by noon.")
    page.get_by_label("Your answer").fill("Dear Dana, by noon in Porto.")
    page.get_by_label("promises one thing").check()
    page.get_by_role("button", name="Send to the coach").click()
    expect(page.get_by_text("What you sent, and taking it back")).to_be_visible()
    assert [sent.text for sent in texts.rounds()] == ["Dear Dana, by noon.", "Dear Dana, by noon in Porto."]
