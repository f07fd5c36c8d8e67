"""Publishing from the browser: the same way as a push, for texts that stand in no file yet.

plan = plan_texts(reading_session, texts, data_dir, now=…)     decides and compiles; changes nothing in the database
carry_out(writing_session, plan, now, author_id=…)         where `plan.report.faults` is empty; the caller commits

`plan_one` is the same for a single text, `plan_moves` gives pieces other places, `plan_states` takes them off the site.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from sqlalchemy.orm import Session

from coursesite.exercises import Said
from coursesite.library.faults import FileFault, file_fault
from coursesite.library.models import State
from coursesite.library.shelving import queries
from coursesite.library.shelving.compilations import compile_entries
from coursesite.library.shelving.entries import Action, read_entries
from coursesite.library.shelving.moves import move_hidden, read_moved, same_paths, with_whole_courses
from coursesite.library.shelving.pictures import pictures_beside
from coursesite.library.shelving.place import Place
from coursesite.library.shelving.places import courses_by_folder, places_after, places_before
from coursesite.library.shelving.plan import Plan
from coursesite.library.shelving.telling import tell
from coursesite.library.shelving.writing import Stale, carry_out
from coursesite.library.tree import Tree, tree_of_texts

__all__ = ["Plan", "Stale", "carry_out", "plan_moves", "plan_one", "plan_states", "plan_texts"]

NOTHING: Mapping[str, bytes] = MappingProxyType({})


def plan_one(
    session: Session,
    path: str,
    data: bytes,
    data_dir: Path | None,
    pictures: Mapping[str, bytes] = NOTHING,
    *,
    now: datetime,
    said: Said | None = None,
    note: str = "",
) -> Plan:
    """Decide and compile what publishing this text at this path of the content folder will do; see `plan_texts`.

    `pictures` go by their names into images/ beside it, where text shows them as images/NAME.

    `said` is what a coach said about one option of what is published: that makes a revision with this `note` also of
    the same text, in which the option has another key.
    """
    folder = path.rpartition("/")[0]
    beside = {f"{folder}/images/{name}": picture for name, picture in pictures.items()}
    return plan_texts(session, {path: data}, data_dir, beside, now=now, said=said, note=note)


def plan_texts(
    session: Session,
    texts: Mapping[str, bytes],
    data_dir: Path | None,
    pictures: Mapping[str, bytes] = NOTHING,
    *,
    now: datetime,
    said: Said | None = None,
    note: str = "",
) -> Plan:
    """Decide and compile what publishing these texts at these paths of the content folder will do: all, or none.

    A path is such as courses/service-recovery/09-pool.md; a piece that stands there already gets the text as its new
    revision, and its front matter carries that piece's key. A text may lack key and ids: they are written in
    (`plan.entries[0].data` has the whole text). `pictures` go by their paths; those that the site knows are there
    anyway. Every fault at once stands in `plan.report.faults`; with one, carry nothing out.

    No file is noted as pushed: `content pull` writes the pieces out, and a push before that calls them newer on the
    site. What was taken off the site comes back on it.
    """
    plan = _begun(session, tree_of_texts(texts), lenient=False)
    faults = list(plan.tree.faults)
    # What a browser sends was written over what is published: it is taken whatever the file says.
    plan.entries, found = read_entries(plan.tree.sources, plan.known, write=True, choose=lambda _path: "files")
    for entry in plan.entries:
        if entry.action is not Action.UNCHANGED or said is not None:
            entry.action = Action.TAKE
        entry.said, entry.note = said, note
    faults += [*found, *_elsewhere(plan)]
    plan.after, found = places_after(plan.before, plan.entries, now, archive=False, alone=True)
    plan.pictures = pictures_beside(plan.known_pictures, pictures, data_dir)
    return _finished(plan, session, [*faults, *found, *plan.pictures.faults])


def plan_moves(session: Session, paths: Mapping[str, str], data_dir: Path | None, *, now: datetime) -> Plan:
    """Decide and compile what giving pieces, by their keys, these paths will do: other numbers, names or courses.

    What points at them is brought up to date, so that links still lead there and nobody's progress is lost; a course
    whose folder gets another name takes along all that is in it. Nothing is published by this or taken off.
    `plan.moved` has the paths, drafts and pictures included, and `plan.changed_courses` what changes its course.
    """
    plan = _begun(session, Tree(Path()), lenient=True)
    plan.pictures = pictures_beside(plan.known_pictures, NOTHING, data_dir)
    paths = with_whole_courses(plan.known, paths)
    faults = list(read_moved(plan, session, paths))
    plan.after, found = places_after(plan.before, plan.entries, now, archive=False, alone=True)
    faults += [*found, *move_hidden(plan, paths, courses_by_folder(plan.after)), *same_paths(plan.after)]
    return _finished(plan, session, faults)


def plan_states(session: Session, states: Mapping[str, State], *, now: datetime) -> Plan:
    """Take pieces, by their keys, off the site: back among the drafts, into the archive, or into the trash.

    Each keeps its revisions and what people did in it. Its address becomes free. A course that goes takes its lessons
    out of sight; what comes out of the trash is a draft, and `plan_texts` puts it on the site again.
    """
    plan = _begun(session, Tree(Path()), lenient=True)
    plan.after = {
        key: _off(place, states[key], now) if key in states else place.set_aside if place.is_off else place
        for key, place in plan.before.items()
    }
    return plan


def _off(place: Place, state: State, now: datetime) -> Place:
    never_shown = not place.has_text and state is State.DRAFT
    return replace(
        place.set_aside,
        state=state,
        taken_off_at=None if never_shown else place.taken_off_at or now,
        trashed_at=now if state is State.TRASHED else None,
    )


def _begun(session: Session, tree: Tree, *, lenient: bool) -> Plan:
    known, pictures = queries.known_pieces(session), queries.known_pictures(session)
    return Plan(tree, known, pictures, before=places_before(known), alone=True, lenient=lenient)


def _finished(plan: Plan, session: Session, faults: list[FileFault]) -> Plan:
    plan.report.faults = sorted({*faults, *compile_entries(plan, session, write=True)})
    if not plan.report.faults:
        tell(plan, session)
        plan.report.without_file.clear()
    return plan


def _elsewhere(plan: Plan) -> Iterator[FileFault]:
    """Name a key whose piece stands at another path: a move is a plan of its own, where links are seen to."""
    for entry in plan.entries:
        if entry.known is not None and entry.known.path != entry.source.path:
            problem = f"The key “{entry.key}” belongs to “{entry.known.title}”, which stands at {entry.known.path}."
            line = entry.metadata.lines.get("key", 1) if entry.metadata else 1
            yield file_fault(entry.source.path, problem, "Delete the line “key: …”, and a new one is written.", line)
