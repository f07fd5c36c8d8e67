"""One import at a time on one machine: whoever holds the lock knows that every other unfinished one has died."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Busy(Exception):
    """Another import is under way; the message says so."""


def folder(data_dir: Path) -> Path:
    """Where files wait that are being taken in; nobody but the site may read them."""
    place = data_dir / "imports"
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    return place


@contextmanager
def alone(data_dir: Path) -> Iterator[Path]:
    """Hold the lock for a `with` block; gives the folder. Raises `Busy`. The system lets go of it with the process."""
    place = folder(data_dir)
    handle = os.open(place / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise Busy("Another blog is being brought along just now. Try again when that is done.") from error
        yield place
    finally:
        os.close(handle)
