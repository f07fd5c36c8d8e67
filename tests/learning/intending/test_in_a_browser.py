"""A promise and a plan in a browser: kept in place, without losing one's spot."""

import pytest

from tests.browsers import PHONE, LiveSite, OpenPage
from tests.learning.learners import LESSON, Learner

pytestmark = pytest.mark.browser


def test_a_promise_and_a_plan_are_kept_in_place(alice: Learner, live: LiveSite, open_page: OpenPage) -> None:
    cookie = alice.client.get_cookie("session")
    assert cookie is not None
    page = open_page(viewport=PHONE)
    page.context.add_cookies([{"name": "session", "value": cookie.value, "url": live.url}])
    page.goto(LESSON)
    promise, plan = page.locator("#exercise-one-call"), page.locator("#exercise-when-it-starts")
    promise.get_by_label("What I mean to try").fill("I will say it back to Ilse.")
    promise.get_by_label("Keep what I write").check()
    promise.get_by_role("button", name="Keep this promise").click()
    promise.get_by_text("You will be asked about it on").wait_for()
    # The Plan's box stands there from before; who agreed above needn't do so again.
    plan.get_by_text("Finish it").click()
    plan.locator("#exercise-when-it-starts-2-response").fill("I will let them drop")
    plan.get_by_role("button", name="Keep this plan").first.click()
    plan.get_by_text("If I notice my shoulders, then I will let them drop.").wait_for()
    assert "I will say it back to Ilse." in (plan.text_content() or "")
    plan.get_by_role("button", name="Take it as it is").click()
    plan.get_by_text("Among your plans").wait_for()
    assert page.evaluate("document.querySelector('#exercise-when-it-starts').contains(document.activeElement)")
    assert page.url.endswith(LESSON)
