"""Compiling what a push takes in, and what pointed at something that has moved or changed."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from coursesite.library.addresses import exercise_anchor
from coursesite.library.compiling import compile_source
from coursesite.library.faults import FileFault
from coursesite.library.identity import with_identity
from coursesite.library.models import State
from coursesite.library.shelving import queries
from coursesite.library.shelving.draws import short_draws
from coursesite.library.shelving.entries import Action, Entry
from coursesite.library.shelving.plan import Plan
from coursesite.library.shelving.sight import Sight
from coursesite.library.surroundings import Fragment, Surroundings
from coursesite.text.faults import Fault


def compile_entries(plan: Plan, session: Session | None, *, write: bool) -> list[FileFault]:
    """Compile what is taken in, and what pointed at something that has moved or changed."""
    sight = Sight(plan.after, lenient=plan.lenient)
    moved = sight.moved_since(Sight(plan.before, lenient=plan.lenient)) | plan.pictures.changed
    _load_previous(plan, session, everything=bool(moved))
    faults = []
    for entry in plan.entries:
        previous = plan.previous.get(entry.known.revision_id or 0) if entry.known else None
        if not (_needs_compiling(entry, previous, moved) or _comes_out(plan, entry)):
            continue
        around = sight.around(plan.after[entry.key], plan.pictures.shown)
        entry.made = compile_source(entry.source.path, entry.source.kind, entry.data, around, previous, entry.said)
        faults += [FileFault(entry.source.path, fault) for fault in entry.made.faults]
        if not write:
            faults += [FileFault(entry.source.path, _without_id(found.line)) for found in entry.made.nameless]
    faults += _lost_fragments(plan, session)
    faults += short_draws(plan, session)
    if not faults and write:
        for entry in plan.entries:
            around = sight.around(plan.after[entry.key], plan.pictures.shown)
            _identify(entry, around, plan.previous.get(entry.known.revision_id or 0) if entry.known else None)
    return faults


def _identify(entry: Entry, around: Surroundings, previous: Mapping[str, Any] | None) -> None:
    """Write the missing key and ids into the entry's bytes, and compile those."""
    made = entry.made
    if made is None or entry.metadata is None or (made.metadata.key and not made.nameless):
        return
    entry.data = with_identity(entry.source.data, entry.key)
    entry.made = compile_source(entry.source.path, entry.source.kind, entry.data, around, previous, entry.said)


def _comes_out(plan: Plan, entry: Entry) -> bool:
    """Whether this push shows what was hidden before: search has yet to be told of it."""
    before = plan.before.get(entry.key)
    shown = plan.after[entry.key].state is State.PUBLISHED
    waited = before is not None and before.state in (State.DRAFT, State.SCHEDULED)
    return waited and shown and not entry.keeps_place


def _load_previous(plan: Plan, session: Session | None, *, everything: bool) -> None:
    if session is None:
        return
    wanted = [
        entry.known.revision_id
        for entry in plan.entries
        if entry.known is not None
        and entry.known.revision_id is not None
        and (everything or entry.action is Action.TAKE or entry.recompiles or _comes_out(plan, entry))
    ]
    plan.previous = dict(queries.compiled_forms(session, wanted))


def _needs_compiling(entry: Entry, previous: Mapping[str, Any] | None, moved: set[str]) -> bool:
    if entry.action is Action.TAKE:
        return True
    if entry.action is not Action.UNCHANGED or entry.known is None:
        return False
    if entry.recompiles or _folder(entry.known.path) != _folder(entry.source.path):
        return True
    points_at = {path for name in ("links", "pictures") for path in _mapping(previous, name)}
    return bool(points_at & moved)


def _lost_fragments(plan: Plan, session: Session | None) -> list[FileFault]:
    """Name the links to headings of other pieces which those don't have."""
    links = [(entry, fragment) for entry in plan.entries if entry.made for fragment in entry.made.fragments]
    targets = _targets(plan, session, {fragment.path for _entry, fragment in links})
    return [
        FileFault(entry.source.path, _lost(fragment))
        for entry, fragment in links
        if fragment.path in targets and fragment.anchor not in _anchors(targets[fragment.path])
    ]


def _targets(plan: Plan, session: Session | None, paths: set[str]) -> dict[str, Mapping[str, Any]]:
    """The compiled forms of the pieces at these paths: as they are now made, else as they were published."""
    entries = {entry.source.path: entry for entry in plan.entries if entry.source.path in paths}
    made = {path: entry.made.compiled for path, entry in entries.items() if entry.made and entry.made.compiled}
    known = {piece.path: piece for piece in plan.known if State(piece.state).stands_in_files and piece.path in paths}
    known |= {path: entry.known for path, entry in entries.items() if entry.known is not None}
    revisions = {
        piece.revision_id: path
        for path, piece in known.items()
        if piece.revision_id is not None and (path not in entries or entries[path].made is None)
    }
    stored = queries.compiled_forms(session, revisions) if session is not None else ()
    return {**made, **{revisions[revision]: compiled for revision, compiled in stored}}


def _lost(fragment: Fragment) -> Fault:
    problem = f"The text links to “{fragment.written}”, and that piece has no such heading."
    return Fault(fragment.line, problem, "Write the heading's words in lower case with hyphens, or link to the piece.")


def _anchors(compiled: Mapping[str, Any]) -> set[str]:
    headings = compiled.get("headings")
    blocks = compiled.get("blocks")
    found = {heading[2] for heading in headings} if isinstance(headings, list) else set()
    if isinstance(blocks, list):
        found |= {exercise_anchor(block["exercise"]["id"]) for block in blocks if "exercise" in block}
    return found


def _without_id(line: int) -> Fault:
    return Fault(line, "The exercise has no id.", "Run `coursesite content push`, which writes one below its heading.")


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _mapping(compiled: Mapping[str, Any] | None, name: str) -> Mapping[str, Any]:
    found = (compiled or {}).get(name)
    return found if isinstance(found, dict) else {}
