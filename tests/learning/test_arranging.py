"""Putting lines in order and matching rows in a real browser: by hand, by thumb, by keyboard, and with scripts off."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browsers import PHONE, OpenPage
from tests.learning.courses import ALL_KINDS, write_course
from tests.learning.learners import LESSON
from tests.library.shelves import Shelf

pytestmark = pytest.mark.browser

RIGHT = ["Name the feeling.", "Say what you will do.", "Ask for the number."]
OPEN = "No order given yet."
EACH_EVENT = """node => {
  window.heard = [];
  const places = () => [...node.querySelectorAll('select')].map(select => select.value).sort().join('');
  for (const type of ['input', 'change']) node.addEventListener(type, () => heard.push(`${type} ${places()}`));
}"""


@pytest.fixture(autouse=True)
def every_kind(shelf: Shelf) -> None:
    """A first lesson with an exercise of every kind."""
    write_course(shelf, first=ALL_KINDS)


def order_on(page: Page) -> Locator:
    """The exercise whose lines want an order."""
    return page.locator("#exercise-in-order")


def texts(order: Locator) -> list[str]:
    """The lines as they stand."""
    return order.locator("select + span").all_inner_texts()


def places(order: Locator) -> list[str]:
    """What the form would send, line by line."""
    return [select.input_value() for select in order.locator("select").all()]


def grip(order: Locator, words: str) -> Locator:
    """The handle of a line."""
    return order.get_by_role("button", name=f"Move “{words}” with the arrow keys")


def middle(place: Locator) -> tuple[float, float]:
    """Where to put a finger."""
    place.scroll_into_view_if_needed()
    box = place.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def put_right(order: Locator) -> None:
    """Move lines by their buttons until the order is right."""
    for goal, text in enumerate(RIGHT):
        for _step in range(texts(order).index(text) - goal):
            order.get_by_role("button", name=f"Move “{text.rstrip('.')}” up").click()


def test_an_order_that_nobody_gave_is_not_sent_as_one(open_page: OpenPage, complaints: list[str]) -> None:
    order = order_on(open_page(LESSON))
    expect(order).to_contain_text(OPEN)
    assert places(order) == ["", "", ""]
    order.get_by_role("button", name="Check my answer").click()
    expect(order.get_by_role("alert")).to_contain_text("Put the lines into your order first.")
    expect(order.get_by_role("button", name="This is my order")).to_be_visible()
    complaints.clear()  # of the answer 422


def test_lines_move_by_their_buttons_after_the_form_came_back_too(open_page: OpenPage, complaints: list[str]) -> None:
    order = order_on(open_page(LESSON))
    order.get_by_role("button", name="Check my answer").click()
    expect(order.get_by_role("alert")).to_be_visible()
    put_right(order)
    assert texts(order) == RIGHT
    assert places(order) == ["1", "2", "3"]
    expect(order).not_to_contain_text(OPEN)
    order.get_by_role("button", name="Check my answer").click()
    expect(order.get_by_role("status")).to_contain_text("Right")
    complaints.clear()  # of the answer 422


def test_an_order_found_right_is_kept_by_saying_so(open_page: OpenPage) -> None:
    order = order_on(open_page(LESSON))
    before = texts(order)
    order.get_by_role("button", name="This is my order").click()
    expect(order.get_by_text("This is your order.")).to_be_focused()
    expect(order.get_by_role("button", name="This is my order")).to_be_hidden()
    assert (texts(order), places(order)) == (before, ["1", "2", "3"])


def test_the_arrow_keys_move_a_line_which_keeps_the_focus_and_says_where_it_is(open_page: OpenPage) -> None:
    page = open_page(LESSON)
    order = order_on(page)
    first, second, third = texts(order)
    handle = grip(order, first.rstrip("."))
    handle.focus()
    page.keyboard.press("ArrowDown")
    assert texts(order) == [second, first, third]
    expect(order.get_by_role("status")).to_have_text(f"“{first.rstrip('.')}” is now 2 of 3")
    expect(handle).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert texts(order) == [second, third, first]
    expect(order.get_by_role("status")).to_have_text(f"“{first.rstrip('.')}” is last already")
    page.keyboard.press("ArrowUp")
    assert texts(order) == [second, first, third]
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert texts(order) == [first, second, third]
    expect(order.get_by_role("button", name=f"Move “{first.rstrip('.')}” up")).to_be_focused()


def test_a_thumb_drags_a_line_and_the_page_stays_where_it_is(open_page: OpenPage) -> None:
    page = open_page(LESSON, viewport=PHONE, has_touch=True, is_mobile=True)
    order = order_on(page)
    first, second, third = texts(order)
    x, y = middle(grip(order, first.rstrip(".")))
    end = middle(grip(order, third.rstrip(".")))[1] + 20
    scrolled = page.evaluate("scrollY")
    finger = page.context.new_cdp_session(page)
    finger.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for step in range(1, 6):
        point = {"x": x, "y": y + (end - y) * step / 5}
        finger.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]})
    assert places(order) == ["", "", ""]
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(order.get_by_role("status")).to_have_text(f"“{first.rstrip('.')}” is now 3 of 3")
    assert (texts(order), places(order)) == ([second, third, first], ["1", "2", "3"])
    assert page.evaluate("scrollY") == scrolled


def test_a_line_dragged_by_mistake_goes_back_by_escape(open_page: OpenPage) -> None:
    page = open_page(LESSON)
    order = order_on(page)
    before = texts(order)
    handle = grip(order, before[2].rstrip("."))
    x, y = middle(handle)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y - 200, steps=3)
    assert texts(order) == [before[2], *before[:2]]
    page.keyboard.press("Escape")
    page.mouse.up()
    assert (texts(order), places(order)) == (before, ["", "", ""])
    expect(handle).to_be_focused()


def test_who_listens_to_the_fields_hears_whole_orders_only(open_page: OpenPage) -> None:
    order = order_on(open_page(LESSON))
    order.evaluate(EACH_EVENT)
    order.get_by_role("button", name="This is my order").click()
    order.get_by_role("button", name="down").first.click()
    heard = order.evaluate("() => heard")
    assert heard == ["input 123", "change 123"] * 5


def test_what_a_script_or_the_browser_puts_into_the_fields_is_shown(open_page: OpenPage) -> None:
    order = order_on(open_page(LESSON))
    third = texts(order)[2]
    order.evaluate("""node => [...node.querySelectorAll('select')].forEach((select, number) => {
      select.value = 3 - number;
      select.dispatchEvent(new Event('change', { bubbles: true }));
    })""")
    assert texts(order)[0] == third
    order.evaluate("node => node.querySelector('form').reset()")
    expect(order).to_contain_text(OPEN)


def test_an_answer_used_in_another_row_is_marked_and_can_still_be_chosen(open_page: OpenPage) -> None:
    page = open_page(LESSON)
    match = page.locator("#exercise-feelings")
    anger, fear = match.get_by_label("anger"), match.get_by_label("fear")
    anger.select_option("a line was crossed")
    assert "a line was crossed (used)" in fear.inner_text()
    assert "(used)" not in anger.inner_text()
    fear.select_option("a line was crossed (used)")
    assert "(used)" not in match.inner_text()
    anger.select_option("something may be lost")
    assert "something may be lost (used)" in fear.inner_text()
    match.get_by_role("button", name="Check my answer").click()
    expect(match.get_by_role("status")).to_be_visible()


def test_with_scripts_off_places_are_chosen_and_a_clash_keeps_what_was_chosen(
    open_page: OpenPage, complaints: list[str]
) -> None:
    page = open_page(LESSON, java_script_enabled=False)
    order = order_on(page)
    expect(order.get_by_role("button")).to_have_count(1)
    for select, place in zip(order.locator("select").all(), ("1", "1", "2"), strict=True):
        select.select_option(place)
    order.get_by_role("button").click()
    order = order_on(page)
    expect(order.get_by_role("alert")).to_contain_text("Two lines have the same place.")
    assert places(order) == ["1", "1", "2"]
    complaints.clear()  # of the answer 422


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_order_holds_no_barrier_given_or_not_and_fits_a_thumb(
    open_page: OpenPage, axe: Callable[[Page], None], scheme: str
) -> None:
    narrow = {"width": 320, "height": 740}
    page = open_page(LESSON, color_scheme=scheme, viewport=narrow, reduced_motion="reduce")
    order = order_on(page)
    axe(page)
    order.get_by_role("button", name="down").first.click()
    axe(page)
    sizes = order.locator("button").evaluate_all(
        "all => all.map(button => button.getBoundingClientRect()).filter(box => box.width)"
        ".map(box => Math.min(box.width, box.height))"
    )
    assert min(sizes) >= 44
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
