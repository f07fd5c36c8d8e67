"""A coach who has never seen notation writes and publishes a course in a real browser, by mouse or by keys alone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select

from coursesite.accounts.models import Role
from coursesite.accounts.passwords import Hasher
from coursesite.config import Settings
from coursesite.db import Database
from coursesite.library.models import Piece, Revision
from tests.browsers import OpenPage
from tests.factories import PASSWORD, make_user
from tests.studio.hands import Hands, Keys, Mouse, picture

pytestmark = pytest.mark.browser

COACH = "nora@example.org"
LESSONS = ("Before you answer", "The first sentence", "What you promise")
PICKED = {
    "title": "The third call",
    "prompt": "What do you say first?",
    "options-0-text": "Three calls. I would be fed up, too.",
    "options-0-feedback": "You counted.",
    "options-1-text": "Your order number, please.",
}
NUMBER = {"title": "How many speak up", "answers-0-text": "69", "answers-0-tolerance": "5"}
SHORT = {"title": "The word for it", "answers-0-text": "naming"}
GAPS = {"title": "Fill in", "text": "That sounds ___.", "gaps-0-right": "hard"}
ORDER = {"title": "What comes first", "steps-0-text": "Name it.", "steps-1-text": "Promise one thing."}
QUESTIONS: tuple[tuple[int, str, dict[str, str]], ...] = (
    (0, "Pick one answer", PICKED),
    (0, "Type a number", NUMBER),
    (1, "Type a short answer", SHORT),
    (1, "Fill in the gaps", GAPS),
    (2, "Put in order", ORDER),
)


def sign_in(hands: Hands) -> None:
    page = hands.page
    page.goto("/sign-in?next=/courses/")
    hands.write(page.get_by_label("address"), COACH)
    hands.write(page.get_by_label("Password", exact=True), PASSWORD)
    hands.press(page.get_by_role("main").get_by_role("button", name="Sign in"))


def body(page: Page) -> Locator:
    return page.locator("#body")


def saved(page: Page) -> None:
    """Save, and wait until the page says that everything is."""
    page.keyboard.press("ControlOrMeta+S")
    expect(page.locator("#editor:not([data-unsaved])")).to_be_visible()
    expect(page.locator("#save-state")).to_contain_text("Saved")


def insert(hands: Hands, words: str, filled: dict[str, str]) -> None:
    """Put a question into the text by its form."""
    page = hands.page
    hands.press(page.locator("#insert-menu summary"))
    hands.press(page.locator("#insert-menu").get_by_role("button", name=words, exact=True))
    dialog = page.get_by_role("dialog", name=words)
    for name, text in filled.items():
        hands.write(dialog.locator(f"[name={name}]"), text)
    if words == "Pick one answer":
        hands.choose(dialog.locator("[name=options-0-mark]"), "Right")
    hands.press(dialog.get_by_role("button", name="Put it into the text"))
    expect(dialog).to_be_hidden()
    expect(body(page)).to_be_focused()


def write_lesson(hands: Hands, place: int) -> None:
    page = hands.page
    hands.press(page.get_by_role("link", name="New lesson").first)
    hands.write(page.get_by_label("Title"), LESSONS[place])
    hands.press(page.get_by_role("button", name="Begin"))
    hands.press(page.locator("#about > summary"))
    hands.write(page.get_by_label("Summary"), f"About {LESSONS[place].lower()}.")
    hands.write(body(page), f"Somebody calls for the third time. This is lesson {place + 1}.")
    for at, words, filled in QUESTIONS:
        if at == place:
            insert(hands, words, filled)
    saved(page)


def put_in_picture(hands: Hands) -> None:
    page = hands.page
    page.keyboard.press("Control+End")
    if isinstance(hands, Keys):
        page.keyboard.press("Alt+F10")
    hands.press(page.get_by_role("button", name="Picture", exact=True))
    # Which file, the system's own window asks.
    page.locator("#picture-file").set_input_files({"name": "two.png", "mimeType": "image/png", "buffer": picture()})
    hands.write(page.get_by_label("What it shows"), "Two paths that part.")
    hands.press(page.get_by_role("dialog").get_by_role("button", name="Put it into the text"))
    expect(page.get_by_role("dialog")).to_be_hidden()
    saved(page)


@pytest.mark.parametrize("hand", [Mouse, Keys])
def test_a_new_coach_publishes_a_course_without_touching_notation(
    hand: Callable[[Page], Hands], open_page: OpenPage, database: Database, settings: Settings
) -> None:
    make_user(database, role=Role.COACH, name="Nora", address=COACH, password_hash=Hasher(settings).hashed(PASSWORD))
    hands = hand(open_page())
    page = hands.page
    sign_in(hands)
    hands.press(page.get_by_role("link", name="Desk"))
    hands.press(page.get_by_role("link", name="Write", exact=True))
    hands.press(page.get_by_role("link", name="New course").first)
    hands.write(page.get_by_label("Title"), "Calm on the line")
    hands.write(page.get_by_label("Summary"), "What helps when somebody shouts at you.")
    hands.press(page.get_by_role("button", name="Begin"))
    page.wait_for_url("**/studio/write/*/")
    course = page.url
    for place in range(len(LESSONS)):
        page.goto(f"{course}outline")
        write_lesson(hands, place)
        if place == 0:
            put_in_picture(hands)
            expect(page.frame_locator("#preview").get_by_role("img", name="Two paths that part.")).to_be_visible()
    page.goto(course)
    hands.press(page.get_by_role("button", name="Publish…"))
    hands.press(page.get_by_role("button", name="Publish 4 texts"))
    expect(page.get_by_role("status").first).to_contain_text("It is published.")
    hands.press(page.get_by_role("link", name="See it as people do"))
    for title in LESSONS:
        expect(page.get_by_role("main")).to_contain_text(title)
    guest = open_page("/courses/calm-on-the-line/before-you-answer/")
    expect(guest.get_by_role("img", name="Two paths that part.")).to_be_visible()
    expect(guest.get_by_role("button", name="Check my answer")).to_have_count(2)
    with database.reading() as session:
        published = session.scalars(
            select(Revision.source).join(Piece, Piece.published_revision_id == Revision.id).where(Piece.course_id > 0)
        )
        assert sum(source.count(b"### Question: ") for source in published) == len(QUESTIONS)
