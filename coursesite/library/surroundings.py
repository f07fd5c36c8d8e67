"""What a piece can point at: the other pieces' addresses and its folder's pictures, by their paths in the folder."""

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from coursesite.text.faults import Fault
from coursesite.text.markup import Picture, heading_anchor

# Addresses of the site's own that a text may name directly.
SITE_ADDRESSES = frozenset({"/", "/blog/", "/courses/", "/learn/", "/search", "/sign-up", "/sign-in", "/settings/"}) | {
    *("/promises/", "/plans/", "/days/", "/story/", "/journal/", "/review/", "/growth/", "/certificates/")
}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Addresses and pictures by path. An address is empty for a piece that has no page (yet).

    `hidden` says by path, in words, why nobody sees a piece: a draft, or a post whose day is still to come.
    """

    addresses: Mapping[str, str]
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    hidden: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fragment:
    """A link to a heading of another piece: which piece, which id on its page, as written in which line."""

    path: str
    anchor: str
    written: str
    line: int


class Finder:
    """Resolves what one file points at, and remembers what it found: a link or picture that moves makes a new page."""

    def __init__(self, path: str, surroundings: Surroundings) -> None:
        self._folder = posixpath.dirname(path)
        self._around = surroundings
        self.links: dict[str, str] = {}
        self.pictures: dict[str, Picture] = {}

    def has(self, target: str) -> bool:
        """Whether a piece stands at this place beside the file."""
        return self.path_of(target) in self._around.addresses

    def needs(self, target: str) -> bool:
        """The same, and remember the piece: when it moves, the file that names it is looked at again."""
        path = self.path_of(target)
        if path in self._around.addresses:
            self.links[path] = self._around.addresses[path]
        return path in self.links

    def link(self, target: str) -> str | None:
        """The address for a link beside the page; None where nothing stands there, empty for what `hidden` names."""
        place, _, fragment = target.partition("#")
        if place.startswith("/"):
            known = place in SITE_ADDRESSES or place in self._around.addresses.values()
            return target if known else None
        path = self.path_of(place)
        address = self._around.addresses.get(path)
        if not address:
            return "" if path in self._around.hidden else None
        self.links[path] = address
        return f"{address}#{heading_anchor(fragment)}" if fragment else address

    def hidden(self, target: str, line: int) -> Fault | None:
        """What is wrong with a link to a piece that nobody sees."""
        why = self._around.hidden.get(self.path_of(target.partition("#")[0]))
        if why is None:
            return None
        return Fault(line, f"The text links to “{target}”, {why}.", "Publish that one first, or take the link out.")

    def image(self, target: str) -> Picture | None:
        """The picture for an image of the folder; None where there is none."""
        path = self.path_of(target)
        picture = self._around.pictures.get(path)
        if picture is not None:
            self.pictures[path] = picture
        return picture

    def fragment(self, target: str, line: int) -> Fragment | None:
        """What a link says about a heading of another piece, for checking once every piece is compiled."""
        place, mark, fragment = target.partition("#")
        path = self.path_of(place)
        if not mark or not fragment or path not in self.links:
            return None
        return Fragment(path, heading_anchor(fragment), target, line)

    def path_of(self, target: str) -> str:
        """The path under the content folder that a relative target means."""
        return posixpath.normpath(posixpath.join(self._folder, unquote(target)))
