"""Taking the blog along from the desk."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from coursesite.accounts.models import Role, User
from tests.blog.exporting.test_markdown import FILES, opened
from tests.blog.exporting.worlds import ADDRESS, World
from tests.counting import count_queries
from tests.factories import make_user

HERE = "/studio/blog/export"
SignIn = Callable[[FlaskClient, User], FlaskClient]


@pytest.fixture
def people(app: Flask, talking: World, sign_in: SignIn) -> dict[str, FlaskClient]:
    """A coach and an admin at their browsers."""
    roles = (Role.COACH, Role.ADMIN)
    return {role.value: sign_in(app.test_client(), make_user(talking.database, role=role)) for role in roles}


def test_the_page_says_what_goes_along_and_what_stays(people: dict[str, FlaskClient]) -> None:
    page = people["coach"].get(HERE).text
    assert "Seven posts and pages, eight comments and one picture." in page
    assert "Comments don’t fit into Markdown files: take them along as WXR." in page
    assert f'href="{HERE}?format=wxr"' in page
    assert f'href="{HERE}?format=markdown"' in page
    assert "addresses=yes" not in page
    assert "With addresses" not in page
    of_admin = people["admin"].get(HERE).text
    assert f"{HERE}?format=wxr&amp;addresses=yes" in of_admin
    assert "With addresses: the file holds guests" in of_admin


def test_the_posts_page_leads_there(people: dict[str, FlaskClient]) -> None:
    assert f'href="{HERE}"' in people["coach"].get("/studio/blog/").text


def test_a_coach_downloads_the_blog_without_addresses(people: dict[str, FlaskClient], talking: World) -> None:
    answer = people["coach"].get(f"{HERE}?format=wxr")
    assert answer.data == talking.wxr()
    assert answer.headers["Content-Disposition"] == "attachment; filename=steady-ground-blog.xml"
    assert answer.headers["Content-Type"] == "application/xml; charset=utf-8"
    assert "no-store" in answer.headers["Cache-Control"] or "private" in answer.headers["Cache-Control"]
    assert ADDRESS.encode() not in answer.data


def test_only_an_admin_downloads_guests_addresses(people: dict[str, FlaskClient]) -> None:
    asked = f"{HERE}?format=wxr&addresses=yes"
    assert people["coach"].get(asked).status_code == 403
    assert ADDRESS.encode() in people["admin"].get(asked).data


def test_markdown_comes_as_a_zip(people: dict[str, FlaskClient]) -> None:
    answer = people["coach"].get(f"{HERE}?format=markdown")
    assert answer.headers["Content-Type"] == "application/zip"
    assert sorted(opened(answer.data)) == FILES


def test_a_format_that_is_none_is_not_found(people: dict[str, FlaskClient]) -> None:
    assert people["coach"].get(f"{HERE}?format=docx").status_code == 404


def test_the_file_is_sent_in_pieces_while_it_is_read(app: Flask, people: dict[str, FlaskClient]) -> None:
    connections = app.extensions["database"].read.pool
    answer = people["coach"].get(f"{HERE}?format=wxr", buffered=False)
    assert answer.is_streamed
    pieces = [piece for piece in answer.iter_encoded() if piece]
    answer.close()
    assert len(pieces) > 10
    assert connections.checkedout() == 0


def test_a_download_that_is_broken_off_leaves_nothing_open(app: Flask, people: dict[str, FlaskClient]) -> None:
    connections = app.extensions["database"].read.pool
    for wanted in ("wxr", "markdown"):
        answer = people["coach"].get(f"{HERE}?format={wanted}", buffered=False)
        next(iter(answer.iter_encoded()))
        assert connections.checkedout() == 1
        answer.close()
        assert connections.checkedout() == 0


def test_looking_at_the_page_asks_little(people: dict[str, FlaskClient], app: Flask) -> None:
    with count_queries(app) as counted:
        people["coach"].get(HERE)
    assert len(counted) <= 6, counted


def test_a_site_without_a_blog_says_so(app: Flask, sign_in: SignIn) -> None:
    coach = make_user(app.extensions["database"], role=Role.COACH)
    page = sign_in(app.test_client(), coach).get(HERE).text
    assert "Nothing to take along yet" in page
    assert "download>" not in page
