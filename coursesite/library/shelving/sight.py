"""What a piece may point at: what is published and, from a post that waits for its day, what comes out before it."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from coursesite.library.addresses import SHOWN, address_of
from coursesite.library.models import State
from coursesite.library.shelving.place import Place, Places
from coursesite.library.shelving.places import address_in, addresses, is_shown, shown_by_path
from coursesite.library.surroundings import Surroundings
from coursesite.text.markup import Picture
from coursesite.web.filters import moment_in_words

HIDDEN = (State.DRAFT, State.SCHEDULED)


class Waiting(NamedTuple):
    """A post that waits for its day: where it will stand, and from when on."""

    address: str
    moment: datetime


class Sight:
    """What stands where, as far as a text may point at it."""

    def __init__(self, places: Places, *, lenient: bool = False) -> None:
        shown = shown_by_path(places, addresses(places))
        # What a coach took off the site may come back: a file that links to it isn't wrong for that.
        off = {place.path: _old_address(place, places) for place in places.values() if _was_shown(place, places)}
        self.shown = {**off, **shown} if lenient else shown
        hidden = [place for place in places.values() if place.state in HIDDEN or place.is_off]
        self.waiting = {
            place.path: Waiting(address_in(place, places), place.published_at)
            for place in hidden
            if place.state is State.SCHEDULED and place.published_at is not None
        }
        self._why = {place.path: _why(place) for place in hidden if place.path not in self.shown}

    def moved_since(self, before: "Sight") -> set[str]:
        """The paths at which something else stood before: links there lead elsewhere now."""
        shown = {path for path, address in before.shown.items() if self.shown.get(path) != address}
        return shown | {path for path, waiting in before.waiting.items() if self.waiting.get(path) != waiting}

    def around(self, place: Place, pictures: Mapping[str, Picture]) -> Surroundings:
        """What the text of this piece may point at."""
        if place.state is not State.SCHEDULED or place.published_at is None:
            return Surroundings(self.shown, pictures, self._why)
        before = {path: found.address for path, found in self.waiting.items() if found.moment <= place.published_at}
        hidden = {path: why for path, why in self._why.items() if path not in before}
        return Surroundings({**before, **self.shown}, pictures, hidden)


def _was_shown(place: Place, places: Places) -> bool:
    course = places.get(place.course or "", place)
    return place.has_text and not is_shown(place, places) and (place.is_off or course.is_off)


def _old_address(place: Place, places: Places) -> str:
    """Where it would stand if it were on the site."""
    course = places.get(place.course or "")
    course_slug = course.slug.removesuffix(f"~{course.key}") if course else None
    slug = place.slug.removesuffix(f"~{place.key}")
    return address_of(place.kind, slug, course_slug) if place.kind in SHOWN else ""


def _why(place: Place) -> str:
    if place.state is State.TRASHED:
        return "which is in the trash"
    if place.state is State.ARCHIVED:
        return "which is archived"
    if place.state is State.DRAFT or place.published_at is None:
        return "which is a draft"
    return f"which nobody sees before {moment_in_words(place.published_at)} (UTC)"
