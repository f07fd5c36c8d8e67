"""The blog in a real browser: nothing bars the way into an empty one, and the archive folds where room is short."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browsers import DESK, PHONE, OpenPage
from tests.library.shelves import Shelf

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_blog_without_posts_holds_no_barrier(theme: str, open_page: OpenPage, axe: Callable[[Page], None]) -> None:
    page = open_page("/blog/", color_scheme=theme, reduced_motion="reduce")
    expect(page.get_by_role("heading", name="Nothing is published yet")).to_be_visible()
    axe(page)


def test_the_archive_stands_open_where_there_is_room_and_unfolds_where_there_is_none(
    shelf: Shelf, open_page: OpenPage
) -> None:
    page = open_page("/blog/", viewport=DESK, java_script_enabled=False)
    month = page.get_by_role("link", name="February 2026, one post")
    expect(month).to_be_visible()
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # the library's own TypedDict
    expect(month).to_be_hidden()
    page.get_by_text("By month").click()
    month.click()
    expect(page.get_by_role("heading", level=1, name="February 2026")).to_be_visible()


def test_the_post_is_left_and_found_again_by_keyboard(shelf: Shelf, open_page: OpenPage) -> None:
    page = open_page("/blog/two-kinds-of-sorry/", viewport=PHONE)
    page.get_by_role("link", name="Older Before you send").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Before you send")).to_be_visible()
