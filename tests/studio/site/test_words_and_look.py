"""The owner gives the site its words and its look, and every page has them."""

import io
import re
from collections.abc import Mapping

from flask import Flask
from flask.testing import FlaskClient

from coursesite.accounts.audit_queries import newest
from coursesite.db import Database
from tests.accounts.pages import hidden_fields
from tests.library.pictures import png

WORDS = "/studio/site/words"
LOOK = "/studio/site/look"
SAID: dict[str, object] = {
    "site_name": "Calm Harbour",
    "site_description": "Courses for hard days.",
    "sign_up": "everyone",
}


def save(owner: FlaskClient, address: str, fields: Mapping[str, object], status: int = 303) -> str:
    hidden = hidden_fields(owner.get(address))
    response = owner.post(address, data={**hidden, **fields}, content_type="multipart/form-data")
    assert response.status_code == status, response.text
    return response.text


def test_the_name_and_the_front_page_are_the_owners(app: Flask, owner: FlaskClient, database: Database) -> None:
    guest = app.test_client()
    guest.get("/")
    save(owner, WORDS, {**SAID, "front_text": "Come in.\n\nBy *Ruth* <script>alert(1)</script>."})
    page = guest.get("/").text
    assert "<span>Calm Harbour</span>" in page
    assert "Courses for hard days." in page
    assert "<p>By <em>Ruth</em>" in page
    assert "<script>alert" not in page
    with database.reading() as session:
        assert [(one.by, one.deed, one.subject) for one in newest(session, 0, 9)] == [
            ("Ruth", "changed the site", "Words")
        ]


def test_an_empty_front_text_brings_the_sites_own_words_back(app: Flask, owner: FlaskClient) -> None:
    save(owner, WORDS, {**SAID, "front_text": "Come in."})
    save(owner, WORDS, {**SAID, "front_text": ""})
    assert "Each course is a few lessons" in app.test_client().get("/").text


def test_what_was_typed_comes_back_with_what_is_wrong(owner: FlaskClient) -> None:
    page = save(
        owner,
        WORDS,
        {"site_name": "", "site_description": "x" * 161, "front_text": "Kept text", "sign_up": "everyone"},
        422,
    )
    assert "Please give the site a name." in page
    assert "The sentence may have 160 characters." in page
    assert "Kept text" in page


def test_only_people_who_are_invited_can_sign_up_where_the_owner_says_so(app: Flask, owner: FlaskClient) -> None:
    save(owner, WORDS, {**(SAID | {"sign_up": "invited"}), "front_text": ""})
    refused = app.test_client().get("/sign-up")
    assert refused.status_code == 403
    assert "invit" in refused.text
    save(owner, WORDS, {**SAID, "front_text": ""})
    assert app.test_client().get("/sign-up").status_code == 200


def test_a_ready_colour_reaches_every_page_as_a_style_sheet(app: Flask, owner: FlaskClient) -> None:
    save(owner, LOOK, {"accent": "Plum"})
    guest = app.test_client()
    link = re.search(r'href="(/look/[0-9a-f]{12}\.css)"', guest.get("/courses/").text)
    assert link is not None
    sheet = guest.get(link[1])
    assert sheet.mimetype == "text/css"
    assert "#6b3a63" in sheet.text
    assert "immutable" in sheet.headers["Cache-Control"]
    save(owner, LOOK, {"accent": "Pine"})
    assert "/look/" not in guest.get("/courses/").text
    assert guest.get(link[1]).status_code == 404


def test_a_colour_too_faint_to_read_is_refused_with_the_nearest_that_will_do(owner: FlaskClient) -> None:
    page = save(owner, LOOK, {"accent": "own", "accent_light": "#66cc99", "accent_dark": "#7cc4b8"}, 422)
    found = re.search(
        r"its contrast is (\d\.\d), and text needs 4\.5\. The nearest colour that will do is (#\w{6})", page
    )
    assert found is not None
    assert 'value="#66cc99"' in page
    button = f'name="take" value="accent_light {found[2]}"'
    assert button in page
    taken = {"accent": "own", "accent_light": "#66cc99", "accent_dark": "#7cc4b8", "take": f"accent_light {found[2]}"}
    save(owner, LOOK, taken)
    faint = {"accent": "own", "accent_light": "#ff9999", "accent_dark": "#335544"}
    both = re.search(r'name="take" value="([^"]+)"', save(owner, LOOK, faint, 422))
    assert both is not None
    save(owner, LOOK, faint | {"take": both[1]})
    save(owner, LOOK, taken)
    assert f'value="{found[2]}"' in owner.get(LOOK).text


def test_the_logo_stands_before_the_name_until_it_is_taken_away(app: Flask, owner: FlaskClient) -> None:
    save(owner, LOOK, {"accent": "Pine", "logo": (io.BytesIO(png(40, 28)), "logo.png")})
    guest = app.test_client()
    shown = re.search(r'<img src="(/images/[^"]+)" alt="" height="28">', guest.get("/courses/").text)
    assert shown is not None
    with guest.get(shown[1]) as picture:
        assert picture.status_code == 200
    save(owner, LOOK, {"accent": "Plum", "keep_logo": "keep"})
    assert shown[1] in guest.get("/courses/").text
    save(owner, LOOK, {"accent": "Plum", "keep_logo": "drop"})
    assert shown[1] not in guest.get("/courses/").text


def test_a_logo_that_is_no_image_is_named(owner: FlaskClient) -> None:
    page = save(owner, LOOK, {"accent": "Pine", "logo": (io.BytesIO(b"MZ not an image"), "logo.png")}, 422)
    assert "not the image that its name says" in page
