"""The backups that are asked for in the browser: whole files in a folder of the data folder, and how far one is.

A backup is one zip with a copy of the database and the folders of pictures. It is asked for by a file that says so, so
that it is made once however often somebody asks, and still made when the worker was away.
"""

import fcntl
import re
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.engine import make_url

from coursesite.config import Settings
from coursesite.disk import write_whole
from coursesite.studio.site.copying import NotCopied, copy_database, is_sqlite, keep

FOLDERS = ("pictures", "images", "originals")
NAME = re.compile(r"coursesite-(\d{8})-(\d{6})\.zip")
ASKED, FAULT, LOCK, COPY, DRAFT = ".asked-for", ".fault", ".lock", ".database", ".unfinished"
SPARE = 64 * 1024 * 1024
"""What has to stay free on the disk besides, in bytes."""
HOW_TO_RESTORE = """To put this site back, stop it first.

- {database} is the database. {how}
- The folders pictures, images and originals go into the data folder, in place of those that are there.

Then start the site. docs/operations.md has the same under "Backups". The site's secret and the settings of
its environment are not in this file.

This file holds everything that people have entrusted to the site. Keep it as you would keep that.
"""
SQLITE_BACK = "Put it in the data folder, and remove coursesite.db-wal and coursesite.db-shm there."
POSTGRES_BACK = "pg_restore --clean --if-exists --no-owner --single-transaction puts it in place of what is there."


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup that is there."""

    name: str
    made_at: datetime
    size: int


@dataclass(frozen=True, slots=True)
class Work:
    """What is being done: when it was asked for, and how many bytes are written."""

    asked_at: datetime
    written: int


def folder(settings: Settings) -> Path:
    """Where they stand."""
    return settings.data_dir / "backups"


def listed(settings: Settings) -> list[Backup]:
    """Every backup, the newest first."""
    try:
        found = [(path, NAME.fullmatch(path.name)) for path in folder(settings).iterdir()]
    except FileNotFoundError:
        return []
    backups = [
        Backup(path.name, _moment("".join(match.groups())), path.stat().st_size) for path, match in found if match
    ]
    return sorted(backups, key=lambda backup: backup.name, reverse=True)


def named(settings: Settings, name: str) -> Backup | None:
    """One of them."""
    return next((backup for backup in listed(settings) if backup.name == name), None)


def path_of(settings: Settings, backup: Backup) -> Path:
    """Its file."""
    return folder(settings) / backup.name


def ask(settings: Settings, now: datetime) -> None:
    """Ask for one. While one is asked for already, this changes nothing."""
    where = folder(settings)
    where.mkdir(mode=0o700, parents=True, exist_ok=True)
    (where / FAULT).unlink(missing_ok=True)
    if not (where / ASKED).exists():
        write_whole(where / ASKED, now.strftime("%Y%m%d%H%M%S").encode(), 0o600)


def under_way(settings: Settings) -> Work | None:
    """What was asked for and isn't there yet."""
    where = folder(settings)
    try:
        asked_at = _moment((where / ASKED).read_text(encoding="ascii"))
    except (FileNotFoundError, ValueError):
        return None
    return Work(asked_at, sum(_size(where / name) for name in (COPY, DRAFT)))


def fault(settings: Settings) -> str:
    """Why the last one could not be made; empty where it could."""
    try:
        return (folder(settings) / FAULT).read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""


def make_asked_for(settings: Settings, now: datetime) -> bool:
    """Make the backup that was asked for, if one was and nobody is at it; gives whether it was made.

    A worker that was ended in the middle leaves the wish standing, and the next one begins anew. Raises `NotCopied`,
    with the sentence written down for the page.
    """
    where = folder(settings)
    if not (where / ASKED).exists():
        return False
    with _alone(where) as is_alone:
        if not is_alone or not (where / ASKED).exists():
            return False
        try:
            _make(settings, where, now)
        except (NotCopied, OSError) as error:
            said = str(error) if isinstance(error, NotCopied) else f"It could not be written: {error.strerror}."
            (where / FAULT).write_text(said, encoding="utf-8")
            raise NotCopied(said) from error
        finally:
            for name in (COPY, DRAFT, ASKED):
                (where / name).unlink(missing_ok=True)
    return True


def _make(settings: Settings, where: Path, now: datetime) -> None:
    _check_room(settings)
    copy_database(settings.database, where / COPY)
    name = "coursesite.db" if is_sqlite(settings.database) else "coursesite.dump"
    how = SQLITE_BACK if is_sqlite(settings.database) else POSTGRES_BACK
    with zipfile.ZipFile(where / DRAFT, "w", zipfile.ZIP_STORED, strict_timestamps=False) as file:
        (where / DRAFT).chmod(0o600)
        file.writestr("how-to-restore.txt", HOW_TO_RESTORE.format(database=name, how=how))
        # A dump is compressed already; level 1 takes a third of the usual time for nearly the same size.
        packed = zipfile.ZIP_DEFLATED if is_sqlite(settings.database) else zipfile.ZIP_STORED
        file.write(where / COPY, name, packed, compresslevel=1)
        # After the database, so that every picture it names is there.
        for path in _pictures(settings):
            with _still_there():
                file.write(path, path.relative_to(settings.data_dir))
    keep(where / DRAFT, where / f"coursesite-{now.astimezone(UTC):%Y%m%d-%H%M%S}.zip")


def _check_room(settings: Settings) -> None:
    needed = sum(_size(path) for path in _pictures(settings)) + SPARE
    if is_sqlite(settings.database):
        # Once as a copy, and once more in the file, where it is smaller.
        needed += 2 * _size(Path(make_url(settings.database).database or ""))
    free = free_room(settings)
    if free < needed:
        raise NotCopied(
            f"A backup needs about {megabytes(needed)} on the site’s disk, and {megabytes(free)} are free. Download "
            "and delete an older backup, or make room, and ask again."
        )


def free_room(settings: Settings) -> int:
    """How many bytes are free on the disk of the data folder, which need not be there yet."""
    place = settings.data_dir.absolute()
    return shutil.disk_usage(next(path for path in (place, *place.parents) if path.exists())).free


def _pictures(settings: Settings) -> Iterator[Path]:
    for name in FOLDERS:
        yield from (path for path in sorted((settings.data_dir / name).rglob("*")) if path.is_file())


@contextmanager
def _still_there() -> Iterator[None]:
    """A picture that was deleted between being listed and being read is none of the backup's."""
    try:
        yield
    except FileNotFoundError:
        return


@contextmanager
def _alone(where: Path) -> Iterator[bool]:
    """Whether nobody else makes one; the lock goes with the process that holds it."""
    with (where / LOCK).open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def megabytes(size: int) -> str:
    """A size in words."""
    if size < 1024 * 1024:
        return f"{max(1, round(size / 1024)):,} kB"
    return f"{size / 1024**2:,.1f} MB" if size < 1024**3 else f"{size / 1024**3:,.1f} GB"


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _moment(digits: str) -> datetime:
    return datetime.strptime(digits, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
