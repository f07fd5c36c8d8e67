"""Where every piece stands before and after a push, and which of them would stand in the same place."""

from collections.abc import Iterable, Iterator, Mapping
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

__all__ = ["Place", "Places", "address_in", "addresses", "places_after", "places_before", "shown_by_path"]


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
            had_file=piece.pushed_fingerprint is not None,
        )
        for piece in known
    }


def places_after(
    before: Places, entries: Iterable[Entry], now: datetime, *, archive: bool, alone: bool = False
) -> tuple[Places, list[FileFault]]:
    """Where the pieces will stand, and what keeps them from standing there.

    `alone` says that the entries are no whole folder: what is published already stands around them, and counts. What
    never stood in a file is not archived because none is there.
    """
    entries = tuple(entries)
    courses = _published_courses(before) if alone else {}
    courses |= {entry.source.course: entry.key for entry in entries if entry.kind is Kind.COURSE}
    present = {entry.key for entry in entries}
    after: Places = {}
    for place in before.values():
        gone = archive and place.key not in present and place.state.stands_in_files and place.had_file
        after[place.key] = _archived(place) if gone else place
    for entry in entries:
        if entry.action is not Action.CONFLICT:
            after[entry.key] = _from_file(entry, courses, before, now)
    after = with_subjects(before, with_gates(after, entries), entries)
    faults = [*_without_course(entries, courses), *_reserved(after), *_same_number(after, alone=alone)]
    faults += [*_collisions(after), *gate_faults(after, entries)]
    return after, faults


def _published_courses(before: Places) -> dict[str, str]:
    """The keys of the published courses by their folders."""
    courses = (place for place in before.values() if place.kind is Kind.COURSE and place.state is State.PUBLISHED)
    return {place.path.split("/")[1]: place.key for place in courses if "/" in place.path}


def addresses(places: Places) -> dict[str, str]:
    """The address of every published piece, by its key; empty for those that have no page."""
    return {key: address_in(place, places) for key, place in places.items() if place.state is State.PUBLISHED}


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
    slug = f"{place.slug}~{place.key}"
    return Place(
        place.key,
        place.kind,
        place.course,
        slug,
        place.number,
        place.path,
        place.title,
        State.ARCHIVED,
        published_at=place.published_at,
        from_file=True,
    )


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


def _same_number(after: Places, *, alone: bool) -> Iterator[FileFault]:
    first: dict[tuple[str | None, int], Place] = {}
    for place in sorted(after.values(), key=lambda place: (place.from_file, place.path)):
        if place.kind not in IN_COURSE or not (place.from_file or alone) or place.state is State.ARCHIVED:
            continue
        other = first.setdefault((place.course, place.number), place)
        if other is not place and place.from_file:
            problem = f"The number {place.number} stands before {other.path.rsplit('/', 1)[-1]} as well."
            yield file_fault(place.path, problem, "Give each file of a course a number of its own.")


def _collisions(after: Places) -> Iterator[FileFault]:
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
        else:
            problem = (
                f"The address “{place.slug}” belongs to “{other.title}” (key {other.key}), whose file is not here."
            )
            remedy = "If this is that piece, give it that key; if that one is gone for good, push with --archive."
            yield file_fault(place.path, problem, remedy)
