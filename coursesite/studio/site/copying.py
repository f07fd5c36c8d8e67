"""A copy of the database that restores, made while the site runs."""

import contextlib
import os
import shutil
import subprocess
from pathlib import Path

from sqlalchemy.engine import URL, make_url

from coursesite.db import sqlite_module


class NotCopied(Exception):
    """No copy was made; the message says why and what to do."""


def is_sqlite(address: str) -> bool:
    """Whether the database at this address is a file."""
    return make_url(address).get_backend_name() == "sqlite"


def copy_database(address: str, target: Path) -> None:
    """Copy the database as it stands at one moment, and check the copy. Raises `NotCopied`."""
    url = make_url(address)
    if is_sqlite(address):
        copy_sqlite(Path(url.database or ""), target)
    else:
        dump_postgresql(url, target)


def copy_sqlite(source: Path, target: Path) -> None:
    """Copy a SQLite database, and check the copy.

    Raises `NotCopied` when there is no database, or when the copy is damaged.
    """
    if not source.is_file():
        raise NotCopied(f"There is no database at {source}, so there is nothing to back up.")
    sqlite3 = sqlite_module()
    target.unlink(missing_ok=True)
    with contextlib.closing(sqlite3.connect(source)) as site, contextlib.closing(sqlite3.connect(target)) as copy:
        # The copy is read by people and tools who expect one file, not one with a log beside it.
        site.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
        faults = [row[0] for row in copy.execute("PRAGMA integrity_check") if row[0] != "ok"]
        faults += [f"a row of {row[0]} points to nothing" for row in copy.execute("PRAGMA foreign_key_check")]
    if faults:
        raise NotCopied(
            f"The copy is damaged, and so may be the database itself: {faults[0]}. No backup was kept. "
            "Keep the backups you have, and see docs/operations.md."
        )


def dump_postgresql(url: URL, target: Path) -> None:
    """Let PostgreSQL's own tool write its archive, and read the archive's table of contents back.

    Raises `NotCopied` when the tool is missing or fails.
    """
    if shutil.which("pg_dump") is None:
        raise NotCopied(
            "The database is PostgreSQL, and its tool pg_dump isn't on this machine, so nothing was written. "
            "Install the PostgreSQL client of the server's version."
        )
    address = url.set(drivername="postgresql", password=None).render_as_string(hide_password=False)
    # The password goes by the environment: a command line can be read by everyone on the machine.
    environ = dict(os.environ, PGPASSWORD=url.password) if url.password else None
    dump = ["pg_dump", "--format=custom", "--no-owner", f"--file={target}", f"--dbname={address}"]
    for command in (dump, ["pg_restore", "--list", str(target)]):
        result = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
        if result.returncode != 0:
            raise NotCopied(f"{result.stderr.strip()}\n{command[0]} failed, and no backup was kept.")


def keep(draft: Path, path: Path) -> None:
    """Give a finished copy its name, once the disk has it."""
    draft.chmod(0o600)
    with draft.open("rb") as file:
        os.fsync(file.fileno())
    draft.rename(path)
