"""A real browser for tests: a live site, pages that may not complain, and axe."""

import json
import os
import shutil
from collections.abc import Iterator
from threading import Thread
from typing import Any, Protocol

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright
from werkzeug.serving import make_server

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}


COLOURS = ("color-contrast", "link-in-text-block")
"""The rules that look at colours; they take most of the time."""


class Axe(Protocol):
    """Looks a page over for barriers, all of it, its colours alone or all but them; fails with every one it finds."""

    def __call__(self, page: Page, *, colours: bool = True, the_rest: bool = True) -> None: ...


class OpenPage(Protocol):
    """Opens a page in a browser window of its own: `open_page("/courses/", color_scheme="dark", viewport=PHONE)`."""

    def __call__(self, path: str | None = None, **options: Any) -> Page: ...


class LiveSite:
    """The test's application, answering on a free port of this machine."""

    def __init__(self, app: Flask) -> None:
        self._server = make_server("127.0.0.1", 0, app, threaded=True)
        self._thread = Thread(target=self._server.serve_forever, daemon=True)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread.start()

    def stop(self) -> None:
        """Stop answering, and let the port go."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


@pytest.fixture
def live(app: Flask) -> Iterator[LiveSite]:
    """The test's site, live: it shares the test's database, clock and mail."""
    site = LiveSite(app)
    yield site
    site.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, started once. Without it a test is skipped with the command that brings it; in CI it fails."""
    program = next((found for name in NAMES if (found := shutil.which(name))), None)
    if program is None:
        sentence = "no Chromium: apt-get install -y --no-install-recommends chromium"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(sentence)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def complaints() -> list[str]:
    """What browsers complained of in this test; a test that expects a complaint clears the list."""
    return []


@pytest.fixture
def open_page(browser: Browser, live: LiveSite, complaints: list[str]) -> Iterator[OpenPage]:
    """Gives a function that opens pages; takes what `Browser.new_context` takes, such as `java_script_enabled`.

    Fails the test if a page asked another site for anything, broke the content security policy, or raised an error.
    """
    contexts: list[BrowserContext] = []

    def heard(request: Request) -> None:
        if not request.url.startswith((f"{live.url}/", "data:")):
            complaints.append(f"asked another site for {request.url}")

    def opened(path: str | None = None, **options: Any) -> Page:
        context = browser.new_context(**{"base_url": live.url, "viewport": DESK, "locale": "en-GB", **options})
        contexts.append(context)
        context.set_default_timeout(10_000)
        context.on("request", heard)
        context.on("weberror", lambda error: complaints.append(f"a script failed: {error.error}"))
        context.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page = context.new_page()
        if path is not None:
            page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()
    if complaints:
        pytest.fail("the browser complained:\n" + "\n".join(complaints))


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """One empty page on the live site, in a desk's width; `page.goto("/courses/")` opens an address."""
    return open_page()


@pytest.fixture
def axe() -> Axe:
    """Gives a function that looks a page over for barriers, and fails with every one it finds."""

    def looked_over(page: Page, *, colours: bool = True, the_rest: bool = True) -> None:
        rules: dict[str, Any] = dict(RULES)
        if not the_rest:
            rules["runOnly"] = {"type": "rule", "values": COLOURS}
        elif not colours:
            rules["rules"] = {name: {"enabled": False} for name in COLOURS}
        # What passed is never sent over: it is longer than the page, and nobody reads it.
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE_SCRIPT)
        violations = page.evaluate("async rules => (await axe.run(document, rules)).violations", rules)
        found = [
            f"{rule['id']} ({rule['impact']}): {rule['help']}\n    {json.dumps(node['target'])} {node['html'][:200]}"
            for rule in violations
            for node in rule["nodes"]
        ]
        assert not found, f"barriers at {page.url}:\n" + "\n".join(found)

    return looked_over
