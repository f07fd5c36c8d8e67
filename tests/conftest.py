"""What every test may ask for: a site of its own, a frozen clock, the mail it sent, a browser (`tests/browsers.py`).

The suite runs twice: with `COURSESITE_TEST_POSTGRES` set, on PostgreSQL and without the browser; else on SQLite, with
it.
"""

import hashlib
import os
import secrets
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings as hypothesis_settings
from sqlalchemy.orm import Session

from coursesite import clock as system_clock
from coursesite.accounts.models import SignIn, User
from coursesite.app import create_app
from coursesite.cli.migrate import load_models
from coursesite.config import Settings
from coursesite.db import Database
from tests import warm
from tests.databases import PostgresTemplate, SqliteTemplate
from tests.mailbox import Mails
from tests.postgres import Postgres

pytest_plugins = ["tests.browsers", "tests.studio_world"]

ON_POSTGRES = bool(os.environ.get("COURSESITE_TEST_POSTGRES"))
# Pure rooms and rules, what is read off the sources, the memory that a file takes before any database sees it, who may
# see which page and what hostile text does on it, what a preview looks like and what a page weighs, and the demo, which
# is SQLite wherever it runs: one run says all there is to say. So it does of a test that asks for no database at all.
SAME_ON_BOTH = {
    *("text", "exercises", "demo", "courses"),
    *("test_rule.py", "test_texts.py", "test_memory.py"),
    *("test_architecture.py", "test_docs.py", "test_drawing.py", "test_layout.py"),
    *("test_access.py", "test_studio_access.py", "test_hostile_text.py", "test_previewing.py", "test_weight.py"),
}
SECRET = "only for tests 4F7q-Zk29-Lm81-Xp03"
server_key: pytest.StashKey[Postgres] = pytest.StashKey()


def pytest_configure(config: pytest.Config) -> None:
    """Know every table; start one PostgreSQL server for the whole run, in the process that leads it."""
    load_models()
    warm.keep_templates()
    warm.keep_rules()
    warm.keep_assets()
    warm.keep_compilations()
    # How long one example takes says how busy the machine is, and nothing about the law.
    hypothesis_settings.register_profile("patient", hypothesis_settings.default, deadline=None)
    hypothesis_settings.load_profile("patient")
    if ON_POSTGRES and not hasattr(config, "workerinput"):
        config.stash[server_key] = Postgres()


def pytest_collection_finish() -> None:
    """All is loaded."""
    warm.leave_what_stays()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell each of pytest-xdist's workers where an empty database waits for it."""
    if ON_POSTGRES:
        node.workerinput["database"] = node.config.stash[server_key].database(f"tests_{node.gateway.id}")


def pytest_unconfigure(config: pytest.Config) -> None:
    """End the server."""
    if server_key in config.stash:
        config.stash[server_key].stop()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave to the run on SQLite what no database can change, and the browser but for journeys marked for both."""
    if ON_POSTGRES:
        left = [item for item in items if _needs_sqlite(item)]
        config.hook.pytest_deselected(items=left)
        gone = set(left)
        items[:] = [item for item in items if item not in gone]


def _needs_sqlite(item: pytest.Item) -> bool:
    if SAME_ON_BOTH & set(item.path.relative_to(item.config.rootpath).parts):
        return True
    # The only way to a database that differs leads through the template.
    if "template" not in getattr(item, "fixturenames", ()):
        return True
    return item.get_closest_marker("browser") is not None and item.get_closest_marker("postgres_journey") is None


@pytest.fixture(scope="session")
def template(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SqliteTemplate | PostgresTemplate]:
    """A database made by the migrations, once for each of pytest-xdist's workers."""
    if not ON_POSTGRES:
        yield SqliteTemplate(tmp_path_factory.mktemp("template"))
        return
    told = getattr(request.config, "workerinput", None)
    made = PostgresTemplate(told["database"] if told else request.config.stash[server_key].database("tests"))
    yield made
    made.dispose()


@pytest.fixture
def settings(tmp_path: Path, template: SqliteTemplate | PostgresTemplate) -> Settings:
    """A development site's settings, with a fresh database, folders of its own and passwords that hash fast."""
    content, data = tmp_path / "content", tmp_path / "var"
    content.mkdir()
    return Settings(
        mode="development",
        secret_key=SECRET,
        base_url="http://localhost",
        data_dir=data,
        content_dir=content,
        database_url=template.address(data),
        argon2_memory_kib=8,
        argon2_rounds=1,
    )


@pytest.fixture
def database(
    request: pytest.FixtureRequest, settings: Settings, template: SqliteTemplate | PostgresTemplate
) -> Iterator[Database]:
    """The test's database. Fails the test if it left mail that it did not ask for with `mails`."""
    made = Database(settings.database)
    template.statements.lend(made)
    yield made
    unexpected = [] if "mails" in request.fixturenames else Mails(made).all()
    made.dispose()
    if unexpected:
        pytest.fail("this test sent mail: " + ", ".join(f"“{mail.subject}”" for mail in unexpected))


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """A write session for tests of rules and queries; what isn't committed is rolled back at the end.

    On SQLite its transaction holds the writer's turn from its first statement on: commit before you ask a client.
    """
    with database.writing() as opened:
        yield opened


@pytest.fixture
def app(settings: Settings, database: Database, template: SqliteTemplate | PostgresTemplate) -> Iterator[Flask]:
    """The whole application on the test's database."""
    made = create_app(settings)
    template.statements.lend(made.extensions["database"])
    made.testing = True
    yield made
    made.extensions["database"].dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without a screen, signed out; `app.test_client()` makes a second person's."""
    return app.test_client()


@pytest.fixture
def mails(database: Database) -> Mails:
    """The mail that the test's site wrote."""
    return Mails(database)


class FrozenClock:
    """A clock that moves when it is told to."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)

    def tick(self, **span: float) -> datetime:
        """Let time pass: `clock.tick(days=2, minutes=5)`. Gives the new moment."""
        self.now += timedelta(**span)
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> FrozenClock:
    """Stop the site's clock on a Monday morning."""
    frozen = FrozenClock()
    monkeypatch.setattr(system_clock, "now", lambda: frozen.now)
    return frozen


@pytest.fixture
def sign_in(database: Database) -> Callable[[FlaskClient, User], FlaskClient]:
    """Gives a function that signs a client in as a person, without the form; it gives the client back."""

    def signed_in(client: FlaskClient, user: User) -> FlaskClient:
        token = open_session(database, user)
        with client.session_transaction() as cookie:
            cookie["_user_id"] = token
            cookie["_fresh"] = True
        return client

    return signed_in


def open_session(database: Database, user: User) -> str:
    """Write a signed-in session's row for a person; gives the token that the cookie carries."""
    token, now = secrets.token_urlsafe(32), system_clock.now()
    row = SignIn(
        user_id=user.id,
        token_hash=hashlib.sha256(token.encode()).hexdigest(),
        device="a test",
        created_at=now,
        last_posted_at=now,
        expires_at=now + timedelta(days=30),
    )
    with database.writing() as session:
        session.add(row)
        session.commit()
    return token


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the tables that tests recorded, such as that of the lessons' reading ease, above the last line."""
    for report in terminalreporter.getreports("passed"):
        for name, value in report.user_properties:
            if name == "table" and report.when == "call":
                terminalreporter.write_line(f"\n{report.nodeid}\n{value}")
