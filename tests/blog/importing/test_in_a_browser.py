"""The desk's pages for bringing a blog along hold no barrier, at any width and in the dark."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from coursesite.accounts.models import Role
from coursesite.db import Database
from tests.blog.importing.arrivals import waiting_run
from tests.browsers import Axe, LiveSite, OpenPage
from tests.factories import make_user
from tests.test_barriers import no_barrier

HERE = "/studio/blog/import"
READ: dict[str, object] = {
    "title": "Calm at the Counter",
    "posts": 120,
    "drafts": 3,
    "approved": 1_204,
    "missing": 2,
    "left": {"comment:spam": 312, "entry:trash": 4},
}


@pytest.mark.browser
def test_a_coach_who_brings_a_blog_along_meets_no_barrier(
    app: Flask,
    database: Database,
    sign_in: Callable[..., FlaskClient],
    live: LiveSite,
    open_page: OpenPage,
    axe: Axe,
) -> None:
    coach = sign_in(app.test_client(), make_user(database, role=Role.COACH))
    held = coach.get_cookie("session")
    assert held is not None
    working = {"what": "converting", "done": 300, "of": 1200}
    runs = [
        waiting_run(database, **READ),
        waiting_run(database, stage="uploaded", progress=working),
        waiting_run(database, stage="refused", why="The file is empty. Export the blog again."),
        waiting_run(database, stage="shown", **READ),
    ]
    page = open_page(color_scheme="light", reduced_motion="reduce")
    page.context.add_cookies([{"name": "session", "value": held.value, "url": live.url}])
    for path in (HERE, *(f"{HERE}/{run}" for run in runs)):
        no_barrier(page, path, axe)


@pytest.mark.browser
def test_without_scripts_a_file_is_sent_and_decided_on(
    app: Flask, database: Database, sign_in: Callable[..., FlaskClient], live: LiveSite, open_page: OpenPage
) -> None:
    held = sign_in(app.test_client(), make_user(database, role=Role.COACH)).get_cookie("session")
    assert held is not None
    run = waiting_run(database, **READ)
    page = open_page(java_script_enabled=False)
    page.context.add_cookies([{"name": "session", "value": held.value, "url": live.url}])
    page.goto(HERE)
    page.get_by_label("File").set_input_files({"name": "blog.xml", "mimeType": "text/xml", "buffer": b"<rss/>"})
    page.get_by_role("button", name="Read the file").click()
    assert page.get_by_text("The file is being read. Nothing is taken in yet.").is_visible()
    page.goto(f"{HERE}/{run}")
    page.get_by_role("button", name="Bring it along").click()
    assert page.get_by_text("The blog is being brought along.").is_visible()
