"""Lessons in a real browser: nothing jumps, nothing reloads, nothing typed is lost; scripts off; by keyboard alone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from coursesite.accounts.passwords import Hasher
from coursesite.config import Settings
from coursesite.db import Database
from tests.browsers import PHONE, OpenPage
from tests.factories import PASSWORD, make_user
from tests.learning.courses import ALL_KINDS, write_course
from tests.learning.learners import LESSON
from tests.library.shelves import Shelf

pytestmark = pytest.mark.browser

REFUSED = "Failed to load resource: the server responded with a status of 422"


@pytest.fixture(autouse=True)
def every_kind(shelf: Shelf) -> None:
    """A first lesson with an exercise of every kind."""
    write_course(shelf, first=ALL_KINDS)


def exercise(page: Page, name: str) -> Locator:
    """One exercise's element."""
    return page.locator(f"#exercise-{name}")


def mark_the_page(page: Page) -> None:
    """Leave a sign in the page that a reload would wipe away."""
    page.evaluate("() => { window.notReloaded = true }")


def was_reloaded(page: Page) -> bool:
    """Whether the sign is gone."""
    return not page.evaluate("() => window.notReloaded === true")


def answer_wrongly(page: Page) -> Locator:
    """Pick a wrong option and send it; gives the exercise."""
    found = exercise(page, "third-call")
    found.get_by_label("Can I have your order number?").check()
    found.get_by_role("button", name="Check my answer").click()
    return found


def test_a_guests_answer_gets_its_feedback_in_place(open_page: OpenPage) -> None:
    page = open_page(LESSON)
    mark_the_page(page)
    exercise(page, "third-call").scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    found = answer_wrongly(page)
    expect(found).to_contain_text("You will need it later.")
    expect(found.get_by_role("status")).to_be_focused()
    assert page.evaluate("scrollY") == before
    assert not was_reloaded(page)


def test_every_other_form_works_on_after_a_guest_became_somebody(open_page: OpenPage) -> None:
    page = open_page(LESSON)
    mark_the_page(page)
    expect(answer_wrongly(page)).to_contain_text("Naming it lowers the heat.")
    scale = exercise(page, "calm")
    scale.get_by_label("3").check()
    scale.get_by_role("button").click()
    expect(scale).to_contain_text("You chose: 3")
    gaps = exercise(page, "fill-in")
    gaps.get_by_label("Gap 1").fill("fed up")
    gaps.get_by_label("Gap 2").select_option("exhausting")
    gaps.get_by_role("button").click()
    expect(gaps).to_contain_text("Right")
    assert not was_reloaded(page)
    page.reload()
    expect(exercise(page, "calm")).to_contain_text("You chose: 3")


def test_trying_again_opens_the_form_and_keeps_the_feedback(open_page: OpenPage) -> None:
    page = open_page(LESSON)
    found = answer_wrongly(page)
    found.get_by_text("Try again", exact=True).click()
    expect(found).to_contain_text("You will need it later.")
    found.get_by_label("Three calls for one parcel.").check()
    found.get_by_role("button", name="Check my answer").click()
    expect(found.get_by_role("status")).to_contain_text("Right")
    expect(found.get_by_text("Try again", exact=True)).to_have_count(0)


def test_an_error_stands_at_the_exercise_and_has_the_focus(open_page: OpenPage, complaints: list[str]) -> None:
    page = open_page(LESSON)
    mark_the_page(page)
    found = exercise(page, "how-many")
    found.get_by_label("Your answer, a number").fill("quite a few")
    found.get_by_role("button").click()
    expect(found.get_by_role("alert")).to_be_focused()
    expect(found.get_by_label("Your answer, a number")).to_have_value("quite a few")
    assert not was_reloaded(page)
    assert all(line.startswith(REFUSED) for line in complaints)
    complaints.clear()


def test_without_a_connection_the_page_says_so_and_keeps_what_was_typed(
    open_page: OpenPage, complaints: list[str]
) -> None:
    page = open_page(LESSON)
    mark_the_page(page)
    found = exercise(page, "the-word")
    found.get_by_label("Your answer").fill("naming")
    page.context.set_offline(True)
    found.get_by_role("button").click()
    expect(found.get_by_role("alert")).to_contain_text("the connection seems to be down")
    expect(found.get_by_label("Your answer")).to_have_value("naming")
    complaints.clear()
    page.context.set_offline(False)
    found.get_by_role("button").click()
    expect(found.get_by_role("status")).to_contain_text("Right")
    assert not was_reloaded(page)


def test_finishing_too_early_names_what_is_open_in_place(open_page: OpenPage, complaints: list[str]) -> None:
    page = open_page(LESSON)
    mark_the_page(page)
    end = page.locator("#finish")
    end.get_by_role("button").click()
    expect(end.get_by_role("alert")).to_contain_text("Seven questions still want an answer")
    end.get_by_role("link", name="Fill in").click()
    expect(exercise(page, "fill-in")).to_be_in_viewport()
    assert not was_reloaded(page)
    complaints.clear()


def test_a_learner_takes_a_course_from_signing_in_to_the_last_lesson(
    open_page: OpenPage, database: Database, settings: Settings, shelf: Shelf
) -> None:
    write_course(shelf)
    make_user(database, address="alice@example.org", password_hash=Hasher(settings).hashed(PASSWORD))
    page = open_page(f"/sign-in?next={LESSON}")
    page.get_by_label("address").fill("alice@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"**{LESSON}")
    page.get_by_role("link", name="Course calls").first.click()
    page.get_by_role("button", name="Join this course").click()
    page.wait_for_url(f"**{LESSON}")
    expect(answer_wrongly(page)).to_contain_text("You will need it later.")
    page.get_by_role("button", name="Finish and continue").click()
    page.wait_for_url("**/part-2/")
    page.get_by_role("button", name="Finish and continue").click()
    page.wait_for_url("**/part-3/")
    page.get_by_role("button", name="Finish this lesson").click()
    expect(page.locator("#finish")).to_contain_text("You have finished the course")
    page.goto("/learn/")
    expect(page.get_by_role("main")).to_contain_text("Finished on")


def test_the_same_way_is_open_with_scripts_off(open_page: OpenPage) -> None:
    page = open_page(LESSON, java_script_enabled=False)
    found = answer_wrongly(page)
    expect(found).to_contain_text("You will need it later.")
    assert page.url.endswith("#exercise-third-call")
    found.get_by_text("Try again", exact=True).click()
    found.get_by_label("Three calls for one parcel.").check()
    found.get_by_role("button", name="Check my answer").click()
    expect(exercise(page, "third-call").get_by_role("status")).to_contain_text("Right")
    order = exercise(page, "in-order")
    for number, select in enumerate(order.locator("select").all(), 1):
        select.select_option(str(number))
    order.get_by_role("button").click()
    expect(exercise(page, "in-order").get_by_role("status")).to_be_visible()


def test_a_question_is_answered_by_keyboard_alone(open_page: OpenPage) -> None:
    page = open_page(LESSON)
    first = exercise(page, "third-call").get_by_label("Can I have your order number?")
    for _press in range(60):
        page.keyboard.press("Tab")
        if first.evaluate("node => node === document.activeElement"):
            break
    page.keyboard.press("Space")
    expect(first).to_be_checked()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(exercise(page, "third-call").get_by_role("status")).to_contain_text("Right")


def test_the_arrows_turn_pages_and_never_take_a_key_from_typing(open_page: OpenPage) -> None:
    page = open_page(LESSON)
    field = exercise(page, "the-word").get_by_label("Your answer")
    field.fill("naming")
    page.keyboard.press("ArrowRight")
    assert page.url.endswith(LESSON)
    page.evaluate("() => document.activeElement.blur()")
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**/sign-up?next=**")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_lessons_have_no_barriers_before_and_after_answering(
    open_page: OpenPage, axe: Callable[[Page], None], complaints: list[str], scheme: str
) -> None:
    page = open_page(LESSON, color_scheme=scheme, viewport=PHONE, reduced_motion="reduce")
    axe(page)
    expect(answer_wrongly(page)).to_contain_text("You named what happened.")
    for name, label in (("where", "on the telephone"), ("what-helps", "Saying it back")):
        exercise(page, name).get_by_label(label).check()
        exercise(page, name).get_by_role("button").click()
        expect(exercise(page, name).get_by_role("status")).to_be_visible()
    exercise(page, "how-many").get_by_role("button").click()
    expect(exercise(page, "how-many").get_by_role("alert")).to_be_visible()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    complaints.clear()


def test_courses_and_the_front_page_have_no_barriers(open_page: OpenPage, axe: Callable[[Page], None]) -> None:
    for path in ("/", "/courses/", "/courses/calls/", "/search?q=listen", "/search?q=xylograph"):
        for options in ({"viewport": PHONE}, {"color_scheme": "dark"}):
            axe(open_page(path, **options))
