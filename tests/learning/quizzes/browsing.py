"""Looking at an attempt in a real browser."""

from flask.testing import FlaskClient
from playwright.sync_api import Locator, Page, expect

WITHIN = 2000
"""Milliseconds within which a change is saved and said so."""


def cookie(client: FlaskClient, url: str) -> dict[str, str]:
    """The session's cookie, for a browser."""
    found = client.get_cookie("session")
    assert found is not None
    return {"name": "session", "value": found.value, "url": url}


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
