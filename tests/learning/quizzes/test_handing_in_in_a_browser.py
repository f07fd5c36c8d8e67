"""An attempt in a real browser: its time, checking a question, handing in, and no barrier in the way."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browsers import PHONE
from tests.conftest import FrozenClock
from tests.learning.learners import Learner
from tests.learning.quizzes.browsing import said, saved, word
from tests.learning.quizzes.quizzing import EVERY, QUIZ, Taker, joined, write_quiz
from tests.library.shelves import Shelf

pytestmark = pytest.mark.browser


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


def test_what_is_entered_in_the_last_moment_is_handed_in_too(
    shelf: Shelf, alice: Learner, enters: Callable[..., Page], clock: FrozenClock
) -> None:
    write_quiz(shelf, "minutes: 10")
    taker = joined(alice).begins()
    page = enters(taker)
    clock.tick(minutes=10, seconds=2)
    page.evaluate(
        """() => {
          const field = document.querySelector("#question-2 input[name=q2-text]");
          field.value = "naming";
          field.dispatchEvent(new Event("input", { bubbles: true }));
          field.form.dispatchEvent(new Event("time-is-up"));
        }"""
    )
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
    page.get_by_role("button", name="Hand in", exact=True).dblclick()
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
