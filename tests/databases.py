"""Databases for tests: made once by the real migrations, fresh for every test."""

import shutil
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select

from coursesite.cli.migrate import migrate_database
from coursesite.db import Base, Database
from tests.warm import Statements


class SqliteTemplate:
    """A migrated file that every test copies."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "template.db"
        database = Database(f"sqlite:///{self._path}")
        migrate_database(database)
        self.statements = Statements(database)
        database.dispose()

    def address(self, data_dir: Path) -> str:
        """What the settings name: nothing, for the file stands where a site without an address keeps it."""
        data_dir.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(self._path, data_dir / "coursesite.db")
        return ""


class PostgresTemplate:
    """A migrated database that is emptied for every test, down to the rows that the migrations put in."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._database = Database(address)
        migrate_database(self._database)
        self.statements = Statements(self._database)
        with self._database.write.begin() as connection:
            rows = {table: _rows(connection, table) for table in Base.metadata.sorted_tables}
        self._seeds = {table: found for table, found in rows.items() if found}
        self._emptying = ";".join(["SET LOCAL session_replication_role = replica", *map(_emptying, rows)])

    def address(self, _data_dir: Path) -> str:
        """The database's address, after emptying it."""
        with self._database.write.begin() as connection:
            # Foreign keys are checked by triggers, which a replica leaves out: rows may go in any order.
            connection.exec_driver_sql(self._emptying)
            for table, seeds in self._seeds.items():
                connection.execute(insert(table), seeds)
        return self._address

    def dispose(self) -> None:
        """Close its connections."""
        self._database.dispose()


def _rows(connection: Connection, table: Any) -> list[dict[str, Any]]:
    return [dict(row) for row in connection.execute(select(table)).mappings()]


def _emptying(table: Table) -> str:
    return str(delete(table))
