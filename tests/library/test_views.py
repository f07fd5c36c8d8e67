"""Images as they are served, and old addresses."""

import pytest
from flask.testing import FlaskClient

from tests.library.pictures import png
from tests.library.shelves import Shelf

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 4"><rect width="8" height="4"/></svg>'


def _served(shelf: Shelf) -> str:
    (name,) = [path.name for path in (shelf.settings.data_dir / "images").iterdir()]
    return f"/images/{name}"


def test_an_image_may_be_kept_for_good(shelf: Shelf, client: FlaskClient) -> None:
    shelf.course()
    shelf.write("courses/calls/images/queue.png", png(40, 30))
    shelf.pushed()

    with client.get(_served(shelf)) as response:
        assert response.data.startswith(b"\x89PNG")

    assert (response.status_code, response.mimetype) == (200, "image/png")
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_a_drawing_opened_by_itself_may_load_and_run_nothing(shelf: Shelf, client: FlaskClient) -> None:
    shelf.course()
    shelf.write("courses/calls/images/queue.svg", DRAWING)
    shelf.pushed()

    with client.get(_served(shelf)) as response:
        assert b"<rect" in response.data

    assert response.mimetype == "image/svg+xml"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


@pytest.mark.parametrize(
    "path",
    [
        "/images/",
        "/images/queue.png",
        "/images/..%2Fcoursesite.db",
        "/images/%2e%2e/secret",
        "/images/../secret",
        f"/images/{'0' * 32}.png",
        f"/images/{'0' * 32}.html",
        f"/images/{'0' * 32}.png%00.svg",
        "/originals/x",
    ],
)
def test_nothing_else_is_served(shelf: Shelf, client: FlaskClient, path: str) -> None:
    shelf.course()
    shelf.write("courses/calls/images/queue.png", png(40, 30))
    shelf.pushed()
    (shelf.settings.data_dir / "secret").write_text("secret")

    assert client.get(path).status_code == 404


def test_an_old_address_leads_on_for_good(shelf: Shelf, client: FlaskClient) -> None:
    shelf.course()
    shelf.write("pages/hello.md", "---\nkey: about1\ntitle: Hello\n---\nWho we are.\n")
    path = shelf.lesson("01-first", key="lesson1")
    shelf.pushed()
    shelf.move(path, "courses/calls/01-renamed.md")
    shelf.move("pages/hello.md", "pages/welcome.md")
    shelf.pushed()

    for old, new in [
        ("/courses/calls/first/", "/courses/calls/renamed/"),
        ("/hello", "/welcome"),
    ]:
        response = client.get(old)
        assert (response.status_code, response.headers["Location"]) == (301, new)
        assert client.get(new).status_code == 200


def test_an_address_that_never_was_is_not_here(shelf: Shelf, client: FlaskClient) -> None:
    for path in (
        "/courses/none/",
        "/courses/none/first/",
        "/none",
        "/blog/none/",
        "/" + "x" * 3000,
        "/%00",
        "/courses/%00/",
        "/courses/x/%00/",
        "/a/b/c/d",
    ):
        assert client.get(path).status_code == 404


def test_a_published_lesson_and_page_are_shown(shelf: Shelf, client: FlaskClient) -> None:
    shelf.course()
    shelf.lesson("01-first", "Words to be *read*.", key="lesson1")
    shelf.write("pages/welcome.md", "---\nkey: about1\ntitle: Hello\n---\nWho we are.\n")
    shelf.pushed()

    assert b"Words to be <em>read</em>." in client.get("/courses/calls/first/").data
    assert b"Who we are." in client.get("/welcome").data
