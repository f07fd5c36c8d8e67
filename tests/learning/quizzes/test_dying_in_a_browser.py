"""An attempt in a real browser which dies, on a site which dies: all but the last two seconds comes back."""

import shutil
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from coursesite.config import Settings
from tests.browsers import FLAGS, NAMES
from tests.killing import running
from tests.learning.quizzes.browsing import WITHIN, cookie, said, word
from tests.learning.quizzes.quizzing import Taker

pytestmark = pytest.mark.browser


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
