"""An attempt in a real browser: everything is saved as it is entered, and two windows never undo each other."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Page, Route, expect

from coursesite.accounts.models import User
from tests.browsers import LiveSite
from tests.learning.learners import Learner
from tests.learning.quizzes.browsing import WITHIN, another_tab, cookie, said, saved, word
from tests.learning.quizzes.quizzing import EVERY, Taker, joined, write_quiz
from tests.library.shelves import Shelf

pytestmark = pytest.mark.browser
ORDER = 6


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


def test_what_is_entered_before_the_script_comes_is_saved_too(taker: Taker, enters: Callable[..., Page]) -> None:
    waits: list[Route] = []
    page = enters(taker.begins())
    page.route("**/quiz.js", lambda route: waits.append(route))
    page.reload(wait_until="commit")
    word(page).fill("naming")
    page.get_by_label("I'm sorry about that.").check()
    assert len(waits) == 1
    waits.pop().continue_()
    saved(page)
    assert [row.given is not None for row in taker.responses()] == [True, True]
