"""Writing into a content folder: whole files or none, never through a link, never over a change that nobody read."""

from pathlib import Path

from coursesite.disk import write_whole
from coursesite.library.tree import LARGEST_TEXT, read_file


class FileChanged(OSError):
    """The file isn't as it was when it was read; it was left alone."""


def write_file(root: Path, path: str, data: bytes, *, expected: bytes | None) -> None:
    """Put these bytes at a path of the folder, whose grammar the caller has checked.

    `expected` are the bytes that stand there now, None where nothing does. Raises `FileChanged`, and `OSError` where a
    folder on the way is a link.
    """
    target = root.joinpath(*path.split("/"))
    _make_folders(root, target.parent)
    if expected is None:
        if target.exists() or target.is_symlink():
            raise FileChanged(f"{path} has appeared meanwhile")
    elif read_file(target, max(LARGEST_TEXT, len(expected))) != expected:
        raise FileChanged(f"{path} was changed meanwhile")
    mode = target.stat().st_mode & 0o777 if expected is not None else 0o644
    write_whole(target, data, mode)


def _make_folders(root: Path, folder: Path) -> None:
    on_the_way = [folder, *folder.parents]
    for part in reversed(on_the_way[: on_the_way.index(root)]):
        if part.is_symlink():
            raise OSError(f"{part.name} is a link, and links are never followed")
        part.mkdir(exist_ok=True)
