"""Migrations, on whichever database the run is on."""

import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from click.testing import CliRunner
from sqlalchemy import func, inspect, select
from sqlalchemy.exc import IntegrityError

from coursesite.accounts.models import User
from coursesite.cli import main
from coursesite.cli.migrate import alembic_config, is_ours, migrate_database, migrations_folder
from coursesite.db import Base, Database
from coursesite.learning.models import Answer
from coursesite.learning.review.models import Card
from tests.factories import make_user
from tests.filled import Contents, contents, fill, rows, shaped

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


@pytest.fixture
def filled(database: Database, mails: object) -> Contents:
    """Rows in every table, and what is in them."""
    fill(database)
    return contents(database)


def test_the_filled_database_has_a_row_in_every_table_and_a_value_in_every_column(
    database: Database, filled: Contents
) -> None:
    assert set(filled) == set(Base.metadata.tables)
    with database.reading() as session:
        for table in Base.metadata.sorted_tables:
            for column in table.columns:
                found = session.scalar(select(func.count()).select_from(table).where(column.is_not(None)))
                assert found, f"{table.name}.{column.name} is empty in every row"


@pytest.mark.parametrize("revision", REVISIONS)
def test_a_step_down_and_up_again_keeps_every_row_as_it_was(
    database: Database, filled: Contents, revision: str
) -> None:
    """Tables and columns that are there all the time hold the same, byte for byte; tables the step makes are empty."""
    before = rows(database)
    migrate_database(database, revision)
    try:
        left = rows(database)
        assert shaped(left, left) == shaped(before, left)
    finally:
        migrate_database(database)
    after = rows(database)
    assert shaped(after, left) == shaped(before, left)
    # Cards are made of the answers that are there: see below.
    assert [name for name in after if name not in left | {"cards": []} and after[name]] == []


def test_questions_answered_before_there_were_reviews_come_back_the_day_after_once_each(
    database: Database, filled: Contents
) -> None:
    migrate_database(database, "0004")
    try:
        with database.write.begin() as connection:
            # Of three people's answers one was given twice, one has no right answer, and one person has left.
            first, second, third = connection.exec_driver_sql("SELECT id FROM answers ORDER BY id").scalars()
            columns = "user_id, course_id, lesson_id, revision_id, exercise, given, credit, outcome, wording"
            again = f"INSERT INTO answers ({columns}, try_number, once, answered_at) SELECT {columns}, 99, 'again', "
            connection.exec_driver_sql(f"{again} '2026-03-05 10:00:00+00:00' FROM answers WHERE id = {first}")
            connection.exec_driver_sql(f"UPDATE answers SET credit = '' WHERE id = {second}")
            connection.exec_driver_sql("UPDATE users SET erased_at = NULL")
            left = f"(SELECT user_id FROM answers WHERE id = {third})"
            connection.exec_driver_sql(f"UPDATE users SET erased_at = '2026-03-04 10:00:00+00:00' WHERE id = {left}")
    finally:
        migrate_database(database)
    with database.reading() as session:
        (card,) = session.scalars(select(Card))
        answer = session.scalars(select(Answer).where(Answer.once == "again")).one()
    assert (card.user_id, card.lesson_id, card.exercise) == (answer.user_id, answer.lesson_id, answer.exercise)
    assert (str(card.due), card.last_review, card.state, card.step) == ("2026-03-06", None, 1, 0)


def test_what_was_there_before_quizzes_counts_and_waits_for_nothing(database: Database, filled: Contents) -> None:
    migrate_database(database, "0001")
    migrate_database(database)
    assert {(bool(row["counts"]), row["opens_after_id"]) for row in rows(database)["pieces"]} == {(True, None)}


def test_which_piece_opens_which_is_a_pointer_that_is_checked(database: Database, filled: Contents) -> None:
    with pytest.raises(IntegrityError), database.write.begin() as connection:
        connection.exec_driver_sql("UPDATE pieces SET opens_after_id = 4711")


def test_a_table_that_others_point_to_is_made_anew_without_losing_a_row(
    database: Database, filled: Contents, next_migration: Callable[[str, str], None]
) -> None:
    """What SQLite needs for most changes of a table: copy it, drop the old one. It must not take the rest along."""
    add = "    with op.batch_alter_table('users', recreate='auto') as table:\n"
    next_migration(
        add + "        table.add_column(sa.Column('extra', sa.String(9), server_default='x', nullable=False))\n"
        "        table.alter_column('name', type_=sa.String(90))\n",
        add + "        table.drop_column('extra')\n        table.alter_column('name', type_=sa.String(80))\n",
    )
    try:
        for _time in range(2):
            migrate_database(database)
            assert "extra" in _columns(database, "users")
            assert _without(contents(database), "users") == _without(filled, "users")
            migrate_database(database, REVISIONS[0])
            assert contents(database) == filled
    finally:
        migrate_database(database, REVISIONS[0])


def test_a_migration_that_fails_halfway_leaves_everything_as_it_was(
    database: Database, filled: Contents, next_migration: Callable[[str, str], None]
) -> None:
    next_migration("    op.execute('DELETE FROM tokens')\n    raise ZeroDivisionError\n", "    pass\n")
    with pytest.raises(ZeroDivisionError):
        migrate_database(database)
    assert contents(database) == filled
    if database.write.dialect.name == "sqlite":
        with database.write.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1


@pytest.fixture
def next_migration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    """Gives a function that writes a migration after the last one, into a copy of the folder."""
    folder = tmp_path / "migrations"
    shutil.copytree(migrations_folder(), folder, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr("coursesite.cli.migrate.migrations_folder", lambda: folder)

    def write(up: str, down: str) -> None:
        (folder / "versions" / "9999_next.py").write_text(
            f"import sqlalchemy as sa\nfrom alembic import op\nrevision = '9999'\ndown_revision = '{REVISIONS[0]}'\n"
            f"def upgrade():\n{up}\ndef downgrade():\n{down}"
        )

    return write


def _without(found: Contents, name: str) -> Contents:
    return {table: what for table, what in found.items() if table != name}


def _columns(database: Database, table: str) -> set[str]:
    return {column["name"] for column in inspect(database.write).get_columns(table)}


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
