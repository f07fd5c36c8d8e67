"""Pieces that are moved in the browser: which texts have to be looked at, and what becomes of them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from sqlalchemy.orm import Session

from coursesite.library.faults import FileFault, file_fault
from coursesite.library.metadata import IN_COURSE
from coursesite.library.models import Kind, State
from coursesite.library.paths import misnamed, parsed_path
from coursesite.library.relinking import relinked
from coursesite.library.shelving import queries
from coursesite.library.shelving.entries import Action, read_entries
from coursesite.library.shelving.place import Place, Places
from coursesite.library.shelving.plan import Plan
from coursesite.library.shelving.queries import Known
from coursesite.library.tree import Source, fingerprint

NOTE = "Its links were brought up to date, since what they lead to was moved."
GONE = (State.ARCHIVED, State.TRASHED)


def with_whole_courses(known: Iterable[Known], paths: Mapping[str, str]) -> dict[str, str]:
    """The same moves, with all that stands in a course whose own folder gets another name."""
    known = tuple(known)
    folders = {
        piece.id: paths[piece.key].rpartition("/")[0]
        for piece in known
        if piece.kind == Kind.COURSE and piece.key in paths and piece.path != paths[piece.key]
    }
    along = {
        piece.key: f"{folders[piece.course_id]}/{piece.path.rpartition('/')[2]}"
        for piece in known
        if piece.course_id in folders
    }
    return {**along, **paths}


def read_moved(plan: Plan, session: Session, paths: Mapping[str, str]) -> Iterator[FileFault]:
    """Fill the plan's entries with what moves and what points there, links brought up to date; give what is wrong."""
    moved = {piece.path: paths[piece.key] for piece in plan.known if paths.get(piece.key, piece.path) != piece.path}
    _move_pictures(plan, paths)
    moved |= plan.pictures.moved
    texts = _texts(plan, session, set(paths), moved)
    for piece, text in texts:
        path = paths.get(piece.key, piece.path)
        parsed = parsed_path(path)
        if parsed is None or parsed[0] != _family(Kind(piece.kind)):
            yield misnamed(path)
        else:
            plan.tree.sources.append(Source(path, *parsed, relinked(text, piece.path, path, moved)))
    plan.entries, faults = read_entries(plan.tree.sources, plan.known, write=True, choose=lambda _path: "files")
    yield from faults
    for entry in plan.entries:
        entry.only_moves, entry.note = True, NOTE
        same = entry.known is not None and entry.known.fingerprint == fingerprint(entry.data)
        entry.action = Action.UNCHANGED if same else Action.TAKE


def move_hidden(plan: Plan, paths: Mapping[str, str], courses: Mapping[str, str]) -> Iterator[FileFault]:
    """Give what has no text of its own yet, or is put away, its new place; name what can't be there."""
    present = {entry.key for entry in plan.entries}
    for key in paths.keys() & plan.after.keys() - present:
        place = plan.after[key]
        parsed = parsed_path(paths[key])
        if parsed is None or parsed[0] != _family(place.kind):
            yield misnamed(paths[key])
            continue
        _kind, folder, slug, number = parsed
        course = courses.get(folder) if place.kind in IN_COURSE else None
        if place.kind in IN_COURSE and course is None:
            yield file_fault(paths[key], "There is no such course.", "Choose one of the courses.")
            continue
        place = replace(place, path=paths[key], slug=slug, number=number, course=course, from_file=True)
        plan.after[key] = place.set_aside


def same_paths(after: Places) -> Iterator[FileFault]:
    """Name what is moved to where something else stands."""
    first: dict[str, Place] = {}
    for place in sorted(after.values(), key=lambda place: (place.from_file, place.path)):
        other = first.setdefault(place.path, place) if place.state not in GONE else place
        if other is not place and place.from_file:
            yield file_fault(place.path, f"“{other.title}” stands there already.", "Give one of the two another name.")


def _family(kind: Kind) -> Kind:
    return Kind.LESSON if kind in IN_COURSE else kind


def _texts(plan: Plan, session: Session, keys: set[str], moved: Mapping[str, str]) -> list[tuple[Known, bytes]]:
    """What is published of the pieces that move, and of those that point at what moves."""
    kept = {piece.revision_id: piece for piece in plan.known if piece.revision_id and State(piece.state) not in GONE}
    pointing = {revision for revision, links in queries.links_of(session, kept) if moved.keys() & set(links)}
    wanted = [revision for revision in kept if revision in pointing or kept[revision].key in keys]
    return [(kept[revision], text) for revision, text in queries.sources(session, wanted)]


def _move_pictures(plan: Plan, paths: Mapping[str, str]) -> None:
    """Take a course's pictures along when its folder gets another name."""
    folders = {
        piece.path.rpartition("/")[0]: paths[piece.key].rpartition("/")[0]
        for piece in plan.known
        if piece.kind == Kind.COURSE and piece.key in paths
    }
    pictures = plan.pictures
    for path, picture in plan.known_pictures.items():
        folder, _, name = path.partition("/images/")
        new = f"{folders.get(folder, folder)}/images/{name}"
        if new != path:
            pictures.moved[path] = new
            pictures.shown[new] = pictures.shown.pop(path)
            pictures.rows.append({**picture._asdict(), "path": new})
            pictures.gone.append(path)
            pictures.changed.add(path)
