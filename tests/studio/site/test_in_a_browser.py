"""The site's own pages hold no barrier, in colours and with a logo of the owner's own."""

import pytest
from flask.testing import FlaskClient

from coursesite import clock
from coursesite.accounts import auditing
from coursesite.accounts.models import Role, User
from coursesite.config import Settings
from coursesite.db import Database
from coursesite.mail import outbox
from coursesite.studio.site import backups
from coursesite.studio.site.mailing import PURPOSE
from coursesite.web.site_queries import put_site_values
from tests.browsers import Axe, LiveSite, OpenPage
from tests.factories import make_user
from tests.mailbox import Mails
from tests.test_barriers import in_both_themes, no_barrier

pytestmark = pytest.mark.browser
SITE = "/studio/site/"
SET = {"accent_light": "#8a2f6d", "accent_dark": "#f0a0d8", "site_name": "Calm Harbour"}
BACKUP = "coursesite-20260301-120000.zip"


def test_the_owner_meets_no_barrier(
    owner: FlaskClient,
    ruth: User,
    database: Database,
    settings: Settings,
    mails: Mails,
    live: LiveSite,
    open_page: OpenPage,
    axe: Axe,
    complaints: list[str],
) -> None:
    kofi = make_user(database, role=Role.COACH, name="Kofi Adjei-Frimpong", address=f"{'k' * 40}@example.org")
    fill(database, ruth, kofi)
    backups.ask(settings, clock.now())
    (backups.folder(settings) / BACKUP).write_bytes(b"everything")
    (backups.folder(settings) / ".fault").write_text("It could not be written: no space left.", encoding="utf-8")
    page = open_page(color_scheme="light", reduced_motion="reduce")
    held = owner.get_cookie("session")
    assert held is not None
    page.context.add_cookies([{"name": "session", "value": held.value, "url": live.url}])
    of_kofi = f"people/{kofi.key}"
    places = ("", "words", "look", "log", "mail", "people", "people?q=zzzz", "people/invite", of_kofi)
    for place in (*places, f"{of_kofi}/change?to=closed", "backups", f"backups/{BACKUP}"):
        no_barrier(page, SITE + place, axe)
    for place, button in (("look", "Save"), ("mail", "Save"), (f"backups/{BACKUP}", "Download")):
        page.goto(SITE + place)
        if place == "look":
            page.get_by_label("Colours of your own").check()
            page.get_by_label("Your colour on light paper").fill("#ff9999")
        page.get_by_role("main").get_by_role("button", name=button).click()
        page.wait_for_selector("[aria-invalid=true]")
        in_both_themes(page, axe)
    complaints.clear()  # of the answers 422


def fill(database: Database, ruth: User, kofi: User) -> None:
    """Something to see on every page."""
    with database.writing() as session:
        put_site_values(session, SET, clock.now())
        auditing.note(session, ruth.id, "made a coach", "A subject", clock.now(), about_id=kofi.id)
        outbox.put(
            session,
            purpose=PURPOSE,
            recipient="ruth@example.org",
            subject="s",
            body="b",
            user_id=ruth.id,
            host="localhost",
            now=clock.now(),
        )
        session.commit()
