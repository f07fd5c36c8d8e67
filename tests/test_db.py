"""The database's contract: nothing lost under writers, nothing written by readers, names on every constraint."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import Table, delete, select, text
from sqlalchemy.exc import DBAPIError, StatementError

from coursesite import db
from coursesite.config import Settings
from coursesite.db import Base, Database, is_sqlite
from coursesite.mail.models import Mail
from coursesite.web.models import LimitCount

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def add_one(database: Database) -> None:
    with database.writing() as session:
        statement = select(LimitCount).where(LimitCount.name == "sum")
        if database.write.dialect.name != "sqlite":
            statement = statement.with_for_update()
        row = session.scalars(statement).one()
        row.count = row.count + 1
        session.commit()


def test_eight_threads_of_read_modify_write_lose_no_update(database: Database) -> None:
    with database.writing() as session:
        session.add(LimitCount(name="sum", subject="", window_ends_at=NOON, count=0))
        session.commit()
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _turn: add_one(database), range(240)))
    with database.reading() as session:
        assert session.scalars(select(LimitCount.count)).one() == 240


def test_a_read_session_cannot_write(database: Database) -> None:
    with database.reading() as session:
        session.add(LimitCount(name="never", subject="", window_ends_at=NOON, count=0))
        with pytest.raises(DBAPIError, match=r"(?i)readonly|read-only"):
            session.flush()


def test_sqlite_syncs_fully_and_checks_foreign_keys(settings: Settings) -> None:
    database = Database(settings.database)
    if database.write.dialect.name != "sqlite":
        with database.reading() as session:
            assert session.execute(text("show synchronous_commit")).scalar_one()
            assert session.execute(text("show transaction_read_only")).scalar_one() == "on"
        database.dispose()
        return
    for engine in (database.read, database.write):
        with engine.connect() as connection:
            found = {
                pragma: connection.exec_driver_sql(f"PRAGMA {pragma}").scalar_one()
                for pragma in ("journal_mode", "synchronous", "foreign_keys")
            }
        assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    database.dispose()


def test_what_is_deleted_does_not_stay_in_sqlites_file(database: Database) -> None:
    if not is_sqlite(database.write_session()):
        return
    marks = [f"canary{number:03d}" + "x" * 40 for number in range(200)]
    with database.writing() as session:
        session.add_all(LimitCount(name="gone", subject=mark, window_ends_at=NOON, count=0) for mark in marks)
        session.commit()
        session.execute(delete(LimitCount))
        session.commit()
    with database.write.connect() as connection:
        connection.commit()
        connection.connection.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[union-attr]  # the driver's own
    assert b"canary" not in Path(database.write.url.database or "").read_bytes()


def test_a_moment_keeps_its_instant_and_a_naive_time_is_refused(database: Database) -> None:
    berlin = timezone(timedelta(hours=1))
    with database.writing() as session:
        session.add(LimitCount(name="zone", subject="", window_ends_at=NOON.astimezone(berlin), count=1))
        session.commit()
    with database.writing() as session:
        assert session.scalars(select(LimitCount.window_ends_at).where(LimitCount.name == "zone")).one() == NOON
        session.add(LimitCount(name="naive", subject="", window_ends_at=NOON.replace(tzinfo=None), count=1))
        with pytest.raises(StatementError, match="without a time zone"):
            session.flush()


@pytest.mark.parametrize("table", Base.metadata.sorted_tables, ids=lambda table: str(table.name))
def test_every_constraint_and_index_has_a_name(table: Table) -> None:
    assert all(constraint.name for constraint in table.constraints)
    assert all(index.name for index in table.indexes)


def test_the_metadata_holds_every_room() -> None:
    assert Mail.__tablename__ in Base.metadata.tables


@pytest.mark.parametrize(("version", "warned"), [((3, 40, 1), True), ((3, 51, 2), True), ((3, 51, 3), False)])
def test_an_owner_is_told_of_an_sqlite_with_the_fault(
    version: tuple[int, int, int], warned: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = SimpleNamespace(sqlite_version_info=version, sqlite_version=".".join(map(str, version)))
    monkeypatch.setattr(db, "sqlite_module", lambda: module)
    assert bool(db.sqlite_fault()) is warned
    assert not warned or module.sqlite_version in db.sqlite_fault()


def test_the_log_holds_nothing_once_it_was_emptied(database: Database) -> None:
    with database.writing() as session:
        session.add(LimitCount(name="in the log", subject="", window_ends_at=NOON, count=0))
        session.commit()
    database.empty_log()
    address = database.write.url.database or ""
    log = Path(f"{address}-wal")
    assert not log.exists() or log.stat().st_size == 0
