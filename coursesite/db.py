"""The database: engines, sessions, the declarative base. Imports nothing of ours.

Two engines lead to one database. The write engine begins each SQLite transaction with `BEGIN IMMEDIATE`, so that a
read-modify-write never loses another's update; the read engine can't write at all. PostgreSQL gets the same contract
from `SET TRANSACTION READ ONLY` and from row locks where a rule needs them.
"""

import importlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from types import ModuleType
from typing import Any

from sqlalchemy import DateTime, Dialect, Engine, MetaData, TypeDecorator, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

MENDED_IN = (3, 51, 3)


class Base(DeclarativeBase):
    """Every mapped class; constraints get names from one convention, so that migrations can drop them."""

    metadata = MetaData(naming_convention=NAMES)


class Moment(TypeDecorator[datetime]):
    """A timezone-aware UTC datetime; SQLite, which has none, stores it naive and gets it back aware."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Refuse a naive time rather than guess its zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone can't be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Give every stored time its zone back."""
        return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value


class Database:
    """A read engine and a write engine on one database, and sessions from either."""

    def __init__(self, address: str, *, timeout_ms: int = 15000) -> None:
        url = make_url(address)
        if url.get_backend_name() == "sqlite":
            self.write = _sqlite(url, timeout_ms, read_only=False)
            self.read = _sqlite(url, timeout_ms, read_only=True)
        else:
            self.write = _postgresql(url, timeout_ms, read_only=False)
            self.read = _postgresql(url, timeout_ms, read_only=True)
        self._read_session = sessionmaker(self.read, expire_on_commit=False)
        self._write_session = sessionmaker(self.write, expire_on_commit=False)

    def read_session(self) -> Session:
        """A session that can't write; close it when done."""
        return self._read_session()

    def write_session(self) -> Session:
        """A session whose transaction takes the writer's turn at its first statement; close it when done."""
        return self._write_session()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A read session for a `with` block."""
        with self.read_session() as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A write session for a `with` block; the block commits, or nothing happened."""
        with self.write_session() as session:
            yield session

    def after_commit(self, call: Callable[[Session], None]) -> None:
        """Have `call` told of each write session that has just committed; it may not use that session's connection."""
        event.listen(self._write_session, "after_commit", call)

    def empty_log(self) -> None:
        """Move SQLite's write-ahead log into the database and cut it off, so that no erased text stays readable there.

        Does nothing on PostgreSQL, and leaves the log for the next time while others read from it.
        """
        if self.write.dialect.name == "sqlite":
            connection = self.write.raw_connection()
            try:
                connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                connection.close()

    def dispose(self) -> None:
        """Close every pooled connection (after a fork, at the end of a test)."""
        self.read.dispose()
        self.write.dispose()


def is_sqlite(session: Session) -> bool:
    """Whether this session leads to the embedded database, where the two speak differently."""
    return session.get_bind().dialect.name == "sqlite"


def insert_into(session: Session, table: type[Base]) -> sqlite.Insert | postgresql.Insert:
    """An `INSERT` that may say what becomes of a row whose key is there already (`on_conflict_do_…`).

    Both databases have it in the same words; SQLAlchemy has it in each one's own dialect only.
    """
    return sqlite.insert(table) if is_sqlite(session) else postgresql.insert(table)


def sqlite_module() -> ModuleType:
    """The newest SQLite driver at hand: `pysqlite3` where installed (see docs/operations.md), else the standard one."""
    try:
        return importlib.import_module("pysqlite3.dbapi2")
    except ModuleNotFoundError:
        return importlib.import_module("sqlite3")


def sqlite_fault() -> str:
    """What an owner should know of the SQLite in use: a sentence while it has the fault, nothing once it is mended.

    Until 3.51.3 two connections that checkpoint at the same moment can, very rarely, damage a database in WAL mode
    (sqlite.org, "Write-Ahead Logging", the WAL-reset bug).
    """
    module = sqlite_module()
    if module.sqlite_version_info >= MENDED_IN:
        return ""
    return (
        f"This site runs on SQLite {module.sqlite_version}, which has a rare fault that can damage a database. "
        "docs/operations.md says how to bring a newer one: install coursesite with its extra “sqlite”."
    )


def _sqlite(url: URL, timeout_ms: int, *, read_only: bool) -> Engine:
    engine = create_engine(url, module=sqlite_module(), connect_args={"check_same_thread": False}, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:
        # The driver's own transactions begin late and commit before DDL; ours begin where "begin" below says.
        connection.isolation_level = None
        cursor = connection.cursor()
        # busy_timeout stands first: switching to WAL itself may have to wait.
        cursor.execute(f"PRAGMA busy_timeout={timeout_ms}")
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")
        # What is deleted is overwritten: else an erased person's text stays readable in the file's free pages.
        cursor.execute("PRAGMA secure_delete=ON")
        cursor.execute("PRAGMA foreign_keys=ON")
        if read_only:
            cursor.execute("PRAGMA query_only=ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")

    return engine


def _postgresql(url: URL, timeout_ms: int, *, read_only: bool) -> Engine:
    options = f"-c statement_timeout={timeout_ms} -c lock_timeout={timeout_ms} -c timezone=UTC"
    if read_only:
        # As in SQLite, all that one request reads is of one moment: what it found out first still holds further down.
        options += " -c default_transaction_read_only=on -c default_transaction_isolation=repeatable\\ read"
    return create_engine(
        url.set(drivername="postgresql+psycopg"),
        connect_args={"options": options},
        pool_pre_ping=True,
        hide_parameters=True,
    )
