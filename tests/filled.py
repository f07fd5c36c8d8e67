"""A database with a row in every table there is, and what stands in it, for migrations to keep."""

import hashlib
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Date,
    Float,
    Integer,
    LargeBinary,
    String,
    Table,
    insert,
    inspect,
    text,
)

from coursesite.db import Base, Database, Moment

Contents = dict[str, tuple[int, str]]
"""Of each table, how many rows it has and a checksum over every value in them."""
ROWS = 3
WHEN = datetime(2026, 3, 2, 9, 30, 15, 123456, tzinfo=UTC)


def fill(database: Database) -> None:
    """Put rows into every table the models know, with something in every column; pointers lead to rows of the kind."""
    with database.write.begin() as connection:
        made: dict[str, list[dict[str, Any]]] = {}
        for table in _in_order():
            rows = made[table.name] = _rows(connection, table)
            for number in range(len(rows), 1 if _holds_one_row(table) else ROWS):
                rows.append(_insert(connection, table, number, made))
        # Two tables point at each other; the second pointer is filled in last.
        for number, piece in enumerate(made["pieces"]):
            values = {"published": made["revisions"][number % ROWS]["id"], "id": piece["id"]}
            connection.execute(text("UPDATE pieces SET published_revision_id = :published WHERE id = :id"), values)


def contents(database: Database) -> Contents:
    """What every table holds."""
    with database.reading() as session:
        connection = session.connection()
        names = sorted(set(inspect(connection).get_table_names()) & set(Base.metadata.tables))
        return {name: _sum(connection, name) for name in names}


Rows = dict[str, list[dict[str, object]]]
"""Of each table, its rows as the database gives them."""


def rows(database: Database) -> Rows:
    """Every row of every table that is there and that the models know."""
    with database.reading() as session:
        connection = session.connection()
        names = sorted(set(inspect(connection).get_table_names()) & set(Base.metadata.tables))
        return {name: _found(connection, name) for name in names}


def shaped(found: Rows, like: Rows) -> dict[str, list[str]]:
    """The rows of the tables of another state, with that state's columns only, in an order of their own."""
    columns = {name: set().union(*(row.keys() for row in there)) for name, there in like.items()}
    return {
        name: sorted(repr(sorted((key, row[key]) for key in columns[name])) for row in found[name]) for name in columns
    }


def _found(connection: Connection, name: str) -> list[dict[str, object]]:
    found = connection.exec_driver_sql(f'SELECT * FROM "{name}"').mappings().all()
    # The full-text index follows from the text beside it, and PostgreSQL keeps it in the same table.
    return [{key: _plain(value) for key, value in row.items() if key != "words"} for row in found]


def _sum(connection: Connection, name: str) -> tuple[int, str]:
    lines = sorted(repr(sorted(row.items())) for row in _found(connection, name))
    return len(lines), hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _plain(value: object) -> object:
    return bytes(value) if isinstance(value, memoryview) else value


def _in_order() -> list[Table]:
    """All tables, so that what a row points to is there before it. Of the two that need each other, pieces first."""
    ordered = list(Base.metadata.sorted_tables)
    ordered.sort(key=lambda table: {"users": 0, "pieces": 1, "revisions": 2}.get(table.name, 3))
    return ordered


def _holds_one_row(table: Table) -> bool:
    return any(str(constraint.name).endswith("_one_row") for constraint in table.constraints)


def _rows(connection: Connection, table: Table) -> list[dict[str, Any]]:
    return [dict(row) for row in connection.execute(table.select()).mappings()]


def _insert(connection: Connection, table: Table, number: int, made: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    values = {}
    for column in table.columns:
        if column.foreign_keys:
            values[column.name] = _pointer(column, number, made)
        elif not (column.primary_key and column.autoincrement is True):
            values[column.name] = _value(column, number)
    values = {name: value for name, value in values.items() if name != "id"}
    if _holds_one_row(table):
        values["id"] = 1
    row = connection.execute(insert(table).values(**values).returning(*table.primary_key.columns)).mappings().one()
    return {**values, **dict(row)}


def _pointer(column: Column[Any], number: int, made: dict[str, list[dict[str, Any]]]) -> object:
    target = next(iter(column.foreign_keys)).column
    rows = made.get(target.table.name, [])
    return rows[number % len(rows)][target.name] if rows else None


def _value(column: Column[Any], number: int) -> object:
    kind = column.type
    if isinstance(kind, Moment):
        return WHEN
    if isinstance(kind, JSON):
        return {"words": f"„Grüße“ {number}", "list": [number, None, 0.5]}
    if isinstance(kind, LargeBinary):
        return f"\x00\xff {number}".encode()
    if isinstance(kind, Boolean):
        return number % 2 == 0
    if isinstance(kind, Integer):
        return number + 1
    if isinstance(kind, Date):
        return WHEN.date()
    if isinstance(kind, Float):
        # No binary fraction: it comes back to the last bit, or not at all.
        return number + 0.1
    assert isinstance(kind, String), f"{column} has a kind of value that nobody has thought of here: {kind!r}"
    return f"{column.name[:6]} ünï {number}"[-(kind.length or 60) :]
