"""The pages about publishing in a browser: without barriers, and one wording on its way out."""

from urllib.parse import urlsplit

import pytest

from tests.browsers import Axe, LiveSite, OpenPage
from tests.learning.courses import PICK
from tests.studio.publishing.desks import WRITE, Desk, lesson
from tests.test_barriers import in_both_themes, no_barrier

pytestmark = pytest.mark.browser
WORSE = f"Listen first.\n{PICK.replace('[x] Three', '[ ] Three').replace('[ ] Can', '[x] Can')}"


def test_a_wording_is_looked_at_published_and_thrown_away_without_a_barrier(
    desk: Desk, live: LiveSite, open_page: OpenPage, axe: Axe
) -> None:
    desk.crowd(3, finished=1)
    desk.draft("calls1a", lesson("calls1a", "Begin", WORSE))
    desk.draft("calls1b", lesson("calls1b", "Next", "See [nothing](09-nothing.md)."))
    page = open_page(color_scheme="light", reduced_motion="reduce")
    cookie = desk.client.get_cookie("session")
    assert cookie is not None
    page.context.add_cookies([{"name": "session", "value": cookie.value, "url": live.url}])
    for path in ("calls1b/publish", "calls1a/publish", "calls1a/history/1?against=draft"):
        no_barrier(page, f"{WRITE}/{path}", axe)

    page.goto(f"{WRITE}/calls1a/publish")
    page.get_by_role("button", name="Make a link").click()
    in_both_themes(page, axe)
    page.goto(urlsplit(page.get_by_label("The link").input_value()).path)
    in_both_themes(page, axe)
    page.goto(f"{WRITE}/calls1a/publish")
    page.get_by_role("button", name="Publish", exact=True).click()
    page.get_by_text("It is published.").wait_for()
    in_both_themes(page, axe)
    page.get_by_role("button", name="Into the trash").click()
    page.get_by_text("Take it out").wait_for()
    in_both_themes(page, axe)
