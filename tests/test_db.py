"""The database's contract: nothing lost under writers, nothing written by readers, names on every constraint."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import Table, select, text
from sqlalchemy.exc import DBAPIError, StatementError

from coursesite.db import Base, Database
from coursesite.mail.models import Mail
from coursesite.web.models import LimitCount

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def add_one(database: Database) -> None:
    with database.writing() as session:
        statement = select(LimitCount).where(LimitCount.name == "sum")
        if not database.is_sqlite:
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


def test_sqlite_syncs_fully_and_checks_foreign_keys(database: Database) -> None:
    if not database.is_sqlite:
        with database.reading() as session:
            assert session.execute(text("show synchronous_commit")).scalar_one()
            assert session.execute(text("show transaction_read_only")).scalar_one() == "on"
        return
    for engine in (database.read, database.write):
        with engine.connect() as connection:
            found = {
                pragma: connection.exec_driver_sql(f"PRAGMA {pragma}").scalar_one()
                for pragma in ("journal_mode", "synchronous", "foreign_keys")
            }
        assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


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
