"""A recording of one's story: made, kept and played in the browser, and sent to nobody."""

import shutil
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browsers import FLAGS, NAMES, LiveSite
from tests.learning.learners import Learner

pytestmark = pytest.mark.browser
# A microphone that hums, and a reader who allows it.
HUMMING = (
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    "--autoplay-policy=no-user-gesture-required",
)
PLAYED = "async () => { const a = document.querySelector('[data-recordings] audio'); await a.play(); return a.src; }"
SIZES = """() => new Promise((done) => {
  const asked = indexedDB.open("story", 1);
  asked.onsuccess = () => {
    const all = asked.result.transaction("recordings").objectStore("recordings").getAll();
    all.onsuccess = () => done(all.result.map((one) => one.sound.size));
  };
})"""

# Two quick clicks, counting how often the microphone is asked for.
TWO_CLICKS = """() => {
  const devices = navigator.mediaDevices, ask = devices.getUserMedia.bind(devices);
  window.times = 0;
  devices.getUserMedia = (what) => { window.times += 1; return ask(what); };
  const button = document.querySelector("[data-record]");
  button.click();
  button.click();
}"""


def test_a_recording_stays_in_the_browser_and_no_request_carries_it(
    alice: Learner, bob: Learner, browser: Browser, live: LiveSite
) -> None:
    program = next(filter(None, map(shutil.which, NAMES)))
    own = browser.browser_type.launch(executable_path=program, args=[*FLAGS, *HUMMING])
    try:
        context = own.new_context(base_url=live.url, locale="en-GB")
        walk(context, live, alice, bob)
    finally:
        own.close()


def walk(context: BrowserContext, live: LiveSite, alice: Learner, bob: Learner) -> None:
    """Record, listen, come back, let somebody else sign in at the same computer, delete."""
    page, complaints, asked = context.new_page(), list[str](), list[Any]()
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    signs_in(context, live, alice)
    page.goto("/story/")
    page.wait_for_load_state("networkidle")
    # From here on nothing is asked of the site but what the reader opens.
    context.on("request", lambda request: asked.append(request))
    page.get_by_role("button", name="Record").wait_for()
    page.evaluate(TWO_CLICKS)
    page.get_by_text("It stops by itself").wait_for()
    assert page.evaluate("window.times") == 1
    stops_with_a_sound(page)
    (size,) = page.evaluate(SIZES)
    assert size > 0
    assert page.evaluate(PLAYED).startswith("blob:")
    # The browser may still fetch the site's icon, and pictures that it left for later.
    assert [one.url for one in asked if one.resource_type not in ("image", "other", "media")] == []
    page.reload()
    page.locator("[data-recordings] audio").wait_for()
    signs_in(context, live, bob)
    page.reload()
    page.get_by_role("button", name="Record").wait_for()
    assert page.locator("[data-recordings] audio").count() == 0
    signs_in(context, live, alice)
    page.reload()
    page.get_by_role("button", name="Delete this recording").click()
    page.get_by_text("Deleted.").wait_for()
    assert page.evaluate(SIZES) == []
    assert {one.method for one in asked} == {"GET"}
    assert complaints == []


def stops_with_a_sound(page: Page) -> None:
    """Stop; on a machine that is busy the humming may not have begun, and then it takes a longer recording."""
    for moment in (700, 3_000, 9_000):
        page.wait_for_timeout(moment)
        page.get_by_role("button", name="Stop").click()
        kept = page.get_by_text("Kept in this browser.")
        kept.or_(page.get_by_text("That was too short")).wait_for()
        if kept.is_visible():
            return
        page.get_by_role("button", name="Record").click()
        page.get_by_text("It stops by itself").wait_for()
    pytest.fail("nothing was recorded in nine seconds")


def signs_in(context: BrowserContext, live: LiveSite, learner: Learner) -> None:
    """Somebody's cookie is in the browser now."""
    cookie = learner.client.get_cookie("session")
    assert cookie is not None
    context.add_cookies([{"name": "session", "value": cookie.value, "url": live.url}])
