"""`./dev check`: what needs more than Python. The Nu HTML checker reads every page, Lighthouse the three main ones.

Pages are those that a guest and a learner reach by following links from the front page of a demo site, a coach and an
admin from their desk, and a few error pages. An error of the checker or a Lighthouse figure under 95 fails the run;
Lighthouse's performance figure depends on the machine, so it is printed (median of three rounds, or one where
CI is set) and never fails it.
"""

import html
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import urllib.error
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

from bench import site
from bench.processes import Server, gunicorn

TOOLS = Path(sys.prefix) / "check-tools"
PACKAGES = ("vnu-jar@26.9.27", "lighthouse@12.8.2")
CHROMIUM_FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
LEAST = 95
TRIES = 3
# Performance is printed and never fails: where nobody compares figures, one round is enough.
ROUNDS = 1 if os.environ.get("CI") else 3
MOST_PAGES = 80
NOT_PAGES = re.compile(r"\.(xml|atom|json|txt|svg|css|js|png|webp|jpe?g|zip|csv)$|/picture$|^/healthz")
ROLES = ("learner", "coach", "admin")
# Where each begins. Who works at the desk reads what belongs to it: the rest is read by the others.
EVERYWHERE, DESK = ("/", "/sign-up", "/sign-in", "/forgotten"), ("/studio/",)
STARTS = {"coach": DESK, "admin": ("/studio/site/", *DESK)}


class Missing(Exception):
    """A tool that can't be had here; the message says how to get it."""


def main() -> int:
    """Run both checks; the exit code is 1 if either found something."""
    prepare()
    with tempfile.TemporaryDirectory() as folder, demo_site(Path(folder)) as (server, people):
        pages = Path(folder) / "pages"
        pages.mkdir()
        count = save_pages(people, pages)
        print(f"Nu HTML checker: {count} pages", flush=True)
        nu = check_html(pages)
        lighthouse = [lighthouse_page(server, path) for path in main_pages(server)]
    good = nu and all(lighthouse)
    print("Every check is green." if good else "Something was found; see above.")
    return 0 if good else 1


def prepare() -> None:
    """See to it that Java and the two npm packages are there. Raises `Missing`."""
    if shutil.which("java") is None:
        install_java()
    if shutil.which("npm") is None:
        raise Missing("Lighthouse needs Node 20 and its npm. On Debian: apt-get install -y nodejs npm")
    marker = TOOLS / "installed"
    if not marker.exists() or marker.read_text(encoding="utf-8").split() != list(PACKAGES):
        TOOLS.mkdir(parents=True, exist_ok=True)
        print("Fetching the HTML checker and Lighthouse …", flush=True)
        options = [
            "--prefix",
            str(TOOLS),
            "--no-save",
            "--no-package-lock",
            "--no-audit",
            "--no-fund",
            "--ignore-scripts",
        ]
        subprocess.run(["npm", "install", *options, *PACKAGES], check=True, stdout=subprocess.DEVNULL)
        marker.write_text("\n".join(PACKAGES), encoding="utf-8")


def install_java() -> None:
    """Bring a Java where we may. Raises `Missing` where not."""
    command = ["apt-get", "install", "-y", "--no-install-recommends", "default-jre-headless"]
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        raise Missing(f"The HTML checker needs Java 17. On Debian: {' '.join(command)}")
    subprocess.run(["apt-get", "update"], check=True, stdout=subprocess.DEVNULL)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


@contextmanager
def demo_site(folder: Path) -> Iterator[tuple[Server, dict[str, site.Browser]]]:
    """A running demo site, and a browser for a guest and for each role."""
    sign_ins = site.fill(folder / "site")
    with gunicorn("coursesite", site.APPLICATION, "/robots.txt", site.environ(folder / "site")) as server:
        people = {role: site.signed_in(server, *sign_ins[role]) for role in ROLES}
        yield server, {"guest": site.Browser(server.address), **people}


def save_pages(people: dict[str, site.Browser], folder: Path) -> int:
    """Follow each person's links and save what they see; gives the number of pages."""
    count = 0
    for role, browser in people.items():
        for number, (path, page) in enumerate(walk(browser, STARTS.get(role, EVERYWHERE))):
            name = re.sub(r"[^a-z0-9]+", "-", path) or "front"
            (folder / f"{role}-{number:03}{name[:60]}.html").write_text(page, encoding="utf-8")
            count += 1
    for name, page in error_pages(people):
        (folder / f"error-{name}.html").write_text(page, encoding="utf-8")
        count += 1
    return count


def walk(browser: site.Browser, starts: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Each page that links lead to from these, breadth first, at most 80; at the desk only its own."""
    waiting, within = list(starts), "/studio/" if DESK[0] in starts else "/"
    seen: set[str] = set()
    while waiting and len(seen) < MOST_PAGES:
        path = waiting.pop(0)
        if path in seen or NOT_PAGES.search(urlsplit(path).path):
            continue
        seen.add(path)
        page = browser.get(path)
        yield path, page
        for link in re.findall(r'href="([^"]+)"', page):
            target = urldefrag(urljoin(browser.address + path, html.unescape(link))).url
            if target.startswith(browser.address + within) and "/static/" not in target:
                waiting.append(target.removeprefix(browser.address))


def error_pages(people: dict[str, site.Browser]) -> Iterator[tuple[str, str]]:
    """Pages that appear when something goes wrong."""
    for name, path, fields in (
        ("not-here", "/courses/no-such-course/", None),
        ("sign-in", "/sign-in", {"address": "somebody@example.org", "password": "not this one"}),
        ("sign-up", "/sign-up", {"address": "not an address", "password": "short"}),
    ):
        try:
            browser = people["guest"] if fields is None else site.Browser(people["guest"].address)
            yield name, browser.get(path) if fields is None else browser.post(path, **fields)
        except urllib.error.HTTPError as error:
            yield name, error.read().decode()


def check_html(folder: Path) -> bool:
    """Whether the Nu checker finds no error in any saved page; prints what it finds."""
    jar = TOOLS / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    command = ["java", "-jar", str(jar), "--errors-only", "--skip-non-html", "--format", "gnu", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found = done.stderr.replace(f"file:{folder}/", "").strip()
    print(found or "  no error", flush=True)
    return done.returncode == 0


def main_pages(server: Server) -> list[str]:
    """The front page, the course page and its first lesson."""
    return ["/", site.COURSE, site.lesson_paths(site.Browser(server.address))[0]]


def lighthouse_page(server: Server, path: str) -> bool:
    """Whether Lighthouse (mobile) gives the page 95 or more, performance aside; prints all figures."""
    reports = [_lighthouse(server.address + path) for _round in range(ROUNDS)]
    figures = {
        name: statistics.median(round(100 * (report["categories"][name]["score"] or 0)) for report in reports)
        for name in reports[0]["categories"]
    }
    print(f"Lighthouse {path}: " + ", ".join(f"{name} {figure:.0f}" for name, figure in figures.items()), flush=True)
    low = [name for name, figure in figures.items() if figure < LEAST and name != "performance"]
    for name in low:
        for reference in reports[0]["categories"][name]["auditRefs"]:
            audit = reports[0]["audits"][reference["id"]]
            if reference["weight"] and audit["score"] not in (None, 1):
                print(f"  {name}: {audit['title']}", flush=True)
    return not low


def _lighthouse(address: str) -> dict[str, Any]:
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        raise Missing("Lighthouse needs Chromium: apt-get install -y --no-install-recommends chromium")
    command = [
        "node",
        str(TOOLS / "node_modules" / "lighthouse" / "cli" / "index.js"),
        address,
        "--quiet",
        "--output=json",
    ]
    command += [f"--chrome-flags={CHROMIUM_FLAGS}", "--only-categories=performance,accessibility,best-practices,seo"]
    environment = {**os.environ, "CHROME_PATH": chromium}
    # On a busy machine Chromium loses the beginning of a page load now and then; Lighthouse asks for another run.
    for _attempt in range(TRIES):
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
        if done.returncode == 0:
            report: dict[str, Any] = json.loads(done.stdout)
            return report
    raise RuntimeError(f"Lighthouse could not look at {address}:\n{done.stderr}")


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Missing as trouble:
        sys.exit(str(trouble))
