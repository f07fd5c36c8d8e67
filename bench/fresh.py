"""An empty site to measure: folders of its own, and the database that is asked for."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import text

from coursesite.cli.migrate import migrate_database
from coursesite.config import Settings
from coursesite.db import Base, Database
from tests.postgres import Postgres

DATABASES = ("sqlite", "postgresql")


@contextmanager
def fresh_place(name: str) -> Iterator[tuple[Path, str]]:
    """An empty folder, and the address of an empty database, until the block ends.

    `name` is one of `DATABASES`. The address is empty for SQLite, whose file the settings put into the folder; for
    PostgreSQL a server of its own is started.
    """
    server = Postgres() if name == "postgresql" else None
    try:
        with tempfile.TemporaryDirectory() as folder:
            yield Path(folder), server.database("measured") if server else ""
    finally:
        if server is not None:
            server.stop()


@contextmanager
def fresh_database(name: str, **others: Any) -> Iterator[tuple[Settings, Database]]:
    """An empty site's settings and its database with all tables, until the block ends. `name` is one of `DATABASES`."""
    with fresh_place(name) as (folder, address):
        settings = fresh_settings(folder, address, **others)
        database = Database(settings.database, timeout_ms=600_000)
        migrate_database(database)
        Base.metadata.create_all(database.write)
        yield settings, database
        database.dispose()


def settle(database: Database) -> None:
    """What PostgreSQL does by itself within a minute of a large change, and SQLite when its log is full."""
    if database.write.dialect.name == "postgresql":
        with database.write.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))
    database.empty_log()


def fresh_settings(folder: Path, address: str, **others: Any) -> Settings:
    """A development site's settings in `folder`; `address` is its database's, empty for SQLite in the folder."""
    content, data = folder / "content", folder / "var"
    content.mkdir()
    data.mkdir()
    return Settings(
        mode="development",
        secret_key="only for measuring 4F7q-Zk29-Lm81-Xp03",
        data_dir=data,
        content_dir=content,
        database_url=address,
        **others,
    )
