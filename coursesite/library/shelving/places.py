"""Where every piece stands before and after a push, and which of them would stand in the same place."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from coursesite.library.addresses import RESERVED, RESERVED_BELOW_BLOG, SHOWN, address_of
from coursesite.library.faults import FileFault, file_fault
from coursesite.library.metadata import IN_COURSE
from coursesite.library.models import Kind, State
from coursesite.library.posts import published_at, state_of
from coursesite.library.shelving.entries import Action, Entry
from coursesite.library.shelving.gates import gate_faults, with_gates
from coursesite.library.shelving.place import Place, Places
from coursesite.library.shelving.queries import Known
from coursesite.library.shelving.subjects import with_subjects

__all__ = [
    "Place",
    "Places",
    "address_in",
    "addresses",
    "courses_by_folder",
    "is_shown",
    "places_after",
    "places_before",
    "shown_by_path",
]


def places_before(known: Iterable[Known]) -> Places:
    """Where the pieces stand now, by their keys."""
    known = tuple(known)
    keys = {piece.id: piece.key for piece in known}
    return {
        piece.key: Place(
            piece.key,
            Kind(piece.kind),
            keys[piece.course_id] if piece.course_id is not None else None,
            piece.slug,
            piece.place,
            piece.path,
            piece.title,
            State(piece.state),
            keys[piece.opens_after_id] if piece.opens_after_id is not None else None,
            keys[piece.about_id] if piece.about_id is not None else None,
            piece.published_at,
            piece.taken_off_at,
            piece.trashed_at,
            had_file=piece.pushed_fingerprint is not None,
            has_text=piece.revision_id is not None,
        )
        for piece in known
    }


def places_after(
    before: Places, entries: Iterable[Entry], now: datetime, *, archive: bool, alone: bool = False
) -> tuple[Places, list[FileFault]]:
    """Where the pieces will stand, and what keeps them from standing there.

    `alone` says that the entries are no whole folder: what is published already stands around them, and counts. What
    never stood in a file is not archived because none is there, nor what only the browser decides about: that leaves
    its slug to whoever comes next.
    """
    entries = tuple(entries)
    known = courses_by_folder(before) if alone else {}
    courses = known | {entry.source.course: entry.key for entry in entries if entry.kind is Kind.COURSE}
    present = {entry.key for entry in entries}
    after: Places = {}
    for place in before.values():
        gone = archive and place.key not in present and place.state.stands_in_files and place.had_file
        kept = place.set_aside if place.is_off else place
        after[place.key] = _archived(place) if gone and not place.is_off else kept
    for entry in entries:
        if not entry.keeps_place:
            after[entry.key] = _from_file(entry, courses, before, now)
    after = with_subjects(before, with_gates(after, entries), entries)
    faults = [*_without_course(entries, courses), *_reserved(after), *_same_number(after, alone=alone)]
    faults += [*_collisions(after, alone=alone), *gate_faults(after, entries, alone=alone)]
    return after, [*faults, *(_hidden_courses(after, entries) if alone else ())]


def courses_by_folder(before: Places) -> dict[str, str]:
    """The keys of the courses by their folders; of two that share one, the published one's."""
    courses = [place for place in before.values() if place.kind is Kind.COURSE and "/" in place.path]
    courses.sort(key=lambda place: (place.state is State.PUBLISHED, place.state.stands_in_files))
    return {place.path.split("/")[1]: place.key for place in courses}


def addresses(places: Places) -> dict[str, str]:
    """The address of every piece that is shown, by its key; empty for those that have no page."""
    return {key: address_in(place, places) for key, place in places.items() if is_shown(place, places)}


def is_shown(place: Place, places: Places) -> bool:
    """Whether anybody sees it: it is published, and so is its course."""
    course = places.get(place.course or "")
    return place.state is State.PUBLISHED and (course is None or course.state is State.PUBLISHED)


def shown_by_path(places: Places, standing: Mapping[str, str]) -> dict[str, str]:
    """The addresses by the pieces' paths, for links between them."""
    found = {}
    for key, address in standing.items():
        place = places[key]
        # A path may name two pieces while one file takes another's place: the file's own wins.
        if place.from_file or place.path not in found:
            found[place.path] = address if place.kind in SHOWN else ""
    return found


def address_in(place: Place, places: Places) -> str:
    """Where a piece stands on the site, or will stand."""
    return address_of(place.kind, place.slug, places[place.course].slug if place.course in places else None)


def _archived(place: Place) -> Place:
    """An archived piece leaves its slug to whoever comes next."""
    gone = replace(place.set_aside, state=State.ARCHIVED, opens_after=None, about=None)
    return replace(gone, from_file=True)


def _from_file(entry: Entry, courses: Mapping[str, str], before: Places, now: datetime) -> Place:
    source = entry.source
    course = courses.get(source.course) if entry.kind in IN_COURSE else None
    number = source.place
    if entry.metadata is not None and entry.kind is Kind.COURSE:
        number = entry.metadata.values.get("order", 0)
    elif entry.kind is Kind.COURSE:
        number = before[entry.key].number
    takes = entry.metadata is not None and entry.action is Action.TAKE
    title = entry.metadata.title if takes and entry.metadata else before[entry.key].title
    known = before.get(entry.key)
    if known is not None and entry.only_moves:
        moved = replace(known, course=course, slug=source.slug, number=number, path=source.path, from_file=True)
        return moved.set_aside if moved.is_off else moved
    state, moment = _standing(entry, known, now)
    return Place(
        entry.key,
        entry.kind,
        course,
        source.slug,
        number,
        source.path,
        title,
        state,
        known.opens_after if known else None,
        known.about if known else None,
        moment,
        from_file=True,
    )


def _standing(entry: Entry, known: Place | None, now: datetime) -> tuple[State, datetime | None]:
    """Whether a piece is published, and the moment that a post is dated by."""
    if entry.kind is not Kind.POST:
        return State.PUBLISHED, None
    stays = entry.metadata is None or entry.action not in (Action.TAKE, Action.UNCHANGED)
    if stays and known is not None:
        return known.state, known.published_at
    values = entry.metadata.values if entry.metadata is not None else {}
    moment = published_at(entry.source.path, values)
    return state_of(values, moment, now), moment


def _without_course(entries: Iterable[Entry], courses: Mapping[str, str]) -> Iterator[FileFault]:
    folders = {entry.source.course for entry in entries if entry.source.course}
    for folder in sorted(folders - set(courses)):
        problem = "The folder holds lessons and no course.md."
        yield file_fault(f"courses/{folder}", problem, "Write one, with key, title, summary and topics.")


def _reserved(after: Places) -> Iterator[FileFault]:
    for place in after.values():
        if place.kind is Kind.PAGE and place.slug in RESERVED and place.from_file:
            problem = f"The site itself answers at /{place.slug}."
            yield file_fault(place.path, problem, "Give the page's file another name.")
        if place.kind is Kind.POST and place.slug in RESERVED_BELOW_BLOG and place.from_file:
            problem = f"The blog itself answers at /blog/{place.slug}/."
            yield file_fault(place.path, problem, f"Give the post's file another name, such as “on-{place.slug}”.")


def _hidden_courses(after: Places, entries: Iterable[Entry]) -> Iterator[FileFault]:
    """Name the texts that are to be published in a course which isn't."""
    for entry in entries:
        course = after.get(after[entry.key].course or "")
        if course is not None and course.state is not State.PUBLISHED and not entry.only_moves:
            problem = f"The course “{course.title}” isn't published, so nobody would come to this."
            yield file_fault(entry.source.path, problem, "Publish the course, or both together on the course's page.")


def _same_number(after: Places, *, alone: bool) -> Iterator[FileFault]:
    first: dict[tuple[str | None, int], Place] = {}
    for place in sorted(after.values(), key=lambda place: (place.from_file, place.path)):
        if place.kind not in IN_COURSE or not (place.from_file or alone) or place.state is not State.PUBLISHED:
            continue
        other = first.setdefault((place.course, place.number), place)
        if other is not place and place.from_file:
            problem = f"The number {place.number} stands before {other.path.rsplit('/', 1)[-1]} as well."
            yield file_fault(place.path, problem, "Give each file of a course a number of its own.")


def _collisions(after: Places, *, alone: bool) -> Iterator[FileFault]:
    """Name the files that would take an address which another piece has."""
    first: dict[tuple[str, str], Place] = {}
    kept_first = sorted(after.values(), key=lambda place: (place.from_file, place.path))
    for place in kept_first:
        room = place.course or ("" if place.kind in IN_COURSE else place.kind.value)
        other = first.setdefault((room, place.slug), place)
        if other is place or not place.from_file:
            continue
        if other.from_file:
            problem = f"{other.path.rsplit('/', 1)[-1]} has the same address, “{place.slug}”."
            yield file_fault(place.path, problem, "Name one of the two differently.")
        elif alone:
            problem = f"The address “{place.slug}” belongs to “{other.title}”."
            yield file_fault(place.path, problem, "Give one of the two another name.")
        else:
            problem = (
                f"The address “{place.slug}” belongs to “{other.title}” (key {other.key}), whose file is not here."
            )
            remedy = "If this is that piece, give it that key; if that one is gone for good, push with --archive."
            yield file_fault(place.path, problem, remedy)
