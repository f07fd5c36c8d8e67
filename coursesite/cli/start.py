"""What the commands begin with: the site's settings, or a sentence why there are none.

A command that needs the whole application makes it with `create_app(site_settings())`.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from sqlalchemy import inspect, make_url

from coursesite import config
from coursesite.config import Settings
from coursesite.db import Database

NO_DATABASE = (
    "This site has no database yet, so nothing was done. Make it with `coursesite migrate`, or start the site once "
    "with `coursesite run`; then give this command again."
)


def site_settings() -> Settings:
    """The site's settings from the environment, complete; ends the command with a sentence when they won't do."""
    try:
        return config.complete(config.load(os.environ))
    except config.BadSettings as error:
        raise click.ClickException(str(error)) from error


@contextmanager
def ready_database(settings: Settings) -> Iterator[Database]:
    """The site's database for a `with` block; ends the command with a sentence where there is none yet."""
    url = make_url(settings.database)
    # Looked for first: connecting would leave an empty file behind.
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file():
        raise click.ClickException(NO_DATABASE)
    with site_database(settings) as database:
        if not inspect(database.read).has_table("pieces"):
            raise click.ClickException(NO_DATABASE)
        yield database


@contextmanager
def site_database(settings: Settings) -> Iterator[Database]:
    """The site's database for a `with` block, closed again at its end."""
    database = Database(settings.database, timeout_ms=settings.statement_timeout_ms)
    try:
        yield database
    finally:
        database.dispose()
