"""Which lesson each post is about: found by the lesson's file, and kept by the lesson's key."""

from collections.abc import Iterable
from dataclasses import replace

from coursesite.library.metadata import read_source
from coursesite.library.models import Kind, State
from coursesite.library.shelving.entries import Action, Entry
from coursesite.library.shelving.place import Place, Places

ABOUT = (Kind.LESSON, Kind.QUIZ, Kind.CONVERSATION)


def with_subjects(before: Places, after: Places, entries: Iterable[Entry]) -> Places:
    """The places with the lesson of each post whose file was read anew, or whose lesson moved or is gone."""
    keys = _keys_by_path(after.values())
    found = dict(after)
    for entry in entries:
        place = after.get(entry.key)
        if place is None or place.kind is not Kind.POST or entry.action not in (Action.TAKE, Action.UNCHANGED):
            continue
        if entry.metadata is not None or _moved(place.about, before, after):
            metadata = entry.metadata or read_source(entry.data, entry.source.kind)[1]
            named = metadata.values.get("lesson")
            found[entry.key] = replace(place, about=keys.get(f"courses/{named}.md") if named else None)
    return found


def _moved(key: str | None, before: Places, after: Places) -> bool:
    return key is not None and before.get(key) != after.get(key)


def _keys_by_path(places: Iterable[Place]) -> dict[str, str]:
    # While one file takes another's place, a path may name two pieces: the file's own wins.
    lessons = (place for place in places if place.kind in ABOUT and place.state is State.PUBLISHED)
    return {place.path: place.key for place in sorted(lessons, key=lambda place: place.from_file)}
