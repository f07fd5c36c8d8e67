"""What opens after what: found by the files' names, and checked once everything has its place."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from coursesite.library.faults import FileFault, file_fault
from coursesite.library.metadata import read_source
from coursesite.library.models import Kind, State
from coursesite.library.shelving.entries import Action, Entry
from coursesite.library.shelving.place import Place, Places

FIELD = "opens after"
CAN_OPEN = (Kind.LESSON, Kind.QUIZ, Kind.CONVERSATION)


def with_gates(after: Places, entries: Iterable[Entry]) -> Places:
    """The places with what opens each, as far as their files were read anew and name something that is there."""
    keys = _keys_by_path(after)
    found = dict(after)
    for entry in entries:
        if entry.metadata is not None and entry.action in (Action.TAKE, Action.UNCHANGED) and entry.key in found:
            named = entry.metadata.values.get(FIELD)
            gate = keys.get(f"{_folder(entry.source.path)}/{named}.md") if named else None
            found[entry.key] = replace(found[entry.key], opens_after=gate)
    return found


def gate_faults(after: Places, entries: Iterable[Entry], *, alone: bool) -> Iterator[FileFault]:
    """Name the pieces that wait for something which can't open them.

    What a coach took off the site keeps nothing waiting, and no push from being taken in.
    """
    by_key = {entry.key: entry for entry in entries}
    first = _first_lessons(after)
    for place in after.values():
        gate = after.get(place.opens_after or "")
        if gate is None or place.state is not State.PUBLISHED or (gate.is_off and not alone):
            continue
        wrong = _wrong(place, gate, first)
        if wrong is None:
            continue
        if place.key in by_key:
            yield file_fault(place.path, *wrong, _line(by_key[place.key]))
        elif gate.key in by_key:
            problem = f"“{place.title}” ({place.path}) opens after this. {wrong[0]}"
            yield file_fault(gate.path, problem, "Leave this as it is, or change what that one opens after.")


def _wrong(place: Place, gate: Place, first: Mapping[str | None, str]) -> tuple[str, str] | None:
    """What is wrong with this gate, and what to do; None where it is in order."""
    if gate.key == place.key:
        return "This waits for itself.", "Name the lesson or quiz before it, or delete the line."
    if gate.is_off:
        return f"“{gate.title}” isn't on the site.", "Publish that one first, or delete the line."
    if gate.kind not in CAN_OPEN or gate.state is not State.PUBLISHED:
        return f"“{gate.title}” is a {gate.kind} that nobody finishes.", "Name a lesson or a quiz, or delete the line."
    if gate.course != place.course or gate.number >= place.number:
        problem = f"“{gate.title}” stands after this, so that nobody would come to it first."
        return problem, "Give its file a smaller number, or name something that comes earlier."
    if first.get(place.course) == place.key:
        problem = "A course's first lesson is open to everyone, and can't wait for something."
        return problem, "Delete the line, or put another lesson first."
    return None


def _first_lessons(after: Places) -> dict[str | None, str]:
    """The key of each course's first lesson, by the course's key."""
    lessons = [place for place in after.values() if place.kind is Kind.LESSON and place.state is State.PUBLISHED]
    lessons.sort(key=lambda place: place.number, reverse=True)
    return {place.course: place.key for place in lessons}


def _line(entry: Entry) -> int:
    metadata = entry.metadata or read_source(entry.data, entry.source.kind)[1]
    return metadata.lines.get(FIELD, 1)


def _keys_by_path(after: Places) -> dict[str, str]:
    # While one file takes another's place, a path may name two pieces: the file's own wins.
    known = [place for place in after.values() if place.state is State.PUBLISHED or place.is_off]
    known.sort(key=lambda place: (place.state is State.PUBLISHED, place.from_file))
    return {place.path: place.key for place in known}


def _folder(path: str) -> str:
    return path.rpartition("/")[0]
