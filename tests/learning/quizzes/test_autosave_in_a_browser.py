"""An attempt in a real browser: everything is saved as it is entered, and comes back after whatever happened."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from coursesite.accounts.models import User
from coursesite.config import Settings
from tests.browsers import FLAGS, NAMES, PHONE, LiveSite, OpenPage
from tests.conftest import FrozenClock
from tests.killing import running
from tests.learning.learners import Learner
from tests.learning.quizzes.quizzing import EVERY, QUIZ, Taker, joined, write_quiz
from tests.library.shelves import Shelf

pytestmark = pytest.mark.browser
WITHIN = 2000
"""Milliseconds within which a change is saved and said so."""
ORDER = 6


def cookie(client: FlaskClient, url: str) -> dict[str, str]:
    """The session's cookie, for a browser."""
    found = client.get_cookie("session")
    assert found is not None
    return {"name": "session", "value": found.value, "url": url}


@pytest.fixture
def enters(open_page: OpenPage, live: LiveSite) -> Callable[..., Page]:
    """Gives a function that opens somebody's attempt in a browser of their own."""

    def opened(taker: Taker, **options: Any) -> Page:
        page = open_page(**options)
        page.context.add_cookies([cookie(taker.learner.client, live.url)])  # type: ignore[list-item]  # its TypedDict
        page.goto(taker.address)
        return page

    return opened


def said(page: Page) -> Locator:
    """What the page says about saving."""
    return page.locator("#saved")


def word(page: Page) -> Locator:
    """The field of the second question."""
    return page.locator("#question-2").get_by_label("Your answer")


def saved(page: Page) -> None:
    """It says that everything is saved, in time."""
    expect(said(page)).to_contain_text("Saved at", timeout=WITHIN)


def another_tab(page: Page) -> Page:
    """The same page in another window of the same browser."""
    other = page.context.new_page()
    other.goto(page.url)
    return other


def test_each_change_is_saved_within_two_seconds_and_said(taker: Taker, enters: Callable[..., Page]) -> None:
    page = enters(taker.begins())
    expect(said(page)).to_have_text("Nothing is entered yet")
    word(page).press_sequentially("naming")
    saved(page)
    assert taker.given(2) == {"text": "naming"}
    page.get_by_label("I'm sorry about that.").check()
    with page.expect_response(f"**{taker.address}save", timeout=WITHIN):
        pass
    page.reload()
    expect(page.get_by_label("I'm sorry about that.")).to_be_checked()
    expect(word(page)).to_have_value("naming")


def test_someone_who_never_stops_typing_is_saved_all_the_same(taker: Taker, enters: Callable[..., Page]) -> None:
    page = enters(taker.begins())
    word(page).press_sequentially("describing it again and again", delay=100)
    # Typing took three seconds, without a pause long enough to count as one.
    first = str((taker.given(2) or {}).get("text", ""))  # type: ignore[attr-defined]  # JSON
    assert first.startswith("describing")


def test_every_kind_is_saved_and_comes_back(shelf: Shelf, alice: Learner, enters: Callable[..., Page]) -> None:
    write_quiz(shelf, body=EVERY)
    taker = joined(alice).begins()
    page = enters(taker)
    page.get_by_label("Saying it back").check()
    page.get_by_label("Your answer, a number").fill("31")
    page.get_by_label("Gap 1").fill("fed up")
    page.get_by_label("Gap 2").select_option("exhausting")
    page.locator(f"#question-{ORDER}").get_by_role("button", name="This is my order").click()
    page.locator("#question-7").get_by_label("anger").select_option("a line was crossed")
    page.get_by_label("at the counter").check()
    page.locator("#question-9").get_by_label("3").check()
    page.get_by_role("button", name="Look it over and hand in").click()
    page.wait_for_url("**/review")
    assert [row.given is not None for row in taker.responses()] == [False, True, False] + [True] * 6
    page.go_back()
    expect(page.get_by_label("Saying it back")).to_be_checked()
    expect(page.get_by_label("Gap 2")).to_have_value("exhausting")
    expect(page.locator(f"#question-{ORDER}")).to_contain_text("This is your order.")


def test_what_could_not_be_sent_is_kept_said_and_sent_by_itself(
    taker: Taker, enters: Callable[..., Page], complaints: list[str]
) -> None:
    page = enters(taker.begins())
    page.context.set_offline(True)
    word(page).fill("naming")
    expect(said(page)).to_contain_text("Not saved yet: the connection seems to be down.")
    expect(said(page)).to_contain_text("What you entered is still here")
    assert taker.given(2) is None
    page.context.set_offline(False)
    expect(said(page)).to_contain_text("Saved at")
    assert taker.given(2) == {"text": "naming"}
    complaints.clear()  # of the requests that went nowhere


def test_words_of_a_window_that_died_offline_come_back_in_the_next_one(
    taker: Taker, enters: Callable[..., Page], complaints: list[str]
) -> None:
    page = enters(taker.begins())
    word(page).fill("nam")
    saved(page)
    page.context.set_offline(True)
    word(page).fill("naming")
    expect(said(page)).to_contain_text("Not saved yet")
    context = page.context
    page.close(run_before_unload=False)
    context.set_offline(False)
    again = context.new_page()
    again.goto(taker.address)
    expect(word(again)).to_have_value("naming")
    expect(said(again)).to_contain_text("Saved at")
    again.wait_for_function("() => Object.keys(localStorage).length === 0")
    assert taker.given(2) == {"text": "naming"}
    complaints.clear()


def test_words_left_behind_never_replace_newer_ones_without_asking(
    taker: Taker, enters: Callable[..., Page], complaints: list[str]
) -> None:
    page = enters(taker.begins())
    page.context.set_offline(True)
    word(page).fill("venting")
    expect(said(page)).to_contain_text("Not saved yet")
    context = page.context
    page.close()
    taker.saves(2, text="naming")  # on another device
    context.set_offline(False)
    again = context.new_page()
    again.goto(taker.address)
    expect(again.locator(".elsewhere")).to_contain_text("There it says: naming")
    expect(word(again)).to_have_value("venting")
    assert taker.given(2) == {"text": "naming"}
    again.get_by_role("button", name="Take what I entered here").click()
    expect(said(again)).to_contain_text("Saved at")
    assert taker.given(2) == {"text": "venting"}
    complaints.clear()


def test_a_second_window_is_told_what_changed_and_loses_nothing(taker: Taker, enters: Callable[..., Page]) -> None:
    page = enters(taker.begins())
    other = another_tab(page)
    word(page).fill("naming")
    saved(page)
    word(other).fill("venting")
    expect(other.locator(".elsewhere")).to_contain_text("There it says: naming")
    expect(said(other)).to_contain_text("Not everything is saved yet")
    expect(word(other)).to_have_value("venting")
    word(other).press_sequentially(" more")
    other.get_by_role("button", name="Look it over").click()
    assert other.url.endswith(taker.address)
    other.get_by_role("button", name="Take what it says there").click()
    expect(word(other)).to_have_value("naming")
    expect(said(other)).to_contain_text("Saved at")
    assert taker.given(2) == {"text": "naming"}


def test_a_window_that_is_looked_at_again_shows_what_another_saved(taker: Taker, enters: Callable[..., Page]) -> None:
    page = enters(taker.begins())
    other = another_tab(page)
    word(page).fill("naming")
    saved(page)
    other.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(word(other)).to_have_value("naming")


def test_signed_out_meanwhile_nothing_is_lost_and_signing_in_saves_it(
    taker: Taker,
    enters: Callable[..., Page],
    app: Flask,
    live: LiveSite,
    sign_in: Callable[[FlaskClient, User], FlaskClient],
    complaints: list[str],
) -> None:
    page = enters(taker.begins())
    page.context.clear_cookies()
    word(page).fill("naming")
    expect(said(page)).to_contain_text("Sign in in another window, then it will be saved.")
    assert taker.learner.user is not None
    fresh = sign_in(app.test_client(), taker.learner.user)
    page.context.add_cookies([cookie(fresh, live.url)])  # type: ignore[list-item]  # its TypedDict
    expect(said(page)).to_contain_text("Saved at", timeout=10_000)
    assert taker.given(2) == {"text": "naming"}
    complaints.clear()  # of the answers 401 and 400


def test_somebody_else_who_signs_in_gets_none_of_the_words(
    taker: Taker, bob: Learner, enters: Callable[..., Page], live: LiveSite, complaints: list[str]
) -> None:
    joined(bob).begins()
    page = enters(taker.begins())
    page.context.clear_cookies()
    page.context.add_cookies([cookie(bob.client, live.url)])  # type: ignore[list-item]  # its TypedDict
    word(page).fill("naming")
    expect(said(page)).to_contain_text("belongs to somebody else")
    assert Taker(bob, 1).given(2) is None
    complaints.clear()


def test_a_phone_that_comes_back_after_an_hour_hands_in_what_was_saved(
    shelf: Shelf, alice: Learner, enters: Callable[..., Page], clock: FrozenClock
) -> None:
    write_quiz(shelf, "minutes: 10")
    taker = joined(alice).begins()
    page = enters(taker, viewport=PHONE)
    expect(page.locator("#time")).to_contain_text("minutes left")
    word(page).fill("naming")
    saved(page)
    clock.tick(hours=1)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.get_by_role("main")).to_contain_text("Its time was up then")
    assert taker.given(2) == {"text": "naming"}
    assert taker.row().submitted_at == taker.row().due_at


def test_a_phone_that_comes_back_within_its_time_goes_on_with_the_servers_clock(
    shelf: Shelf, alice: Learner, enters: Callable[..., Page], clock: FrozenClock
) -> None:
    write_quiz(shelf, "minutes: 90")
    page = enters(joined(alice).begins(), viewport=PHONE)
    expect(page.locator("#time")).to_contain_text("89 minutes left")
    clock.tick(hours=1)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("#time")).to_contain_text("29 minutes left")


def test_the_page_hands_in_by_itself_when_the_time_is_up(
    shelf: Shelf, alice: Learner, enters: Callable[..., Page], clock: FrozenClock
) -> None:
    write_quiz(shelf, "minutes: 10")
    taker = joined(alice).begins()
    clock.tick(minutes=9, seconds=57)
    page = enters(taker)
    word(page).fill("naming")
    clock.tick(seconds=4)
    expect(page.get_by_role("main")).to_contain_text("handed in on", timeout=8000)
    assert taker.given(2) == {"text": "naming"}


def test_handing_in_beats_a_save_that_is_still_on_its_way(
    taker: Taker, enters: Callable[..., Page], complaints: list[str]
) -> None:
    page = enters(taker.begins())
    word(page).fill("naming")
    saved(page)
    token = taker.token()
    page.context.set_offline(True)
    word(page).fill("venting")
    expect(said(page)).to_contain_text("Not saved yet")
    taker.learner.posts(f"{taker.address}submit", {"csrf_token": token})
    page.context.set_offline(False)
    expect(page.get_by_role("main")).to_contain_text("handed in on", timeout=10_000)
    assert taker.given(2) == {"text": "naming"}
    assert page.evaluate("Object.keys(localStorage).length") == 0
    complaints.clear()


def test_two_clicks_hand_in_once(taker: Taker, enters: Callable[..., Page]) -> None:
    page = enters(taker.begins())
    word(page).fill("naming")
    page.get_by_role("button", name="Look it over and hand in").click()
    page.get_by_role("button", name="Hand in").dblclick()
    expect(page.get_by_role("main")).to_contain_text("1 of 3 marks")
    assert taker.row().number == 1


def test_a_question_is_checked_in_place(shelf: Shelf, alice: Learner, enters: Callable[..., Page]) -> None:
    write_quiz(shelf, "feedback: at once")
    taker = joined(alice).begins()
    page = enters(taker)
    page.evaluate("() => { window.notReloaded = true }")
    word(page).fill("venting")
    second = page.locator("#question-2")
    second.get_by_role("button", name="Check my answer").click()
    expect(second).to_contain_text("Something else.")
    expect(second.get_by_role("status")).to_be_focused()
    page.get_by_label("I'm sorry about that.").check()
    page.locator("#question-1").get_by_role("button", name="Check my answer").click()
    expect(page.locator("#question-1")).to_contain_text("Warmer, and still vague.")
    assert page.evaluate("window.notReloaded")


def test_enter_in_a_field_saves_and_stays(taker: Taker, enters: Callable[..., Page]) -> None:
    page = enters(taker.begins())
    word(page).fill("naming")
    word(page).press("Enter")
    saved(page)
    assert page.url.endswith(taker.address)


def test_the_same_way_is_open_with_scripts_off(taker: Taker, enters: Callable[..., Page]) -> None:
    page = enters(taker.begins(), java_script_enabled=False)
    word(page).fill("naming")
    word(page).press("Enter")
    expect(page.locator("#saved")).to_contain_text("Saved at")
    page.get_by_role("button", name="Look it over and hand in").click()
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_role("main")).to_contain_text("1 of 3 marks")


def test_no_page_of_a_quiz_holds_a_barrier(
    shelf: Shelf, alice: Learner, enters: Callable[..., Page], axe: Callable[[Page], None], clock: FrozenClock
) -> None:
    write_quiz(shelf, "minutes: 30", "pass: 70%", "attempts: 3", "feedback: at once", body=EVERY)
    taker = joined(alice).begins()
    for scheme in ("light", "dark"):
        page = enters(taker, viewport={"width": 320, "height": 740}, color_scheme=scheme, reduced_motion="reduce")
        for path in (taker.address, f"{taker.address}review", QUIZ, "/learn/"):
            page.goto(path)
            axe(page)
            assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), path
    taker.hands_in()
    for scheme in ("light", "dark"):
        page = enters(taker, viewport=PHONE, color_scheme=scheme, reduced_motion="reduce")
        axe(page)
        page.goto("/learn/")
        axe(page)


def program() -> str:
    """Where Chromium is."""
    return next(found for name in NAMES if (found := shutil.which(name)))


def kill(profile: Path) -> None:
    """End the browser with this profile as a battery that falls out does: by SIGKILL, each process by its number."""
    children = psutil.Process().children(recursive=True)
    mine = [child for child in children if any(str(profile) in word_ for word_ in child.cmdline())]
    assert mine
    for process in mine:
        process.kill()
    psutil.wait_procs(mine, 30)


def test_browser_and_server_die_and_all_but_the_last_two_seconds_is_there(
    taker: Taker, browser: Browser, settings: Settings, tmp_path: Path
) -> None:
    taker.begins()
    profile = tmp_path / "profile"

    def opened(address: str) -> tuple[BrowserContext, Page]:
        context = browser.browser_type.launch_persistent_context(profile, executable_path=program(), args=FLAGS)
        context.add_cookies([cookie(taker.learner.client, address)])  # type: ignore[list-item]  # its TypedDict
        page = context.new_page()
        page.goto(address + taker.address)
        return context, page

    with running(settings) as site:
        port = site.port
        _context, page = opened(site.address)
        word(page).press_sequentially("nam")
        expect(said(page)).to_contain_text("Saved at")
        page.get_by_label("I'm sorry about that.").check()
        page.wait_for_timeout(WITHIN)
        word(page).press_sequentially("ing")  # within the last two seconds
        kill(profile)
        site.kill()
    with running(settings, port) as site:
        context, page = opened(site.address)
        expect(page.get_by_label("I'm sorry about that.")).to_be_checked()
        assert word(page).input_value().startswith("nam")
        site.kill()
    # The browser lives on, and keeps what is entered while nobody answers.
    word(page).fill("naming")
    expect(said(page)).to_contain_text("Not saved yet")
    with running(settings, port):
        expect(said(page)).to_contain_text("Saved at", timeout=20_000)
    context.close()
    assert taker.given(2) == {"text": "naming"}
