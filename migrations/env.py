"""How Alembic runs our migrations: on a connection handed in by `coursesite migrate`, all of them or none."""

from typing import Literal

from alembic import context
from sqlalchemy import Connection, text

from coursesite.cli.migrate import is_ours
from coursesite.db import Base, Moment

# Any number will do, so long as every process of ours asks for the same one.
MIGRATING = 4_702_111


def run(connection: Connection) -> None:
    """Bring the database to the wanted revision in one transaction."""
    sqlite = connection.dialect.name == "sqlite"
    if sqlite:
        # A batch migration copies a table and drops the old one; with foreign keys on, the drop would delete
        # every row that points there. The pragma works outside a transaction only, so it goes past SQLAlchemy.
        set_foreign_keys(connection, on=False)
    try:
        run_in_one_transaction(connection, sqlite=sqlite)
    finally:
        if sqlite:
            set_foreign_keys(connection, on=True)


def run_in_one_transaction(connection: Connection, *, sqlite: bool) -> None:
    """Run the migrations; whatever fails undoes them all."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=sqlite,
        transactional_ddl=True,
        compare_type=True,
        compare_server_default=True,
        render_item=plain_moment,
        include_name=is_ours,
    )
    with context.begin_transaction():
        if not sqlite:
            connection.execute(text("SET LOCAL statement_timeout = 0"))
            connection.execute(text("SET LOCAL lock_timeout = 0"))
            connection.execute(text(f"SELECT pg_advisory_xact_lock({MIGRATING})"))
        context.run_migrations()
        if sqlite and (broken := connection.execute(text("PRAGMA foreign_key_check")).all()):
            raise RuntimeError(f"the migration would leave {len(broken)} rows that point to nothing; it was undone")


def set_foreign_keys(connection: Connection, *, on: bool) -> None:
    """Switch SQLite's foreign keys on the driver's own connection, before or after a transaction."""
    driver = connection.connection.driver_connection
    if driver is not None:
        driver.execute(f"PRAGMA foreign_keys={'ON' if on else 'OFF'}")


def plain_moment(kind: str, item: object, _context: object) -> str | Literal[False]:
    """Write `Moment` columns as plain datetimes, so that an old migration doesn't depend on today's code."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, Moment) else False


run(context.config.attributes["connection"])
