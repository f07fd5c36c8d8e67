"""The first migration's full-text statements stand in the package, and must never change there."""

import hashlib

from coursesite.library import fulltext_ddl

FROZEN = "f64391c0ebfdb015a716867a1b348de0c15197df13084bd9719785fc3824b3df"


def test_the_statements_of_the_first_migration_are_as_they_were() -> None:
    said = (
        *fulltext_ddl.SQLITE,
        *fulltext_ddl.SQLITE_DOWN,
        *fulltext_ddl.POSTGRESQL,
        *fulltext_ddl.POSTGRESQL_DOWN,
    )
    assert hashlib.sha256("\0".join(said).encode()).hexdigest() == FROZEN, "write a new migration instead"
