"""A text looked at while it is being written: what can be shown of it, and every fault.

It is compiled in the helper process, which can be stopped and which remembers the pieces that it has rendered (see
`rerendering.py`). What the text may point at is sent there once for each state of the shelf.
"""

from collections import OrderedDict
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from coursesite.library import look_queries
from coursesite.library.compiling import compile_source
from coursesite.library.keeping import Kept
from coursesite.library.models import Kind
from coursesite.library.rerendering import Rerenderer
from coursesite.library.shelving import queries as shelving
from coursesite.library.shelving.place import Places
from coursesite.library.shelving.places import places_before
from coursesite.library.shelving.sight import Sight
from coursesite.library.surroundings import Surroundings
from coursesite.text import timed
from coursesite.text.faults import Fault
from coursesite.text.markup import Picture

SECONDS = 3.0
"""A text of 10,000 words takes a twentieth of it."""
COLD_SECONDS = 20.0
"""For a fresh helper process to load what it needs, before it sees any text."""
MOST_SURROUNDINGS = 4


@dataclass(frozen=True, slots=True)
class Looked:
    """What could be made of a text: `compiled` as pages show it (empty for a text that took too long), its faults."""

    compiled: dict[str, Any]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class _Site:
    """What stands where at one state of the shelf."""

    version: str
    places: Places
    sight: Sight
    pictures: dict[str, Picture]


# By engine, since versions mean something only within one database; a test sees many.
_sites: WeakKeyDictionary[Engine, Kept[_Site]] = WeakKeyDictionary()


def look(session: Session, key: str, path: str, kind: Kind, data: bytes) -> Looked:
    """Look at a text of the piece with this key, which stands at this path; nothing is stored."""
    site = _site(session)
    place = site.places.get(key)
    around = Surroundings(site.sight.shown, site.pictures) if place is None else site.sight.around(place, site.pictures)
    # All but posts that wait for their day see the same.
    token = f"{site.version} {key if place is not None and place.published_at else ''}"
    try:
        known = timed.run_limited(_knows, token, seconds=COLD_SECONDS)
        return timed.run_limited(_look, path, kind, data, token, None if known else around, seconds=SECONDS)
    except timed.TooSlow as slow:
        return Looked({}, (Fault(1, "The text could not be shown in time.", str(slow)),))


def _site(session: Session) -> _Site:
    engine = session.get_bind().engine
    kept = _sites.get(engine)
    if kept is None:
        kept = _sites.setdefault(engine, Kept(2))
    version = f"{id(engine)} {look_queries.version_of_all(session)}"
    return kept.get(version, lambda: _read_site(session, version))


def _read_site(session: Session, version: str) -> _Site:
    places = places_before(shelving.known_pieces(session))
    known = shelving.known_pictures(session).values()
    pictures = {found.path: Picture(f"/images/{found.served_name}", found.width, found.height) for found in known}
    return _Site(version, places, Sight(places), pictures)


# What follows runs in the helper process, one piece of work at a time.
_rerender = Rerenderer()
_surroundings: OrderedDict[str, Surroundings] = OrderedDict()


def _knows(token: str) -> bool:
    return token in _surroundings


def _look(path: str, kind: Kind, data: bytes, token: str, around: Surroundings | None) -> Looked:
    if around is not None:
        _surroundings[token] = around
        while len(_surroundings) > MOST_SURROUNDINGS:
            _surroundings.popitem(last=False)
    # Another thread's work came between, and pushed them out or ended the process that had them.
    found = _surroundings.get(token) or Surroundings({})
    made = compile_source(path, kind, data, found, unfinished=_rerender)
    return Looked(made.compiled, tuple(made.faults))
