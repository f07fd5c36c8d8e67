"""Review in a real browser: an answer is told in its place with scripts, and by whole pages without."""

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import update

from coursesite.accounts.passwords import Hasher
from coursesite.config import Settings
from coursesite.db import Database
from coursesite.learning.review.models import Card
from tests.browsers import PHONE, OpenPage
from tests.factories import PASSWORD, make_user
from tests.learning.courses import PICK, WORD, write_course
from tests.learning.learners import LESSON
from tests.library.shelves import Shelf

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scripts", [True, False], ids=["with-scripts", "without"])
def test_a_day_s_review_goes_from_card_to_card(
    scripts: bool,
    open_page: OpenPage,
    axe: Callable[[Page], None],
    database: Database,
    settings: Settings,
    shelf: Shelf,
) -> None:
    write_course(shelf, first=PICK + WORD)
    make_user(database, address="ann@example.org", password_hash=Hasher(settings).hashed(PASSWORD))
    page = open_page("/sign-in", viewport=PHONE, java_script_enabled=scripts)
    page.get_by_label("Email address").fill("ann@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.goto(LESSON)
    page.get_by_label("Can I have your order number?").check()
    page.locator("#exercise-third-call").get_by_role("button", name="Check my answer").click()
    expect(page.locator("#exercise-third-call")).to_contain_text("You will need it later.")
    with database.writing() as session:
        # As if it had been known for long, so that good and easy lie apart.
        session.execute(update(Card).values(due=Card.last_review, last_review=date(2026, 1, 1), stability=20.0))
        session.commit()
    page.goto("/review/")
    expect(page.get_by_text("1 for today, about one minute")).to_be_visible()
    if scripts:
        axe(page)
    page.get_by_label("Three calls for one parcel.").check()
    page.get_by_role("button", name="Check my answer").click()
    expect(page.get_by_role("status")).to_contain_text("Right")
    assert page.url.endswith("/review/") is scripts
    if scripts:
        axe(page)
    before = page.locator("#comes-back").inner_text()
    page.get_by_role("button", name="That was easy").click()
    expect(page.get_by_text("You found it easy.")).to_be_visible()
    assert page.locator("#comes-back").inner_text() != before
    page.get_by_role("link", name="Next").click()
    expect(page.get_by_role("heading", name="That is all for today")).to_be_visible()
