"""A folder with a demo site in it: whole, of this version, or not there at all."""

import fcntl
import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from coursesite.cli.migrate import PACKAGE, migrations_folder
from coursesite.config import Settings

STAMP = "demo.json"
UNFINISHED = "demo.unfinished"
LOCK = "demo.lock"
DATABASE = "coursesite.db"

Make = Callable[[Settings], None]


class Occupied(Exception):
    """There is something in the folder that is nobody's to replace."""


def build(settings: Settings, folder: Path, now: datetime, seed: int, make: Make) -> bool:
    """See to it that there is a demo site of this version and this seed in `folder`; False if there was one already.

    `make` fills the data folder of the settings it is given; what it makes is moved into place once it is whole. An
    older demo in a folder of its own makes room for it, anything else doesn't: that raises `Occupied`.
    """
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    version = version_of(settings.content_dir, seed)
    with _only_one(settings.data_dir):
        stamp = _read_stamp(folder)
        if stamp.get("version") == version:
            return False
        _check_room(folder, settings.data_dir, stamp)
        draft = settings.data_dir / UNFINISHED
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir()
        try:
            make(replace(settings, data_dir=draft))
            (draft / STAMP).write_text(json.dumps({"version": version, "ends": now.isoformat()}), encoding="utf-8")
            _put_in_place(draft, folder, settings.data_dir)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    return True


def at_home(settings: Settings, folder: Path) -> Settings:
    """The settings of the demo site in this folder: a database of its own there, and no mail that leaves it."""
    return replace(settings, data_dir=folder, database_url="", smtp_url="")


def version_of(content: Path, seed: int) -> str:
    """What a demo depends on, in one figure: this program's source, the content, the seed."""
    sources = [*PACKAGE.rglob("*.py"), *migrations_folder().rglob("*.py")]
    files = sorted([*sources, *(path for path in content.rglob("*") if path.is_file())])
    figure = hashlib.sha256(str(seed).encode())
    for path in files:
        figure.update(f"\n{path.name}\n".encode())
        figure.update(path.read_bytes())
    return figure.hexdigest()


def _read_stamp(folder: Path) -> dict[str, str]:
    try:
        stamp: dict[str, str] = json.loads((folder / STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp


def _check_room(folder: Path, data_dir: Path, stamp: dict[str, str]) -> None:
    if folder == data_dir:
        if (folder / DATABASE).exists():
            raise Occupied(
                f"There is a database in {folder} already, and it was left as it is. "
                "Name another folder with COURSESITE_DATA_DIR, or leave out --here."
            )
    elif folder.exists() and not stamp and any(folder.iterdir()):
        raise Occupied(
            f"{folder} holds something that is no demo, and it was left as it is. Move it elsewhere, then try again."
        )


def _put_in_place(draft: Path, folder: Path, data_dir: Path) -> None:
    if folder != data_dir:
        shutil.rmtree(folder, ignore_errors=True)
        draft.rename(folder)
        return
    for path in sorted(draft.iterdir(), key=lambda path: path.name == STAMP):
        if path.is_dir():
            shutil.copytree(path, folder / path.name, dirs_exist_ok=True)
        else:
            path.replace(folder / path.name)


@contextmanager
def _only_one(data_dir: Path) -> Iterator[None]:
    """Let a second demo in the same data folder wait for the first."""
    with (data_dir / LOCK).open("w", encoding="ascii") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
