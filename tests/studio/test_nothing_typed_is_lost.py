"""Two browsers in one lesson, one of them away for a while; a page that dies; a sign-in that ends: all is kept."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select

from coursesite.accounts.models import Role, User
from coursesite.accounts.passwords import Hasher
from coursesite.config import Settings
from coursesite.db import Database
from coursesite.library.models import Piece
from coursesite.studio.models import Aside, Draft
from tests.browsers import LiveSite, OpenPage
from tests.factories import PASSWORD, make_user
from tests.learning.courses import write_course
from tests.library.shelves import Shelf

pytestmark = pytest.mark.browser

FIRST, SECOND, THIRD = "calls1a", "calls1x2", "calls1x3"
RICH = """() => {
  const brought = new DataTransfer();
  const said = "<p class=MsoNormal style='x'>Say <b>what</b> you heard:<o:p></o:p></p>";
  brought.setData("text/html", `${said}<ul><li>once</li><li>again</li></ul>`);
  brought.setData("text/plain", "Say what you heard: once again");
  const event = new ClipboardEvent("paste", { clipboardData: brought, bubbles: true, cancelable: true });
  document.getElementById("body").dispatchEvent(event);
}"""

Opens = Callable[[User], Page]


@pytest.fixture
def opens(
    app: Flask,
    open_page: OpenPage,
    live: LiveSite,
    settings: Settings,
    database: Database,
    sign_in: Callable[[FlaskClient, User], FlaskClient],
) -> Opens:
    """Gives a function that opens a browser of somebody's own, signed in, on a site with a course of three lessons."""
    write_course(Shelf(settings.content_dir, database, settings))

    def opened(user: User) -> Page:
        held = sign_in(app.test_client(), user).get_cookie("session")
        page = open_page()
        assert held is not None
        page.context.add_cookies([{"name": "session", "value": held.value, "url": live.url}])
        return page

    return opened


def text(page: Page) -> Locator:
    return page.locator("#body")


def edit(page: Page, key: str) -> None:
    page.goto(f"/studio/write/{key}/")
    expect(page.locator("#toolbar")).to_be_visible()


def says(page: Page, words: str) -> None:
    """Wait until the line about saving says so, and nothing is left unsaved where it speaks of success."""
    expect(page.locator("#save-state")).to_contain_text(words)


def drafts(database: Database, key: str) -> tuple[str, list[str]]:
    """What the draft of a piece says, and what the texts beside it say."""
    with database.reading() as session:
        piece_id = session.scalars(select(Piece.id).where(Piece.key == key)).one()
        draft = session.scalars(select(Draft.source).where(Draft.piece_id == piece_id)).one()
        beside = session.scalars(select(Aside.source).where(Aside.piece_id == piece_id).order_by(Aside.id))
        return draft.decode(), [source.decode() for source in beside]


def test_two_browsers_of_which_one_is_away_lose_nothing_in_any_order(
    opens: Opens, database: Database, complaints: list[str]
) -> None:
    maren, jonas = (opens(make_user(database, role=Role.COACH, name=name)) for name in ("Maren", "Jonas"))

    # Whoever was away comes back second: the text is kept beside the other, and what is typed on goes there, too.
    for page in (maren, jonas):
        edit(page, FIRST)
    maren.context.set_offline(True)
    text(maren).fill("Maren on the train.")
    says(maren, "Not saved yet: no connection. Your text is kept in this browser.")
    text(jonas).fill("Jonas at his desk.")
    says(jonas, "Saved")
    maren.context.set_offline(False)
    says(maren, "Kept beside the other text")
    text(maren).press("End")
    text(maren).press_sequentially(" And on.")
    expect(maren.locator("#editor:not([data-unsaved])")).to_be_visible()
    draft, beside = drafts(database, FIRST)
    assert draft.endswith("Jonas at his desk.")
    assert [one.rpartition("\n")[2] for one in beside] == ["Maren on the train. And on."]
    maren.get_by_role("link", name="Look at both texts").click()
    expect(maren.get_by_role("main")).to_contain_text("Jonas at his desk.")

    # Whoever was away comes back first: then the other one's is late.
    for page in (maren, jonas):
        edit(page, SECOND)
    maren.context.set_offline(True)
    jonas.context.set_offline(True)
    text(maren).fill("Maren again.")
    text(jonas).fill("Jonas again.")
    says(jonas, "no connection")
    maren.context.set_offline(False)
    says(maren, "Saved")
    jonas.context.set_offline(False)
    says(jonas, "Kept beside the other text")
    draft, beside = drafts(database, SECOND)
    assert draft.endswith("Maren again.")
    assert beside[0].endswith("Jonas again.")

    # The page dies while it is away, and somebody saves before it is opened again.
    for page in (maren, jonas):
        edit(page, THIRD)
    maren.context.set_offline(True)
    text(maren).fill("Maren before the tunnel.")
    says(maren, "no connection")
    context = maren.context
    maren.close()
    text(jonas).fill("Jonas in between.")
    says(jonas, "Saved")
    context.set_offline(False)
    maren = context.new_page()
    edit(maren, THIRD)
    expect(maren.locator("[data-notice]")).to_contain_text("came after another save")
    draft, beside = drafts(database, THIRD)
    assert draft.endswith("Jonas in between.")
    assert beside[0].endswith("Maren before the tunnel.")
    assert all("Failed to load resource" in one for one in complaints)
    complaints.clear()


def test_a_text_outlives_its_page_and_the_sign_in(
    opens: Opens, database: Database, settings: Settings, complaints: list[str]
) -> None:
    hashed = Hasher(settings).hashed(PASSWORD)
    user = make_user(database, role=Role.COACH, name="Maren", address="maren@example.org", password_hash=hashed)
    page = opens(user)
    edit(page, FIRST)
    page.context.set_offline(True)
    text(page).fill("Typed before the battery was empty.")
    says(page, "no connection")
    context = page.context
    page.close()
    context.set_offline(False)

    page = context.new_page()
    edit(page, FIRST)
    expect(page.locator("[data-notice=restored]")).to_contain_text("had not been saved. It is back")
    expect(text(page)).to_have_value("Typed before the battery was empty.")
    says(page, "Saved")

    context.clear_cookies()
    text(page).fill("Typed after the sign-in had ended.")
    says(page, "you are signed out. Your text is kept in this browser.")
    with context.expect_page() as opened:
        page.get_by_role("link", name="Sign in (in a new tab)").click()
    other = opened.value
    other.get_by_label("address").fill("maren@example.org")
    other.get_by_label("Password", exact=True).fill(PASSWORD)
    other.get_by_role("main").get_by_role("button", name="Sign in").click()
    other.wait_for_url("**/studio/write/**")
    page.bring_to_front()
    says(page, "Saved")
    expect(page.locator("#editor:not([data-unsaved])")).to_be_visible()
    assert drafts(database, FIRST)[0].endswith("Typed after the sign-in had ended.")
    assert all("Failed to load resource" in one for one in complaints)
    complaints.clear()


def test_what_is_pasted_becomes_markdown_and_undo_tab_and_enter_behave(
    opens: Opens, database: Database, axe: Callable[[Page], None]
) -> None:
    page = opens(make_user(database, role=Role.COACH))
    edit(page, SECOND)
    axe(page)
    page.locator("#insert-menu summary").click()
    page.get_by_role("button", name="Match pairs").click()
    expect(page.get_by_role("dialog").get_by_label("Heading")).to_be_focused()
    axe(page)
    page.keyboard.press("Escape")
    expect(text(page)).to_be_focused()
    keys = page.keyboard
    text(page).fill("")
    text(page).press_sequentially("Before.")
    page.evaluate(RICH)
    expect(text(page)).to_have_value("Before.\n\nSay **what** you heard:\n\n- once\n- again")
    expect(page.frame_locator("#preview").locator("main li", has_text="again")).to_be_visible()
    keys.press("ControlOrMeta+Z")
    expect(text(page)).to_have_value("Before.")
    keys.press("ControlOrMeta+Shift+Z")
    keys.press("Enter")
    keys.type("deeper")
    keys.press("Tab")
    expect(text(page)).to_have_value("Before.\n\nSay **what** you heard:\n\n- once\n- again\n  - deeper")
    for _twice in range(2):
        keys.press("Enter")
    keys.type("Text again")
    keys.press("ControlOrMeta+Shift+ArrowLeft")
    keys.press("ControlOrMeta+B")
    expect(text(page)).to_have_value(
        "Before.\n\nSay **what** you heard:\n\n- once\n- again\n  - deeper\n\nText **again**"
    )
    keys.press("Escape")
    keys.press("Tab")
    expect(text(page)).not_to_be_focused()
