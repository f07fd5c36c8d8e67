"""A content folder read as sources: what belongs where, and what else lies there.

Links are never followed and a name never leads outside the folder: every path is built from the names that the folder
itself listed.
"""

import hashlib
import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from coursesite.library.faults import FileFault, file_fault
from coursesite.library.models import Kind
from coursesite.library.paths import IMAGE_ENDINGS, is_slug, misnamed, parsed_path
from coursesite.text.slugs import slugify

LARGEST_TEXT = 512 * 1024
LARGEST_IMAGE = 12 * 1024 * 1024
READ_ME = "README.md"
BESIDE = "Keep courses under courses/, posts under blog/ and pages under pages/. Names that start with a dot may stay."


@dataclass(frozen=True, slots=True)
class Source:
    """A Markdown file and what its place says about it. `course` is the folder of a course's files, else empty."""

    path: str
    kind: Kind
    course: str
    slug: str
    place: int
    data: bytes = field(repr=False)

    @property
    def folder(self) -> str:
        """The folder that the file lies in, such as courses/calls or blog."""
        return self.path.rpartition("/")[0]

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of the file's bytes."""
        return fingerprint(self.data)


@dataclass(frozen=True, slots=True)
class Picture:
    """An image file. Its bytes are read again when they are needed."""

    path: str
    fingerprint: str


@dataclass(slots=True)
class Tree:
    """All of a content folder. `pictures` go by their path."""

    root: Path
    sources: list[Source] = field(default_factory=list)
    pictures: dict[str, Picture] = field(default_factory=dict)
    faults: list[FileFault] = field(default_factory=list)


def fingerprint(data: bytes) -> str:
    """The SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def read_tree(root: Path) -> Tree:
    """Read a content folder. What doesn't belong becomes a fault; sources come in the order of their paths."""
    tree = Tree(root)
    if not root.is_dir():
        tree.faults.append(file_fault(root.name, "There is no such folder.", "Name the folder that holds courses/."))
        return tree
    for entry in _entries(tree, root, ""):
        if entry.name == READ_ME:
            continue
        readers = {"courses": _courses, "blog": _posts, "pages": _pages}
        if entry.name in readers and entry.is_dir(follow_symlinks=False):
            readers[entry.name](tree, Path(entry.path))
        else:
            _unexpected(tree, entry.name, BESIDE)
    tree.sources.sort(key=lambda source: source.path)
    return tree


def tree_of_texts(texts: Mapping[str, bytes]) -> Tree:
    """Sources that came without a folder, as a tree; with a fault for each path where no source can stand."""
    tree = Tree(Path())
    for path, data in sorted(texts.items()):
        parsed = parsed_path(path)
        if parsed is None:
            tree.faults.append(misnamed(path))
        elif len(data) > LARGEST_TEXT:
            tree.faults.append(_too_large(path, LARGEST_TEXT))
        else:
            tree.sources.append(Source(path, *parsed, data))
    return tree


def read_file(path: Path, most: int) -> bytes:
    """A file's bytes, `most` at most. Raises `OSError` for what is no plain file, `ValueError` for a larger one."""
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with os.fdopen(handle, "rb") as file:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode):
            raise OSError(f"{path.name} is not a plain file")
        data = file.read(most + 1)
    if len(data) > most:
        raise ValueError(f"{path.name} is larger than {most} bytes")
    return data


def _courses(tree: Tree, folder: Path) -> None:
    for entry in _entries(tree, folder, "courses"):
        path = f"courses/{entry.name}"
        if not entry.is_dir(follow_symlinks=False):
            _unexpected(tree, path, "Give each course a folder of its own, with a course.md in it.")
        elif not is_slug(entry.name):
            remedy = f"Rename the folder to {slugify(entry.name)}: it becomes the course's address."
            tree.faults.append(file_fault(path, f"“{entry.name}” can't stand in an address as it is.", remedy))
        else:
            _course(tree, Path(entry.path), entry.name)


def _course(tree: Tree, folder: Path, course: str) -> None:
    for entry in _entries(tree, folder, f"courses/{course}"):
        path = f"courses/{course}/{entry.name}"
        if entry.name == "images" and entry.is_dir(follow_symlinks=False):
            _images(tree, Path(entry.path), path)
        elif entry.name.endswith(".md"):
            _source(tree, entry, path)
        else:
            _unexpected(tree, path, "A course's folder holds course.md, lessons such as 01-a-name.md, and images/.")


def _images(tree: Tree, folder: Path, under: str) -> None:
    for entry in _entries(tree, folder, under):
        path = f"{under}/{entry.name}"
        if not entry.name.lower().endswith(IMAGE_ENDINGS):
            _unexpected(tree, path, "Images are PNG, JPEG, WebP or SVG files; convert it, or take it out.")
            continue
        data = _read(tree, entry, path, LARGEST_IMAGE)
        if data is not None:
            tree.pictures[path] = Picture(path, fingerprint(data))


def _posts(tree: Tree, folder: Path) -> None:
    for entry in _entries(tree, folder, "blog"):
        path = f"blog/{entry.name}"
        if entry.name == "images" and entry.is_dir(follow_symlinks=False):
            _images(tree, Path(entry.path), path)
        else:
            _source(tree, entry, path)


def _pages(tree: Tree, folder: Path) -> None:
    for entry in _entries(tree, folder, "pages"):
        _source(tree, entry, f"pages/{entry.name}")


def _source(tree: Tree, entry: "os.DirEntry[str]", path: str) -> None:
    parsed = parsed_path(path)
    if parsed is None:
        tree.faults.append(misnamed(path))
        return
    data = _read(tree, entry, path, LARGEST_TEXT)
    if data is not None:
        kind, course, slug, place = parsed
        tree.sources.append(Source(path, kind, course, slug, place, data))


def _read(tree: Tree, entry: "os.DirEntry[str]", path: str, most: int) -> bytes | None:
    try:
        return read_file(Path(entry.path), most)
    except ValueError:
        tree.faults.append(_too_large(path, most))
    except OSError as error:
        problem = f"The file can't be read: {error.strerror or error}."
        tree.faults.append(file_fault(path, problem, "Put a plain file that you may read in its place."))
    return None


def _too_large(path: str, most: int) -> FileFault:
    size = f"{most // 1024:,} KB" if most < 1024 * 1024 else f"{most // (1024 * 1024)} MB"
    return file_fault(path, f"The file is larger than {size}.", "Make it smaller, or divide it.")


def _entries(tree: Tree, folder: Path, under: str) -> Iterator["os.DirEntry[str]"]:
    with os.scandir(folder) as listed:
        entries = sorted(listed, key=lambda entry: entry.name)
    for entry in entries:
        path = f"{under}/{entry.name}" if under else entry.name
        if entry.name.startswith("."):
            continue
        if entry.is_symlink():
            remedy = "Put the file itself here: links are never followed."
            tree.faults.append(file_fault(path, f"“{entry.name}” is a link to somewhere else.", remedy))
        else:
            yield entry


def _unexpected(tree: Tree, path: str, remedy: str) -> None:
    tree.faults.append(file_fault(path, f"“{path.rsplit('/', 1)[-1]}” doesn't belong here.", remedy))
