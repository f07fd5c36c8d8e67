"""The page that takes the blog along, in a real browser: without barriers, and its downloads arrive."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from coursesite.accounts.models import Role, User
from coursesite.config import Settings
from coursesite.db import Database
from tests.blog.exporting.test_markdown import FILES, opened
from tests.blog.exporting.worlds import World, write_blog
from tests.browsers import Axe, LiveSite, OpenPage
from tests.factories import make_user
from tests.learning.learners import Learner
from tests.library.shelves import Shelf
from tests.test_barriers import cookie, no_barrier

pytestmark = pytest.mark.browser
HERE = "/studio/blog/export"


@pytest.fixture
def admin(app: Flask, database: Database, sign_in: Callable[[FlaskClient, User], FlaskClient]) -> Learner:
    """An admin at a browser."""
    user = make_user(database, role=Role.ADMIN, name="Ada")
    return Learner(sign_in(app.test_client(), user), database, user)


def test_the_page_holds_no_barrier_empty_or_filled(
    admin: Learner,
    settings: Settings,
    database: Database,
    live: LiveSite,
    open_page: OpenPage,
    axe: Axe,
) -> None:
    page = open_page(color_scheme="light", reduced_motion="reduce")
    page.context.add_cookies([{"name": "session", "value": cookie(admin), "url": live.url}])
    no_barrier(page, HERE, axe)
    write_blog(Shelf(settings.content_dir, database, settings))
    no_barrier(page, HERE, axe)


def test_what_the_page_offers_arrives_also_without_scripts(
    admin: Learner, settings: Settings, database: Database, live: LiveSite, open_page: OpenPage
) -> None:
    world = World(Shelf(settings.content_dir, database, settings), database, settings)
    write_blog(world.shelf)
    page = open_page(java_script_enabled=False)
    page.context.add_cookies([{"name": "session", "value": cookie(admin), "url": live.url}])
    page.goto("/studio/blog/")
    page.get_by_role("link", name="Take the blog along").click()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download Markdown").click()
    assert waiting.value.suggested_filename == "steady-ground-blog.zip"
    assert sorted(opened(Path(waiting.value.path()).read_bytes())) == FILES
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download for WordPress").click()
    assert Path(waiting.value.path()).read_bytes().endswith(b"</rss>\n")
