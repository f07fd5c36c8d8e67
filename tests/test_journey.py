"""From signing up to a finished lesson, in a real browser: with scripts, without, and by keyboard alone."""

import pytest
from playwright.sync_api import Locator, Page, expect

from coursesite.config import Settings
from coursesite.db import Database
from tests.browsers import PHONE, OpenPage
from tests.learning.courses import ALL_KINDS, write_course
from tests.library.shelves import Shelf
from tests.mailbox import Mails

pytestmark = pytest.mark.browser
ADDRESS = "ines@example.org"
PASSWORD = "three herons by the weir"
FIRST = "/courses/calls/begin/"


@pytest.fixture(autouse=True)
def course(settings: Settings, database: Database) -> None:
    """A course of two lessons, with an exercise of every kind in the first."""
    write_course(Shelf(settings.content_dir, database, settings), first=ALL_KINDS, lessons=2)


def card(page: Page, exercise_id: str) -> Locator:
    return page.locator(f"#exercise-{exercise_id}")


def check(page: Page, exercise_id: str) -> None:
    card(page, exercise_id).get_by_role("button", name="Check my answer").click()
    expect(page.locator(f"#exercise-{exercise_id}.is-answered")).to_be_visible()


def sign_up(page: Page, mails: Mails) -> None:
    page.get_by_label("Email address").fill(ADDRESS)
    page.get_by_role("main").get_by_role("button", name="Sign up").click()
    expect(page.get_by_role("main")).to_contain_text(ADDRESS)
    page.goto(mails.path(ADDRESS))
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label("Name").fill("Ines")
    page.get_by_role("main").get_by_role("button").click()
    expect(page.get_by_role("link", name="My learning").first).to_be_attached()


def answer_the_rest(page: Page, *, scripts: bool) -> None:
    """Answer every marked question but the first, rightly or not."""
    card(page, "what-helps").get_by_label("Asking once").check()
    check(page, "what-helps")
    for exercise_id, words in (("the-word", "Naming"), ("how-many", "32")):
        card(page, exercise_id).get_by_role("textbox").fill(words)
        check(page, exercise_id)
    card(page, "fill-in").get_by_role("textbox").fill("fed up")
    card(page, "fill-in").get_by_role("combobox").select_option(label="exhausting")
    check(page, "fill-in")
    if scripts:
        card(page, "in-order").get_by_role("button", name="This is my order").click()
    for place, select in enumerate(card(page, "in-order").get_by_role("combobox").all(), 1):
        select.select_option(index=place)
    check(page, "in-order")
    for select in card(page, "feelings").get_by_role("combobox").all():
        select.select_option(index=1)
    check(page, "feelings")


@pytest.mark.postgres_journey
@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_guest_tries_the_open_lesson_signs_up_and_finishes_it(
    scripts: bool, open_page: OpenPage, mails: Mails, complaints: list[str]
) -> None:
    page = open_page("/", java_script_enabled=scripts, viewport=PHONE)
    page.get_by_role("link", name="Try the first lesson").click()
    card(page, "third-call").get_by_label("Three calls for one parcel.").check()
    check(page, "third-call")
    expect(card(page, "third-call")).to_contain_text("You named what happened.")
    expect(card(page, "third-call")).to_contain_text("You will need it later.")

    page.goto("/courses/calls/part-2/")
    sign_up(page, mails)
    expect(page).to_have_url("/courses/calls/part-2/")
    complaints.clear()  # a browser complains of the 403 with which a lesson says that it wants one click first
    page.get_by_role("main").get_by_role("button").first.click()
    expect(page.get_by_role("main")).to_contain_text("Secret2 stands here.")

    page.goto(FIRST)
    expect(card(page, "third-call")).to_contain_text("You named what happened.")
    answer_the_rest(page, scripts=scripts)
    page.get_by_role("button", name="Finish and continue").click()
    expect(page).to_have_url("/courses/calls/part-2/")
    page.goto("/learn/")
    expect(page.get_by_role("main")).to_contain_text("Course calls")
    page.get_by_role("link", name="Continue").first.click()
    expect(page).to_have_url("/courses/calls/part-2/")


def test_with_scripts_an_answer_keeps_its_place_and_reloads_nothing(open_page: OpenPage) -> None:
    page = open_page(FIRST, viewport=PHONE)
    page.evaluate("window.unmoved = true")
    question = card(page, "the-word")
    question.scroll_into_view_if_needed()
    before = question.bounding_box()
    question.get_by_role("textbox").fill("venting")
    check(page, "the-word")
    after = card(page, "the-word").bounding_box()
    assert before is not None
    assert after is not None
    assert abs(before["y"] - after["y"]) < 2
    assert page.evaluate("window.unmoved")
    expect(page.locator("#exercise-the-word *:focus, #exercise-the-word:focus")).to_have_count(1)


def test_when_the_network_is_gone_the_page_says_so_and_keeps_what_was_typed(
    open_page: OpenPage, complaints: list[str]
) -> None:
    page = open_page(FIRST)
    page.context.set_offline(True)
    card(page, "the-word").get_by_role("textbox").fill("naming")
    card(page, "the-word").get_by_role("button", name="Check my answer").click()
    expect(card(page, "the-word").get_by_role("alert")).to_be_visible()
    expect(card(page, "the-word").get_by_role("textbox")).to_have_value("naming")
    page.context.set_offline(False)
    check(page, "the-word")
    complaints.clear()


def press_until(page: Page, wanted: Locator, most: int = 60) -> None:
    """Press Tab until the wanted element has the focus."""
    for _press in range(most):
        page.keyboard.press("Tab")
        if wanted.evaluate("node => node === document.activeElement || node.contains(document.activeElement)"):
            return
    raise AssertionError(f"{wanted} can't be reached by Tab")


def test_the_whole_way_by_keyboard_alone(open_page: OpenPage, mails: Mails, complaints: list[str]) -> None:
    page = open_page("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to")).to_be_focused()
    press_until(page, page.get_by_role("link", name="Try the first lesson"))
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{FIRST}")
    first = card(page, "third-call").get_by_role("radio").first
    press_until(page, first)
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    press_until(page, card(page, "third-call").get_by_role("button", name="Check my answer"))
    page.keyboard.press("Enter")
    expect(page.locator("#exercise-third-call.is-answered")).to_be_visible()
    expect(card(page, "third-call")).to_contain_text("Warmer, and still vague.")

    page.goto("/sign-up")
    press_until(page, page.get_by_label("Email address"))
    page.keyboard.type(ADDRESS)
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_contain_text(ADDRESS)
    page.goto(mails.path(ADDRESS))
    press_until(page, page.get_by_label("Password"))
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="My learning").first).to_be_attached()
    page.goto(FIRST)
    expect(card(page, "third-call")).to_contain_text("Warmer, and still vague.")
    box = card(page, "what-helps").get_by_role("checkbox").first
    press_until(page, box)
    page.keyboard.press("Space")
    press_until(page, card(page, "what-helps").get_by_role("button", name="Check my answer"))
    page.keyboard.press("Enter")
    expect(page.locator("#exercise-what-helps.is-answered")).to_be_visible()
    press_until(page, page.get_by_role("button", name="Finish"))
    page.keyboard.press("Enter")
    expect(page.locator("#finish").get_by_role("alert")).to_contain_text("Your other answers are kept")
    complaints.clear()  # of the 422 with which a lesson says what is still open
