"""The file that a person takes away: everything as data, the same as a page to read, and their uploads."""

import json
import tempfile
import zipfile
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import IO

from coursesite.front.data.belongings import Rows

KEPT_IN_MEMORY = 1024 * 1024


def pack(lists: Mapping[str, Rows], page: str, uploads: Iterable[Path]) -> IO[bytes]:
    """A ZIP file, open at its beginning: data.json, read-me-first.html (`page`) and uploads/.

    It stands in memory up to a megabyte and on the disk beyond; closing it removes it.
    """
    file = tempfile.SpooledTemporaryFile(max_size=KEPT_IN_MEMORY)  # noqa: SIM115  # the response closes it
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("read-me-first.html", page)
        with archive.open("data.json", "w") as data:
            for piece in json.JSONEncoder(ensure_ascii=False, indent=2, default=_plain).iterencode(lists):
                data.write(piece.encode())
        for number, path in enumerate(uploads, 1):
            archive.write(path, f"uploads/{number}-{path.name}")
    file.seek(0)
    return file


def _plain(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Fraction | Path):
        return str(value)
    raise TypeError(f"the export has no way of writing a {type(value).__name__}")
