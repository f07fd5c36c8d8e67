"""The originals of the blog's pictures, as they came."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from coursesite.blog.exporting.queries import PictureRow
from coursesite.library.tree import LARGEST_IMAGE, read_file


def original(data_dir: Path, row: PictureRow) -> bytes | None:
    """A picture's original; None where the site has lost it."""
    try:
        return read_file(_place(data_dir, row), LARGEST_IMAGE)
    except (OSError, ValueError):
        return None  # `lost` names it


def lost(data_dir: Path, rows: Iterable[PictureRow]) -> Sequence[str]:
    """The paths of the pictures whose originals the site has lost."""
    return [row.path for row in rows if not _place(data_dir, row).is_file()]


def _place(data_dir: Path, row: PictureRow) -> Path:
    return data_dir / "originals" / row.original_hash
