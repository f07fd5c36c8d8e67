"""The queue in a real browser: by keyboard, without scripts, without barriers."""

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Page, expect

from coursesite.blog.models import Report, State
from tests.blog.comments.talking import Discussing
from tests.blog.moderation.desk import QUEUE, Desk, desk_of
from tests.browsers import Axe, LiveSite, OpenPage
from tests.conftest import FrozenClock
from tests.test_barriers import in_both_themes, no_barrier

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("mails")]
TEXTS = ("The parcel came four days late.", "We had that with a lamp.", "Mine was a kettle, twice.")


@pytest.fixture
def desk(talk: Discussing, clock: FrozenClock) -> Desk:
    """Three guests wait."""
    for number, text in enumerate(TEXTS):
        clock.tick(minutes=1)
        talk.guest(f"Guest {number}", f"guest{number}@example.net").writes(text)
    return desk_of(talk)


def signed_in(page: Page, client: FlaskClient, live: LiveSite) -> Page:
    held = client.get_cookie("session")
    assert held is not None
    page.context.add_cookies([{"name": "session", "value": held.value, "url": live.url}])
    return page


@pytest.fixture
def page(desk: Desk, live: LiveSite, open_page: OpenPage) -> Page:
    opened = signed_in(open_page(), desk.coach.client, live)
    opened.goto(QUEUE)
    return opened


def states(desk: Desk) -> list[str]:
    return [comment.state for comment in desk.talk.comments()]


def test_a_coach_walks_the_queue_by_keyboard(desk: Desk, page: Page) -> None:
    items = page.locator(".queue-item")
    page.keyboard.press("j")
    expect(items.nth(0)).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(items.nth(2)).to_be_focused()
    page.keyboard.press("k")
    expect(items.nth(1)).to_be_focused()
    page.keyboard.press("a")
    expect(page.get_by_text("It is approved")).to_be_visible()
    # One goes on where one was.
    expect(items.nth(1)).to_be_focused()
    expect(items.nth(1)).to_contain_text(TEXTS[2])
    page.keyboard.press("s")
    expect(page.get_by_text("It is among the spam")).to_be_visible()
    assert states(desk) == [State.HELD, State.APPROVED, State.SPAM]
    page.keyboard.press("u")
    expect(page.get_by_text("The decision was taken back")).to_be_visible()
    assert states(desk) == [State.HELD, State.APPROVED, State.HELD]
    page.keyboard.press("k")
    page.keyboard.press("x")
    expect(page.get_by_text("It is removed")).to_be_visible()
    assert State.REMOVED in states(desk)


def test_keys_do_nothing_while_one_types_an_answer(desk: Desk, page: Page) -> None:
    page.keyboard.press("j")
    page.keyboard.press("r")
    field = page.get_by_label("Your answer to Guest 0")
    expect(field).to_be_focused()
    page.keyboard.type("Thanks, a jar of sauce? xx")
    expect(field).to_have_value("Thanks, a jar of sauce? xx")
    assert set(states(desk)) == {State.HELD}
    page.get_by_role("button", name="Approve and answer").first.click()
    expect(page.get_by_text("readers see both")).to_be_visible()
    assert states(desk) == [State.APPROVED, State.HELD, State.HELD, State.APPROVED]


def test_the_page_shows_the_keys_and_they_can_be_turned_off_for_good(desk: Desk, page: Page) -> None:
    expect(page.get_by_text("next comment")).to_be_hidden()
    page.keyboard.press("?")
    expect(page.get_by_text("next comment")).to_be_visible()
    page.get_by_label("Use the keys").uncheck()
    page.reload()
    page.keyboard.press("j")
    page.keyboard.press("a")
    expect(page.locator(".queue-item").nth(0)).not_to_be_focused()
    assert set(states(desk)) == {State.HELD}


def test_all_on_the_page_are_ticked_at_once(desk: Desk, page: Page) -> None:
    page.get_by_label("All on this page").check()
    page.locator(".queue-bulk").get_by_role("button", name="Spam").click()
    expect(page.get_by_text("Three comments are among the spam")).to_be_visible()
    assert set(states(desk)) == {State.SPAM}


def test_ticking_all_leaves_out_whoever_may_be_in_need(desk: Desk, clock: FrozenClock, page: Page) -> None:
    clock.tick(minutes=1)
    desk.talk.guest("Sam", "sam@example.net").writes("I don’t want to be alive any more, and I want to kill myself.")
    page.reload()
    page.get_by_label("All on this page, but those to read first").check()
    expect(page.get_by_label("Tick the comment of Sam")).not_to_be_checked()
    page.locator(".queue-bulk").get_by_role("button", name="Spam").click()
    expect(page.get_by_text("Three comments are among the spam")).to_be_visible()
    assert states(desk) == [State.SPAM, State.SPAM, State.SPAM, State.HELD]


def test_what_was_done_stays_in_sight_where_one_goes_on(desk: Desk, page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 500})
    for key in "jjjs":
        page.keyboard.press(key)
    notice = page.get_by_text("It is among the spam")
    expect(page.locator(".queue-item").nth(1)).to_be_focused()
    expect(notice).to_be_in_viewport()


def test_without_scripts_everything_is_there_but_the_keys(desk: Desk, live: LiveSite, open_page: OpenPage) -> None:
    page = signed_in(open_page(java_script_enabled=False), desk.coach.client, live)
    page.goto(QUEUE)
    expect(page.locator(".queue-keys")).to_be_hidden()
    expect(page.get_by_label("All on this page")).to_be_hidden()
    page.get_by_label("Tick the comment of Guest 0").check()
    page.get_by_label("Tick the comment of Guest 2").check()
    page.locator(".queue-bulk").get_by_role("button", name="Approve").click()
    expect(page.get_by_text("Two comments are approved")).to_be_visible()
    page.get_by_role("button", name="Remove the comment of Guest 1").click()
    page.get_by_role("button", name="Undo: Guest 1").click()
    assert states(desk) == [State.APPROVED, State.HELD, State.APPROVED]


def test_the_desk_of_the_blog_holds_no_barrier(
    desk: Desk,
    talk: Discussing,
    live: LiveSite,
    open_page: OpenPage,
    axe: Axe,
    complaints: list[str],
) -> None:
    talk.guest("Mo", "mo@example.net").writes("I have thought about killing myself since Monday.")
    long = "Rosalind-Featherstonehaugh-of-the-Returns-Desk-in-the-Cellar-Behind-the-Lift"
    site = "https://example.org/" + "a" * 250
    talk.guest(long, "long@example.net").writes("Averylongwordthatnobodywouldwrite" * 9, site=site)
    shown = talk.approves(talk.comments()[0])
    desk.does("spam", talk.comments()[1])
    desk.blocks(talk.comments()[1], "guest", "year", "Advertises lamps")
    with talk.database.writing() as session:
        session.add(Report(comment_id=shown.id, words="This is my neighbour", reported_at=shown.created_at))
        session.commit()
    page = signed_in(open_page(color_scheme="light", reduced_motion="reduce"), desk.coach.client, live)
    views = ("", "?state=spam", "?state=decided", "?state=approved", "?state=removed", f"?done=spam-1-1-{shown.id}")
    paths = [f"{QUEUE}{view}" for view in views]
    for path in (*paths, f"{QUEUE}/{shown.id}", f"{QUEUE}/blocks", "/studio/blog/", "/studio/quizzes/"):
        no_barrier(page, path, axe)
    page.goto(QUEUE)
    page.locator("summary").first.click()
    page.get_by_role("button", name="Keys").click()
    for summary in page.locator(".queue-more summary").all():
        summary.click()
    in_both_themes(page, axe)
