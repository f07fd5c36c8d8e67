"""Options that a push tells apart because somebody said so, in place of taking one for the other."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from coursesite.exercises import Compiled, Said
from coursesite.library.faults import FileFault, file_fault
from coursesite.library.shelving.entries import Action, Entry

NOTE = "Two options were told apart."
_WRITTEN = re.compile(r"(?P<path>[^#]+)#(?P<exercise>[^#:]+):(?P<key>[0-9a-f]+)")


def written(path: str, exercise: str, key: str) -> str:
    """How it is said that an option is another than the one whose key it has: path#exercise:key."""
    return f"{path}#{exercise}:{key}"


def read_written(words: Iterable[str]) -> dict[str, Said]:
    """Read what `written` gave, by path. Raises ValueError with a sentence for anything else, and for two in a file."""
    found: dict[str, Said] = {}
    for one in words:
        match = _WRITTEN.fullmatch(one)
        if match is None:
            raise ValueError(f"“{one}” is not a path, # and an exercise, : and an option, as push prints them.")
        if match["path"] in found:
            raise ValueError(f"“{match['path']}” is named twice. Push once for each option.")
        found[match["path"]] = Said(match["exercise"], match["key"])
    return found


def note_apart(entries: Iterable[Entry], apart: Mapping[str, Said]) -> Iterator[FileFault]:
    """Write down with each entry what was said about its options; name what can't be done."""
    by_path = {entry.source.path: entry for entry in entries}
    for path, said in apart.items():
        entry = by_path.get(path)
        if entry is None or entry.known is None:
            yield file_fault(path, "Options are to be told apart, and nothing is published from here.", "See the path.")
        elif entry.action not in (Action.TAKE, Action.UNCHANGED):
            problem = "Options are to be told apart, and the text was changed on the site meanwhile."
            yield file_fault(path, problem, "Run `coursesite content pull` first.")
        else:
            entry.action, entry.said, entry.note = Action.TAKE, said, NOTE


def unknown_options(entries: Iterable[Entry], previous: Mapping[int, Mapping[str, Any]]) -> Iterator[FileFault]:
    """Name the options that are to be told apart and that what is published doesn't have."""
    for entry in entries:
        if entry.said is None or entry.known is None:
            continue
        if entry.said.key not in _keys(previous.get(entry.known.revision_id or 0, {}), entry.said.exercise):
            problem = f"What is published has no option {entry.said.key} in the exercise “{entry.said.exercise}”."
            yield file_fault(entry.source.path, problem, "Take it as push printed it; once told apart, it has another.")


def _keys(compiled: Mapping[str, Any], exercise: str) -> set[str]:
    found = [block["exercise"] for block in compiled.get("blocks", ()) if "exercise" in block]
    wordings = [Compiled.from_dict(one) for one in found if one["id"] == exercise]
    options = {option.key for one in wordings for option in one.options}
    return options | {left.key for one in wordings for left in one.lefts}
