"""/dev/mail: what a development site would have sent."""

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from coursesite import clock
from coursesite.db import Database
from coursesite.mail import outbox
from tests.mailbox import Mails


@pytest.fixture
def written(database: Database, mails: Mails) -> int:
    """One mail, with something in it that must not come alive."""
    with database.writing() as session:
        outbox.put(
            session,
            purpose="test",
            recipient="ada@example.org",
            subject="A <b>subject</b>",
            body="<script>alert(1)</script>\n\nhttp://localhost/reset/abc\n",
            user_id=None,
            host="localhost",
            now=clock.now(),
        )
        session.commit()
    return mails.newest().id


def test_the_list_shows_each_mail(client: FlaskClient, written: int) -> None:
    page = client.get("/dev/mail").text
    assert f'href="/dev/mail/{written}"' in page
    assert "A &lt;b&gt;subject&lt;/b&gt;" in page


def test_an_empty_list_says_what_to_do(client: FlaskClient) -> None:
    assert "No mail yet" in client.get("/dev/mail").text


def test_a_mails_links_can_be_followed_and_nothing_else_is_live(client: FlaskClient, written: int) -> None:
    page = client.get(f"/dev/mail/{written}").text
    assert '<a href="http://localhost/reset/abc">' in page
    assert "<script>alert" not in page


def test_a_mail_that_is_not_there_is_not_found(client: FlaskClient) -> None:
    assert client.get("/dev/mail/1").status_code == 404


def test_a_public_site_has_no_such_page(app: Flask, client: FlaskClient, written: int) -> None:
    app.extensions["settings"] = replace(app.extensions["settings"], mode="production")
    assert client.get("/dev/mail").status_code == 404
    assert client.get(f"/dev/mail/{written}").status_code == 404
