"""The blog as a zip of Markdown files, laid out as a content folder: unpacked, `content push` takes it in."""

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from sqlalchemy.orm import Session

from coursesite.blog.exporting import queries
from coursesite.blog.exporting.pictures import original
from coursesite.library.models import Kind
from coursesite.library.paths import is_picture_name, parsed_path
from coursesite.library.staff_queries import Who

CONTENT_TYPE = "application/zip"
_EARLIEST = datetime(1980, 1, 1, tzinfo=UTC)
"""The first day that a zip can name."""


class _Outlet(io.RawIOBase):
    """Takes what is written and hands it on; what is gone can't be gone back to."""

    def __init__(self) -> None:
        self._waiting = bytearray()

    def write(self, data: object) -> int:
        """Take some bytes."""
        taken = bytes(data)  # type: ignore[call-overload]  # whatever ZipFile writes is a buffer
        self._waiting += taken
        return len(taken)

    def taken(self) -> bytes:
        """What was written since the last time."""
        found = bytes(self._waiting)
        self._waiting.clear()
        return found


def markdown(session: Session, data_dir: Path, who: Who | None = None) -> Iterator[bytes]:
    """The zip in pieces: posts, pages and the blog's pictures, byte for byte. A picture that is lost is left out."""
    outlet = _Outlet()
    with ZipFile(outlet, "w", ZIP_DEFLATED) as folder:
        for path, data, moment in _files(session, data_dir, who):
            entry = ZipInfo(path, max(moment, _EARLIEST).timetuple()[:6])
            # Pictures are compressed already.
            entry.compress_type = ZIP_DEFLATED if path.endswith((".md", ".svg")) else ZIP_STORED
            entry.external_attr = 0o644 << 16
            folder.writestr(entry, data)
            yield outlet.taken()
    yield outlet.taken()


def _files(session: Session, data_dir: Path, who: Who | None) -> Iterator[tuple[str, bytes, datetime]]:
    for row in queries.files(session, who):
        parsed = parsed_path(row.path)
        if parsed is not None and parsed[0] in (Kind.POST, Kind.PAGE):
            yield row.path, row.source, row.changed_at
    for picture in queries.pictures(session):
        data = original(data_dir, picture)
        if data is not None and is_picture_name(picture.path.removeprefix(queries.PICTURES)):
            yield picture.path, data, picture.taken_in_at
