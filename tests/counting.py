"""Counts what a page asks of the database: queries and rows."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from sqlalchemy import event

TURNS = ("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA")
# What the owner set is looked at every few seconds, whoever asks: a slow machine would see it in any block.
NOW_AND_THEN = "FROM site_settings"


@dataclass
class Counted:
    """The statements that were sent, in their order."""

    statements: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.statements)

    def __str__(self) -> str:
        return "\n".join(" ".join(statement.split())[:200] for statement in self.statements)


@contextmanager
def count_queries(app: Flask) -> Iterator[Counted]:
    """Count the queries that an application sends while the block runs, without transactions' ends."""
    database = app.extensions["database"]
    counted = Counted()

    def heard(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.lstrip().upper().startswith(TURNS) and NOW_AND_THEN not in statement:
            counted.statements.append(statement)

    for engine in (database.read, database.write):
        event.listen(engine, "before_cursor_execute", heard)
    try:
        yield counted
    finally:
        for engine in (database.read, database.write):
            event.remove(engine, "before_cursor_execute", heard)
