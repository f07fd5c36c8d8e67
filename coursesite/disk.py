"""Files that are there whole or not at all."""

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path


def write_whole(path: Path, data: bytes, mode: int = 0o644) -> None:
    """Write a file into a folder that exists: whoever looks finds the old bytes or the new ones, also after a crash.

    Raises `OSError`, and leaves what stood there and nothing beside it.
    """
    write_parts(path, [data], mode)


def write_parts(path: Path, parts: Iterable[bytes], mode: int = 0o644) -> None:
    """The same for a file too large to be held, in parts that are written as they come.

    Whatever making them raises is raised on, with nothing written.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            for part in parts:
                file.write(part)
            file.flush()
            os.fsync(file.fileno())
        draft.chmod(mode)
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
