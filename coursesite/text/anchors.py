"""The names of places within one page, unique over all the parts it is rendered from."""

from __future__ import annotations

from urllib.parse import unquote

from .faults import Fault
from .slugs import slugify

# Keeps what coaches write apart from the page's own ids ("main", "search", a form's fields).
HEADING_PREFIX = "h-"


def heading_anchor(fragment: str) -> str:
    """Give the id of the heading that a link's `#fragment` means: "naming" (or "%6eaming") gives "h-naming"."""
    return HEADING_PREFIX + unquote(fragment)


class Anchors:
    """One page's ids. Pass the same object to the rendering of each part, in reading order."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._wanted: list[tuple[str, int]] = []

    def reserve(self, anchor: str) -> None:
        """Make an id of the page's own (an exercise's, say) known, so that text may link to it."""
        self._taken.add(anchor)

    def for_heading(self, text: str) -> str:
        """Claim the id of a heading: "h-" and its slug; the second of the same text gets "-1", as on Git hosts."""
        return self.claim(HEADING_PREFIX + slugify(text))

    def claim(self, wanted: str) -> str:
        """Claim an id, with a number added where it is taken."""
        anchor, number = wanted, 0
        while anchor in self._taken:
            number += 1
            anchor = f"{wanted}-{number}"
        self._taken.add(anchor)
        return anchor

    def link(self, fragment: str, line: int) -> str:
        """Give the id for a link within the page; `faults` tells later whether it exists."""
        anchor = unquote(fragment) if unquote(fragment) in self._taken else heading_anchor(fragment)
        self._wanted.append((anchor, line))
        return anchor

    def state(self) -> tuple[frozenset[str], int]:
        """What is taken and asked for by now, for `restore`."""
        return frozenset(self._taken), len(self._wanted)

    def restore(self, state: tuple[frozenset[str], int]) -> None:
        """Forget what was claimed and asked for since then."""
        self._taken = set(state[0])
        del self._wanted[state[1] :]

    def faults(self) -> tuple[Fault, ...]:
        """Name the links within the page that lead to no heading; ask when all parts are rendered."""
        return tuple(
            Fault(
                line,
                f"The text links to “#{anchor.removeprefix(HEADING_PREFIX)}”, and this page has no such heading.",
                "Write the heading's words in lower case with hyphens, or take the link out.",
            )
            for anchor, line in sorted(self._wanted, key=lambda wanted: wanted[1])
            if anchor not in self._taken
        )
