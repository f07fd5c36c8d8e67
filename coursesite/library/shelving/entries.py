"""Each source beside the piece it is: whose key it carries, and what a push has to do with it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum

from coursesite.exercises import Said
from coursesite.library.compiling import COMPILER, Compilation
from coursesite.library.faults import FileFault, file_fault
from coursesite.library.metadata import IN_COURSE, Metadata, read_source
from coursesite.library.models import Kind, State
from coursesite.library.shelving.queries import Known
from coursesite.library.tree import Source, fingerprint
from coursesite.text.slugs import new_key


class Action(Enum):
    """What a push does with a piece."""

    UNCHANGED = "the site has these bytes"
    TAKE = "the file is taken in"
    NEWER = "the site has a newer text, and the file is as it was"
    CONFLICT = "both have changed; neither is touched"
    GIVE = "both have changed; the site's text replaces the file's"
    OFF = "it was taken off the site in the browser, and stays off"


@dataclass(slots=True)
class Entry:
    """One source on its way. `data` is the file's bytes, with the key and the ids that push writes into it.

    `said` is what a coach said about one of its options: that alone is a reason for a new revision, with this `note`.
    `moved_here` says that it was moved in the browser since its file was last pushed, `only_moves` that where it stands
    is all that changes, not whether it is published.
    """

    source: Source
    key: str
    kind: Kind
    known: Known | None
    metadata: Metadata | None = None
    action: Action = Action.UNCHANGED
    data: bytes = field(default=b"", repr=False)
    made: Compilation | None = None
    said: Said | None = None
    note: str = ""
    moved_here: bool = False
    only_moves: bool = False

    @property
    def keeps_place(self) -> bool:
        """Whether it stays where it is on the site, whatever the name of its file says."""
        stays = (Action.NEWER, Action.GIVE)
        return self.action in (Action.CONFLICT, Action.OFF) or (self.moved_here and self.action in stays)

    @property
    def recompiles(self) -> bool:
        """Whether an older compiler made what is published of these very bytes."""
        return self.known is not None and (self.known.compiler or 0) < COMPILER

    @property
    def is_noted(self) -> bool:
        """Whether the site knows that the file has these bytes, or must not know."""
        if self.action in (Action.NEWER, Action.CONFLICT, Action.OFF):
            return True
        noted = (fingerprint(self.data), self.source.path)
        return self.known is not None and (self.known.pushed_fingerprint, self.known.pushed_path) == noted


Choose = Callable[[str], str]


def read_entries(
    sources: Iterable[Source], known: Iterable[Known], *, write: bool, choose: Choose
) -> tuple[list[Entry], list[FileFault]]:
    """Find each source's piece and decide what to do. `choose` says for a path: stop, files or site."""
    by_key = {piece.key: piece for piece in known}
    by_path = {piece.path: piece for piece in by_key.values() if _answers_to_its_path(piece)}
    faults: list[FileFault] = []
    entries = [_entry(source, by_key, by_path, faults) for source in sources]
    faults += _doubled(entries)
    faults += _keyless(entries, by_path, write=write)
    taken = {entry.key for entry in entries} | set(by_key)
    for entry in entries:
        if not entry.key:
            entry.key = _free_key(taken)
        entry.moved_here = entry.known is not None and _moved_here(entry.known, entry.source.path)
        entry.action = _action(entry, choose(entry.source.path), write=write)
    return entries, faults


def _answers_to_its_path(piece: Known) -> bool:
    """Whether a file at its path that names no key is this piece: not one that only the browser knows."""
    held_back = piece.revision_id is None or piece.taken_off_at is not None
    return State(piece.state).stands_in_files and not held_back


def _moved_here(known: Known, path: str) -> bool:
    stays = State(known.state).stands_in_files and known.pushed_path is not None
    return stays and known.path not in (known.pushed_path, path)


def _entry(source: Source, by_key: Mapping[str, Known], by_path: Mapping[str, Known], faults: list[FileFault]) -> Entry:
    same = by_path.get(source.path)
    taken_in = same is not None and same.fingerprint == source.fingerprint
    if same is not None and taken_in and (same.compiler or 0) >= COMPILER:
        # These bytes were taken in once, so they are in order; at a site's start nearly all of them are.
        return Entry(source, same.key, Kind(same.kind), same, data=source.data)
    _front, metadata, found = read_source(source.data, source.kind)
    faults += [FileFault(source.path, fault) for fault in found]
    known = by_key.get(metadata.key)
    if known is not None and _family(Kind(known.kind)) != _family(metadata.kind):
        problem = f"The key “{metadata.key}” belongs to the {known.kind} “{known.title}”."
        line = metadata.lines.get("key", 1)
        faults.append(file_fault(source.path, problem, "Delete the line; push writes a new one.", line))
    return Entry(source, metadata.key, metadata.kind, known, metadata, data=source.data)


def _family(kind: Kind) -> Kind:
    return Kind.LESSON if kind in IN_COURSE else kind


def _doubled(entries: Iterable[Entry]) -> list[FileFault]:
    faults = []
    first: dict[str, Entry] = {}
    for entry in entries:
        if entry.key and entry.key in first:
            problem = f"The key “{entry.key}” stands in {first[entry.key].source.path} as well."
            line = entry.metadata.lines.get("key", 1) if entry.metadata else 1
            remedy = "If this file is a copy, delete the line here; push writes a new one."
            faults.append(file_fault(entry.source.path, problem, remedy, line))
        first.setdefault(entry.key, entry)
    return faults


def _keyless(entries: Iterable[Entry], by_path: Mapping[str, Known], *, write: bool) -> list[FileFault]:
    entries = tuple(entries)
    found = {entry.key for entry in entries}
    faults = []
    for entry in entries:
        if entry.key or (entry.metadata is not None and "key" in entry.metadata.lines):
            continue
        lost = by_path.get(entry.source.path)
        if lost is not None and lost.key not in found:
            entry.key, entry.known = lost.key, lost
            problem = f"The key is gone, by which the site knows this as “{lost.title}”."
            remedy = f"Write the line “key: {lost.key}” back into the front matter."
            faults.append(file_fault(entry.source.path, problem, remedy))
        elif not write:
            problem = "The front matter has no “key”."
            faults.append(file_fault(entry.source.path, problem, "Run `coursesite content push`, which writes one."))
    return faults


def _free_key(taken: set[str]) -> str:
    key = new_key()
    while key in taken:
        key = new_key()
    taken.add(key)
    return key


def _action(entry: Entry, choice: str, *, write: bool) -> Action:
    """Compare file, site and their common ancestor, the bytes last pushed or pulled."""
    known, file = entry.known, entry.source.fingerprint
    if known is not None and known.taken_off_at is not None:
        return Action.TAKE if choice == "files" else Action.OFF
    if known is None or known.fingerprint is None:
        return Action.TAKE
    if entry.moved_here:
        return _action_of_moved(entry, known, choice, write=write)
    kept = State(known.state).stands_in_files
    if kept and file == known.fingerprint:
        return Action.UNCHANGED
    if not kept or known.fingerprint == known.pushed_fingerprint:
        return Action.TAKE
    if file == known.pushed_fingerprint:
        return Action.NEWER
    if choice == "files":
        return Action.TAKE
    return Action.GIVE if choice == "site" and write else Action.CONFLICT


def _action_of_moved(entry: Entry, known: Known, choice: str, *, write: bool) -> Action:
    """The same for a piece that stands elsewhere since somebody moved it in the browser."""
    as_it_was = entry.source.fingerprint in (known.pushed_fingerprint, known.fingerprint)
    if as_it_was and entry.source.path == known.pushed_path:
        return Action.NEWER
    if choice == "files":
        return Action.TAKE
    return Action.GIVE if choice == "site" and write else Action.CONFLICT
