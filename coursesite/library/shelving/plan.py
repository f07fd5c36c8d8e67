"""What a push will do, decided before anything is written."""

from dataclasses import dataclass, field
from typing import Any

from coursesite.library.shelving.entries import Entry
from coursesite.library.shelving.files import write_file
from coursesite.library.shelving.pictures import Pictures
from coursesite.library.shelving.places import Places
from coursesite.library.shelving.queries import Known, KnownPicture
from coursesite.library.shelving.reports import PushReport
from coursesite.library.tree import Tree


@dataclass(slots=True)
class Plan:
    """What a push will do. `known` and `known_pictures` are what it was decided on.

    `alone` says that it comes from the browser: no file has it, so none is noted. `lenient` lets texts link to what a
    coach took off the site.
    """

    tree: Tree
    known: tuple[Known, ...] = ()
    known_pictures: dict[str, KnownPicture] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    before: Places = field(default_factory=dict)
    after: Places = field(default_factory=dict)
    pictures: Pictures = field(default_factory=Pictures)
    previous: dict[int, dict[str, Any]] = field(default_factory=dict)
    report: PushReport = field(default_factory=PushReport)
    alone: bool = False
    lenient: bool = True

    @property
    def moved(self) -> dict[str, str]:
        """The paths at which pieces and pictures stood, each with the one where it will stand."""
        paths = {place.path: self.after[key].path for key, place in self.before.items()}
        pieces = {old: new for old, new in paths.items() if old != new}
        return {**self.pictures.moved, **pieces}

    @property
    def changed_courses(self) -> list[tuple[int, int, int]]:
        """What goes from one course to another: the ids of the piece, its course before and its course after."""
        ids = {piece.key: piece.id for piece in self.known}
        return [
            (ids[key], ids[place.course], ids[course])
            for key, place in self.before.items()
            if place.course and (course := self.after[key].course) and course != place.course
        ]

    @property
    def files(self) -> list[Entry]:
        """The entries whose file gets other bytes than it has."""
        return [entry for entry in self.entries if entry.data != entry.source.data]

    @property
    def writes(self) -> bool:
        """Whether the database has anything to learn."""
        return (
            self.before != self.after
            or bool(self.pictures.rows or self.pictures.gone)
            or any(entry.made is not None or not entry.is_noted for entry in self.entries)
        )

    def write_files(self) -> None:
        """Write keys, ids and what the site gives back into the files. Raises `OSError` where a file has changed."""
        for entry in self.files:
            write_file(self.tree.root, entry.source.path, entry.data, expected=entry.source.data)
