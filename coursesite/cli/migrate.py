"""`coursesite migrate`: brings the database to this version's shape."""

import importlib
import io
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

import click
from alembic import command
from alembic.config import Config
from alembic.util import CommandError

import coursesite
from coursesite.cli.start import site_database, site_settings
from coursesite.config import Settings
from coursesite.db import Base, Database

FULL_TEXT = {("search_entries", "words"), ("search_entries", "ix_search_entries_words")}
PACKAGE = Path(coursesite.__file__).parent


def migrations_folder() -> Path:
    """Where the migrations are: inside the package once installed, beside it in the repository."""
    inside = PACKAGE / "migrations"
    return inside if inside.is_dir() else PACKAGE.parent / "migrations"


def alembic_config(**attributes: object) -> Config:
    """Alembic's settings without a file of its own."""
    config = Config(stdout=io.StringIO())
    config.set_main_option("script_location", str(migrations_folder()).replace("%", "%%"))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.attributes.update(attributes)
    return config


def load_models() -> None:
    """Import every room's models, so that the metadata knows every table."""
    for path in sorted(PACKAGE.rglob("models.py")):
        importlib.import_module(".".join(("coursesite", *path.relative_to(PACKAGE).with_suffix("").parts)))


def is_ours(name: str | None, kind: str, parents: MutableMapping[Any, str | None]) -> bool:
    """Whether models describe this part of a database; full-text parts stand in migrations only."""
    if kind == "table":
        return name in Base.metadata.tables
    return (parents.get("table_name"), name) not in FULL_TEXT


def migrate_database(database: Database, revision: str = "head") -> None:
    """Bring a database up (or down, to an older revision) in one transaction: all of it happens, or nothing.

    Raises alembic's `CommandError` when the database has a revision that this version doesn't know.
    """
    load_models()
    with database.write.connect() as connection:
        config = alembic_config(connection=connection)
        if revision in ("head", "heads") or revision.startswith("+"):
            command.upgrade(config, revision)
        else:
            command.downgrade(config, revision)


def migrate_site(settings: Settings) -> None:
    """Bring the site's database to this version's shape, making its folder first. Says in a sentence why it can't."""
    if not settings.database_url:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
    try:
        with site_database(settings) as database:
            migrate_database(database)
    except CommandError as error:
        raise click.ClickException(
            f"The database belongs to another version of coursesite and was left as it is ({error}). "
            "Start the version it belongs to, or restore a backup."
        ) from error


@click.command()
@click.option("--write", metavar="WORDS", help="For developers: write a new migration from what the models changed.")
def migrate(write: str | None) -> None:
    """Bring the database to this version's shape. Running it again changes nothing."""
    settings = site_settings()
    migrate_site(settings)
    if write is None:
        click.echo("The database is up to date.")
        return
    load_models()
    with site_database(settings) as database, database.write.connect() as connection:
        made = command.revision(alembic_config(connection=connection), message=write, autogenerate=True)
    click.echo(f"Wrote {getattr(made, 'path', made)}; read it before you trust it.")
