"""Backups: made while the site runs, checked, and never half there."""

import shutil
import stat
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import func, select

from coursesite.accounts.models import User
from coursesite.cli import main
from coursesite.config import Settings
from coursesite.db import Database
from tests.factories import make_user

Backup = Callable[[Path], Result]


@pytest.fixture
def backup(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Backup:
    monkeypatch.setenv("COURSESITE_MODE", "development")
    monkeypatch.setenv("COURSESITE_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("COURSESITE_DATABASE_URL", settings.database_url)
    return lambda path: CliRunner().invoke(main, ["backup", str(path)])


@pytest.fixture
def sqlite(database: Database) -> Database:
    if database.write.dialect.name != "sqlite":
        pytest.skip("about SQLite's own backup")
    return database


def people(path: Path) -> int:
    copy = Database(f"sqlite:///{path}")
    with copy.reading() as session:
        number = session.scalar(select(func.count()).select_from(User))
    copy.dispose()
    return number or 0


def test_a_backup_holds_what_was_there_and_says_so(sqlite: Database, backup: Backup, tmp_path: Path) -> None:
    make_user(sqlite)
    result = backup(tmp_path / "copy.db")
    assert result.exit_code == 0
    assert result.output.startswith(f"Wrote {tmp_path / 'copy.db'}")
    assert people(tmp_path / "copy.db") == 1


def test_a_backup_made_while_people_sign_up_holds_everyone_from_before(
    sqlite: Database, backup: Backup, tmp_path: Path
) -> None:
    for _ in range(20):
        make_user(sqlite)
    done = Event()

    def sign_up() -> None:
        while not done.is_set():
            make_user(sqlite)

    writer = Thread(target=sign_up)
    writer.start()
    try:
        result = backup(tmp_path / "copy.db")
    finally:
        done.set()
        writer.join()
    assert result.exit_code == 0
    assert people(tmp_path / "copy.db") >= 20


def test_a_backup_is_for_its_owner_alone(sqlite: Database, backup: Backup, tmp_path: Path) -> None:
    backup(tmp_path / "copy.db")
    assert stat.S_IMODE((tmp_path / "copy.db").stat().st_mode) == 0o600


def test_an_older_backup_is_never_written_over(sqlite: Database, backup: Backup, tmp_path: Path) -> None:
    (tmp_path / "copy.db").write_text("last week's")
    result = backup(tmp_path / "copy.db")
    assert result.exit_code == 1
    assert "exists already" in result.output
    assert (tmp_path / "copy.db").read_text() == "last week's"


def test_a_damaged_database_is_named_and_leaves_no_backup(
    sqlite: Database, backup: Backup, settings: Settings, tmp_path: Path
) -> None:
    with sqlite.write.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute("PRAGMA foreign_keys=OFF")
        connection.exec_driver_sql(
            "INSERT INTO sign_ins (user_id, token_hash, device, created_at, last_posted_at, expires_at) "
            "VALUES (4711, 'x', 'x', '2026-01-01', '2026-01-01', '2026-01-01')"
        )
        connection.commit()
    result = backup(tmp_path / "copy.db")
    assert result.exit_code == 1
    assert "a row of sign_ins points to nothing" in result.output
    assert list(tmp_path.glob("*copy*")) == []


def test_a_site_without_a_database_has_nothing_to_back_up(backup: Backup, settings: Settings, tmp_path: Path) -> None:
    if settings.database_url:
        pytest.skip("about SQLite's own backup")
    (settings.data_dir / "coursesite.db").unlink()
    result = backup(tmp_path / "copy.db")
    assert result.exit_code == 1
    assert "nothing to back up" in result.output


def test_postgresql_is_dumped_by_its_own_tool_or_names_it(database: Database, backup: Backup, tmp_path: Path) -> None:
    if database.write.dialect.name == "sqlite":
        pytest.skip("about PostgreSQL's backup")
    result = backup(tmp_path / "copy.dump")
    if shutil.which("pg_dump") is None:
        assert "pg_dump isn't on this machine" in result.output
    else:
        # An older client refuses a newer server; either way the sentence is there and nothing is half written.
        assert (result.exit_code == 0) == (tmp_path / "copy.dump").exists()
        assert list(tmp_path.glob(".copy*")) == []
