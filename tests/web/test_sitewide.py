"""What the owner sets in the browser, over what the environment says."""

from flask import Flask
from flask.testing import FlaskClient

from coursesite import clock as system_clock
from coursesite.config import Settings
from coursesite.db import Database
from coursesite.web.site_queries import put_site_values
from coursesite.web.sitewide import Keeper, Values, over, read_sitewide
from tests.conftest import FrozenClock


def put(database: Database, **values: str) -> None:
    with database.writing() as session:
        put_site_values(session, values, system_clock.now())
        session.commit()


def test_what_is_set_stands_over_the_environment_and_an_empty_value_takes_it_back(
    database: Database, settings: Settings
) -> None:
    put(database, site_name="Calm Harbour", accent="#334455")
    found = read_sitewide(settings, database)
    assert (found.settings.site_name, found.value("accent")) == ("Calm Harbour", "#334455")
    put(database, site_name="")
    assert read_sitewide(settings, database).settings.site_name == settings.site_name


def test_only_what_the_owner_may_set_reaches_the_settings(settings: Settings) -> None:
    found = over(settings, Values.of({"secret_key": "guessed", "base_url": "https://elsewhere.example"}))
    assert found.settings == settings


def test_the_stamp_differs_when_anything_does(settings: Settings) -> None:
    stamps = [over(settings, Values.of(values)).stamp for values in ({}, {"logo": "a"}, {"logo": "b"})]
    assert len(set(stamps)) == 3
    assert stamps[0] == ""


def test_every_page_shows_a_change_within_two_seconds_those_kept_for_guests_too(
    app: Flask, client: FlaskClient, database: Database, clock: FrozenClock
) -> None:
    assert "Calm Harbour" not in client.get("/courses/").text
    put(database, site_name="Calm Harbour")
    clock.tick(seconds=2)
    fresh, guest = app.test_client().get("/courses/").text, client.get("/courses/").text
    assert "<span>Calm Harbour</span>" in fresh
    assert "Calm Harbour</title>" in guest


def test_the_process_that_saved_shows_it_at_once(app: Flask, client: FlaskClient, database: Database) -> None:
    client.get("/courses/")
    put(database, site_name="Calm Harbour")
    app.extensions["sitewide"].look_again()
    assert "Calm Harbour" in client.get("/courses/").text


def test_a_database_that_cannot_be_asked_leaves_the_site_as_it_was(settings: Settings) -> None:
    nowhere = f"sqlite:///{settings.data_dir}/no-such-folder/site.db"
    assert Keeper(Database(nowhere, timeout_ms=10)).current() == Values()
