"""The database takes no write: its disk is full, or somebody else holds it. The page says so, and keeps what was typed.

Real refusals by the real databases, no exceptions of our own; and when they are over, the same site goes on.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import expect
from sqlalchemy import event, text

from coursesite.accounts.passwords import Hasher
from coursesite.config import Settings
from coursesite.db import Database
from tests.browsers import OpenPage
from tests.factories import PASSWORD, make_user
from tests.learning.courses import ALL_KINDS, write_course
from tests.learning.learners import LESSON, Learner, elements, text_of
from tests.library.shelves import Shelf
from tests.mailbox import Mails

THOUGHTS = "My brother, and an hour of <quiet>. " * 500
HELD_FOR_MS = 150
"""How long a write waits for its turn in these tests."""

Refusal = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return replace(settings, statement_timeout_ms=HELD_FOR_MS)


@pytest.fixture
def alice(app: Flask, settings: Settings, database: Database, sign_in: Callable[..., Any]) -> Learner:
    """A learner with a password, on a site with every kind of exercise."""
    write_course(Shelf(settings.content_dir, database, settings), first=ALL_KINDS)
    hashed = Hasher(settings).hashed(PASSWORD)
    user = make_user(database, name="Alice", address="alice@example.org", password_hash=hashed)
    return Learner(sign_in(app.test_client(), user), database, user)


@pytest.fixture
def full_disk(app: Flask, database: Database) -> Refusal:
    """SQLite may not grow by a single page any more; PostgreSQL has no such switch."""
    if database.write.dialect.name != "sqlite":
        pytest.skip("PostgreSQL's disk can't be filled for one test")
    site: Database = app.extensions["database"]

    @contextmanager
    def full() -> Iterator[None]:
        with database.write.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()

        def limit(connection: Any, _record: object, _proxy: object) -> None:
            connection.execute(f"PRAGMA max_page_count={pages}")

        def lift(connection: Any, _record: object, _proxy: object) -> None:
            connection.execute("PRAGMA max_page_count=1000000")

        event.listen(site.write, "checkout", limit)
        yield
        event.remove(site.write, "checkout", limit)
        # As when room was made on the disk: the connections stay, and only what they may do is different.
        event.listen(site.write, "checkout", lift)

    return full


@pytest.fixture
def held(app: Flask, alice: Learner, database: Database) -> Refusal:
    """Somebody else writes and does not end: on SQLite to the whole file, on PostgreSQL to the tables we need."""

    @contextmanager
    def hold() -> Iterator[None]:
        with database.write.connect() as other, other.begin() as transaction:
            if database.write.dialect.name != "sqlite":
                other.execute(text("LOCK TABLE answers, entries, users, used_values IN EXCLUSIVE MODE"))
            yield
            transaction.rollback()

    return hold


@pytest.fixture
def standby(app: Flask, alice: Learner, database: Database) -> Refusal:
    """PostgreSQL has gone over to a server that only reads: old connections are cut, new ones can't write."""
    if database.write.dialect.name == "sqlite":
        pytest.skip("SQLite has no other server to go over to")
    others = text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name AND pid != :own")

    @contextmanager
    def stand_by() -> Iterator[None]:
        with database.write.connect().execution_options(isolation_level="AUTOCOMMIT") as ruler:
            name, own = ruler.execute(text("SELECT current_database(), pg_backend_pid()")).one()
            setting = f'ALTER DATABASE "{name}" {{}} default_transaction_read_only'
            ruler.execute(text(setting.format("SET") + " = on"))
            ruler.execute(others, {"name": name, "own": own})
            try:
                yield
            finally:
                ruler.execute(text(setting.format("RESET")))
                ruler.execute(others, {"name": name, "own": own})

    return stand_by


@pytest.fixture(params=["full_disk", "held", "standby"])
def refusal(request: pytest.FixtureRequest, alice: Learner) -> Refusal:
    found: Refusal = request.getfixturevalue(request.param)
    return found


def kept(page: str) -> str:
    """What the page gives back of what was typed."""
    return "".join(text_of(node) for node in elements(page, "textarea") if node.get("id") == "kept")


def test_thoughts_that_cannot_be_kept_are_given_back_whole_and_kept_at_the_next_try(
    alice: Learner, refusal: Refusal
) -> None:
    alice.reads(LESSON)
    action = f"{LESSON}entries/last-time"
    form = alice.form(action) | {"text": THOUGHTS, "keep": "yes"}
    with refusal():
        page = alice.posts(action, form, 503).text
        assert "This was not saved" in page
        assert " ".join(THOUGHTS.split()) in kept(page)
        assert "could not write it down" in page
        # Reading goes on meanwhile.
        alice.reads(LESSON)
        alice.reads("/courses/")
    alice.posts(action, form)
    assert "an hour of &lt;quiet&gt;" in alice.reads(LESSON)


def test_an_answer_that_cannot_be_kept_is_kept_once_at_the_next_try(alice: Learner, refusal: Refusal) -> None:
    alice.reads(LESSON)
    action = f"{LESSON}answers/the-word"
    form = alice.form(action) | {"text": "naming"}
    with refusal():
        # Long answers from many people, until there is no room for one more; the last of them counts.
        page = _until_refused(alice, action, form)
        assert "This was not saved" in page
    before = len(alice.rows())
    alice.posts(action, form)
    assert len(alice.rows()) == before + 1


def _until_refused(alice: Learner, action: str, form: dict[str, object]) -> str:
    for number in range(400):
        response = alice.client.post(
            action, data=form | {"once": f"another-{number}"}, headers={"Origin": "http://localhost"}
        )
        if response.status_code == 503:
            return response.text
        assert response.status_code == 303
    raise AssertionError("there was always room for one more")


def test_a_sign_up_that_cannot_be_kept_writes_no_mail(
    alice: Learner, refusal: Refusal, app: Flask, mails: Mails
) -> None:
    form: dict[str, object] = {"address": "bo@example.org", "once": "one-sign-up"}
    stranger = Learner(app.test_client(), alice.database)
    with refusal():
        written = 0
        for number in range(100):
            reply = stranger.client.post(
                "/sign-up",
                data=form | {"once": f"sign-up-{number}", "address": f"bo{number}@example.org"},
                headers={"Origin": "http://localhost"},
                environ_base={"REMOTE_ADDR": f"10.0.0.{number}"},
            )
            if reply.status_code == 503:
                break
            written += 1
        assert reply.status_code == 503
        assert f"bo{number}@example.org" in kept(reply.text)
    assert len(mails) == written
    stranger.posts("/sign-up", form)
    assert len(mails.to("bo@example.org")) == 1


@pytest.mark.browser
def test_in_place_the_sentence_stands_at_the_exercise_and_the_words_stay_in_their_field(
    alice: Learner, held: Refusal, open_page: OpenPage, complaints: list[str]
) -> None:
    page = open_page(LESSON)
    page.evaluate("() => { window.notReloaded = true }")
    exercise = page.locator("#exercise-the-word")
    exercise.get_by_label("Your answer").fill("naming")
    with held():
        exercise.get_by_role("button").click()
        expect(exercise.get_by_role("alert")).to_contain_text("This was not saved")
        expect(exercise.get_by_label("Your answer")).to_have_value("naming")
    assert all("503" in line for line in complaints)
    complaints.clear()
    exercise.get_by_role("button").click()
    expect(exercise.get_by_role("status")).to_contain_text("Right")
    assert page.evaluate("() => window.notReloaded === true")
