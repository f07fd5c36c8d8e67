"""What programs ask for: health, the sitemap, the rules for robots."""

from xml.etree.ElementTree import fromstring

from flask import Flask

from coursesite.config import Settings
from coursesite.db import Database
from coursesite.mail import queries as mail
from tests.conftest import FrozenClock
from tests.learning.learners import Learner
from tests.library.shelves import Shelf


def beat(database: Database, clock: FrozenClock) -> None:
    """The worker gives a sign of life."""
    with database.writing() as session:
        mail.set_beat(session, "worker", clock.now)
        session.commit()


def test_a_site_at_work_is_well(app: Flask, database: Database, clock: FrozenClock) -> None:
    beat(database, clock)
    response = app.test_client().get("/healthz")
    assert response.status_code == 200
    assert response.json == {"well": True, "database": "at work", "worker": "at work"}


def test_a_worker_that_fell_silent_is_said_so(app: Flask, database: Database, clock: FrozenClock) -> None:
    assert app.test_client().get("/healthz").status_code == 503
    beat(database, clock)
    clock.tick(minutes=5)
    response = app.test_client().get("/healthz")
    assert response.status_code == 503
    assert response.json == {"well": False, "database": "at work", "worker": "does not answer"}


def test_a_database_that_is_gone_is_said_so(
    app: Flask, database: Database, settings: Settings, clock: FrozenClock
) -> None:
    beat(database, clock)
    found = app.extensions["database"]
    app.extensions["database"] = Database("sqlite:////nowhere/at/all.db")
    response = app.test_client().get("/healthz")
    app.extensions["database"].dispose()
    app.extensions["database"] = found
    assert response.status_code == 503
    assert response.json == {"well": False, "database": "does not answer", "worker": "does not answer"}


def test_the_sitemap_lists_what_a_guest_can_open(shelf: Shelf, guest: Learner) -> None:
    root = fromstring(guest.reads("/sitemap.xml"))
    addresses = [node.text for node in root.iter() if node.tag.endswith("loc")]
    assert addresses == [
        f"http://localhost{path}" for path in ("/", "/courses/", "/blog/", "/courses/calls/", "/courses/calls/begin/")
    ]
    for address in addresses:
        guest.reads(str(address))


def test_robots_find_the_sitemap(guest: Learner) -> None:
    text = guest.reads("/robots.txt")
    assert "Sitemap: http://localhost/sitemap.xml" in text
    assert "Disallow: /learn/" in text
