"""The pictures of a tree beside those the site knows: only new and changed ones are decoded."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from coursesite.library.faults import FileFault, file_fault
from coursesite.library.images import BadImage, Prepared, is_served, prepare, prepare_bytes
from coursesite.library.paths import is_picture_name
from coursesite.library.shelving.queries import KnownPicture
from coursesite.library.tree import Tree, fingerprint
from coursesite.text.markup import Picture


@dataclass(slots=True)
class Pictures:
    """`shown` are a tree's pictures as text may show them, `rows` what is new about them, `gone` those no longer here.

    `changed` are the paths at which something else stands than before, or nothing. `moved` leads from old to new path.
    """

    shown: dict[str, Picture] = field(default_factory=dict)
    rows: list[dict[str, Any]] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    changed: set[str] = field(default_factory=set)
    moved: dict[str, str] = field(default_factory=dict)
    faults: list[FileFault] = field(default_factory=list)


def read_pictures(
    tree: Tree, known: Mapping[str, KnownPicture], data_dir: Path | None, *, folders_left: set[str], archive: bool
) -> Pictures:
    """Prepare what is new. `folders_left` are the folders that hold a course, or posts, after the push.

    A picture whose file is gone is forgotten with --archive, or when its folder holds nothing more. Without a data
    folder everything is checked and nothing is kept.
    """
    found = Pictures()
    for path, picture in tree.pictures.items():
        before = known.get(path)
        if before is None or before.original_hash != picture.fingerprint or not is_served(before.served_name, data_dir):
            try:
                prepared = prepare(tree.root / path, data_dir)
            except BadImage as bad:
                found.faults.append(file_fault(path, bad.problem, bad.remedy))
                continue
            if before is None or before.served_name != prepared.served_name:
                found.changed.add(path)
            found.rows.append({"path": path, **asdict(prepared), "pushed": True})
            found.shown[path] = _shown(prepared)
        else:
            found.shown[path] = _shown(before)
    here = {source.folder for source in tree.sources}
    for path in known.keys() - tree.pictures.keys():
        folder = path.partition("/images/")[0]
        if folder not in folders_left or (archive and folder in here and known[path].pushed):
            found.gone.append(path)
        if folder in here or folder not in folders_left:
            found.changed.add(path)
    return found


def pictures_beside(known: Mapping[str, KnownPicture], sent: Mapping[str, bytes], data_dir: Path | None) -> Pictures:
    """The pictures that a text from the browser may show: those the site knows, and those sent along, by path."""
    found = Pictures(shown={path: _shown(picture) for path, picture in known.items()})
    for path, data in sent.items():
        name = path.partition("/images/")[2]
        before = known.get(path)
        if not is_picture_name(name):
            remedy = "Images are PNG, JPEG, WebP or SVG files with a plain name, such as queue.png."
            found.faults.append(file_fault(path, f"“{name}” can't be the name of an image.", remedy))
        elif before is None:
            _take_in(found, path, data, data_dir)
        elif before.original_hash != fingerprint(data):
            problem = f"There is another image of the name {name} already."
            found.faults.append(file_fault(path, problem, "Give this one another name, there and in the text."))
    return found


def _take_in(found: Pictures, path: str, data: bytes, data_dir: Path | None) -> None:
    try:
        prepared = prepare_bytes(data, path.rpartition("/")[2], data_dir)
    except BadImage as bad:
        found.faults.append(file_fault(path, bad.problem, bad.remedy))
        return
    found.changed.add(path)
    found.rows.append({"path": path, **asdict(prepared), "pushed": False})
    found.shown[path] = _shown(prepared)


def _shown(picture: Prepared | KnownPicture) -> Picture:
    return Picture(f"/images/{picture.served_name}", picture.width, picture.height)
