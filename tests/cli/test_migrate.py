"""Migrations, on whichever database the run is on."""

import importlib.util
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from click.testing import CliRunner
from sqlalchemy import inspect, select

from coursesite.accounts.models import User
from coursesite.cli import main
from coursesite.cli.migrate import alembic_config, is_ours, migrate_database, migrations_folder
from coursesite.db import Base, Database
from tests.factories import make_user

REVISIONS = [script.revision for script in ScriptDirectory.from_config(alembic_config()).walk_revisions()]


def test_the_migrations_make_exactly_what_the_models_describe(database: Database) -> None:
    with database.write.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_name": is_ours})
        assert compare_metadata(context, Base.metadata) == []


def test_migrating_twice_changes_nothing(database: Database) -> None:
    user = make_user(database)
    migrate_database(database)
    with database.reading() as session:
        assert session.scalar(select(User.key)) == user.key


def test_going_down_to_nothing_and_up_again_works(database: Database) -> None:
    try:
        migrate_database(database, "base")
        assert set(inspect(database.write).get_table_names()) & set(Base.metadata.tables) == set()
    finally:
        migrate_database(database)
    assert set(Base.metadata.tables) <= set(inspect(database.write).get_table_names())


def test_there_is_one_line_of_revisions() -> None:
    assert len(ScriptDirectory.from_config(alembic_config()).get_heads()) == 1


@pytest.mark.parametrize("revision", REVISIONS)
def test_a_step_down_and_up_again_loses_no_row(database: Database, revision: str) -> None:
    """Rows of the tables that the step itself doesn't make are all there afterwards."""
    user = make_user(database)
    migrate_database(database, revision)
    try:
        if "users" in inspect(database.write).get_table_names():
            with database.reading() as session:
                assert session.scalar(select(User.key)) == user.key
    finally:
        migrate_database(database)


def test_a_database_from_a_newer_version_is_left_alone(database: Database) -> None:
    with database.write.begin() as connection:
        before = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one()
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'tomorrow'")
    try:
        with pytest.raises(CommandError, match="tomorrow"):
            migrate_database(database)
    finally:
        with database.write.begin() as connection:
            connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{before}'")


def test_the_command_makes_the_data_folder_and_the_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COURSESITE_MODE", "development")
    monkeypatch.setenv("COURSESITE_DATA_DIR", str(tmp_path / "new" / "var"))
    monkeypatch.delenv("COURSESITE_DATABASE_URL", raising=False)
    result = CliRunner().invoke(main, ["migrate"])
    assert result.output == "The database is up to date.\n"
    assert (tmp_path / "new" / "var" / "coursesite.db").stat().st_size > 0


def test_a_command_with_unsafe_settings_says_which_and_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COURSESITE_MODE", "production")
    monkeypatch.delenv("COURSESITE_SECRET_KEY", raising=False)
    result = CliRunner().invoke(main, ["migrate"])
    assert result.exit_code == 1
    assert "secret_key: it is missing" in result.output
    assert "Traceback" not in result.output


def test_the_migrations_travel_inside_the_installed_package(tmp_path: Path) -> None:
    """Builds the wheel as pip would, without the network, and looks into it."""
    if importlib.util.find_spec("hatchling") is None:
        pytest.fail("hatchling is missing from .venv; ./dev test installs it")
    root = migrations_folder().parent
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=root,
        check=True,
        capture_output=True,
    )
    names = ZipFile(next(tmp_path.glob("*.whl"))).namelist()
    assert "coursesite/migrations/env.py" in names
    assert [name for name in names if name.startswith("coursesite/migrations/versions/") and name.endswith(".py")]
    assert [name for name in names if name.startswith("coursesite/templates/")]
