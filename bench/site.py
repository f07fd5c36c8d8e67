"""The site under measurement: demo data in a folder of its own, and a learner signed in to it."""

import http.cookiejar
import os
import re
import subprocess
import sys
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

from bench.load import Shot
from bench.processes import Server

COURSE = "/courses/service-recovery/"
APPLICATION = "coursesite.app:create_app()"


def environ(folder: Path) -> dict[str, str]:
    """The settings of a measured site. Its base address is left to the Host header of the load generator."""
    return {
        "COURSESITE_MODE": "development",
        "COURSESITE_DATA_DIR": str(folder),
        "COURSESITE_CONTENT_DIR": str(Path(__file__).parent.parent / "content"),
    }


def fill(folder: Path) -> dict[str, tuple[str, str]]:
    """Make a demo site in `folder`; gives an address and a password for each role."""
    command = [sys.executable, "-m", "coursesite.cli", "demo", "--no-serve", "--here"]
    said = subprocess.run(
        command, env={**os.environ, **environ(folder)}, check=True, capture_output=True, text=True
    ).stdout
    rows = (line.split() for line in said.splitlines())
    return {row[0]: (row[1], row[2]) for row in reversed([row for row in rows if len(row) == 3 and "@" in row[1]])}


@dataclass
class Browser:
    """A person's browser as far as measuring needs one: cookies, forms, a page's text."""

    address: str
    jar: http.cookiejar.CookieJar = field(default_factory=http.cookiejar.CookieJar)

    def __post_init__(self) -> None:
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))

    def get(self, path: str) -> str:
        """The page at `path`."""
        with self._opener.open(self.address + path, timeout=30) as answer:
            body: bytes = answer.read()
        return body.decode()

    def post(self, path: str, **fields: str) -> str:
        """Send a form as this site's own page would; gives the page it leads to."""
        request = urllib.request.Request(
            self.address + path, urllib.parse.urlencode(fields).encode(), {"Origin": self.address}
        )
        with self._opener.open(request, timeout=30) as answer:
            body: bytes = answer.read()
        return body.decode()

    def headers(self) -> dict[str, str]:
        """The headers by which a load generator becomes this browser."""
        cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.jar)
        return {"Cookie": cookies, "Origin": self.address} if cookies else {}


def signed_in(server: Server, address: str, password: str) -> Browser:
    """A browser signed in with these words. Raises `RuntimeError` if the site doesn't think so."""
    browser = Browser(server.address)
    browser.post("/sign-in", address=address, password=password, next="/learn/")
    if "/sign-out" not in browser.get("/learn/"):
        raise RuntimeError("the measured learner could not sign in")
    return browser


def lesson_paths(browser: Browser) -> list[str]:
    """The addresses of the course's lessons, in order."""
    found = re.findall(rf'href="({COURSE}[a-z0-9-]+/)"', browser.get(COURSE))
    # The outline comes last on the page; "Continue" above it names one of the lessons out of its turn.
    return list(dict.fromkeys(reversed(found)))[::-1]


def asking_lesson(browser: Browser) -> str:
    """The last lesson of the course with a question; quizzes stand among the lessons, and ask on pages of their own."""
    for lesson in reversed(lesson_paths(browser)):
        if f'action="{lesson}answers/' in browser.get(lesson):
            return lesson
    raise RuntimeError("the measured course asks nothing")


def answer_shot(browser: Browser, lesson: str) -> Shot:
    """An answer to the lesson's first pick-one question, as its form sends it."""
    page = browser.get(lesson)
    form = re.search(rf'<form[^>]+action="({lesson}answers/[^"]+)".*?</form>', page, re.S)
    radio = form and re.search(r'<input[^>]+type="radio"[^>]*>', form.group(0))
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    if form is None or radio is None or token is None:
        raise RuntimeError(f"{lesson} shows no question to answer")
    name, value = (re.search(rf'{part}="([^"]+)"', radio.group(0)) for part in ("name", "value"))
    if name is None or value is None:
        raise RuntimeError(f"{lesson} has a choice without name or value")
    fields = {"csrf_token": token.group(1), name.group(1): value.group(1)}
    headers = {**browser.headers(), "Content-Type": "application/x-www-form-urlencoded"}
    return Shot(form.group(1), headers, urllib.parse.urlencode(fields))
