"""Scenes as a graph: which can be reached, and from where there is a way to an end."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

Links = Mapping[str, Sequence[str]]
"""For each scene, in the order in which they stand, the scenes to which its replies lead."""


def distances(links: Links, starts: Iterable[str]) -> dict[str, int]:
    """How many replies it takes at least to each scene that can be reached, in the order of finding them."""
    found = dict.fromkeys(starts, 0)
    waiting = deque(found)
    while waiting:
        scene = waiting.popleft()
        for other in links.get(scene, ()):
            if other in links and other not in found:
                found[other] = found[scene] + 1
                waiting.append(other)
    return found


def leading_to(links: Links, ends: Collection[str]) -> set[str]:
    """The scenes from which one of `ends` can be reached, those included."""
    back: dict[str, list[str]] = {name: [] for name in links}
    for name, others in links.items():
        for other in others:
            if other in back:
                back[other].append(name)
    return set(distances(back, [name for name in links if name in ends]))


def traps(links: Links, ends: Collection[str]) -> Iterator[list[str]]:
    """The circles that nobody leaves: strongly connected scenes from which no link leads out and which hold no end.

    Each comes in the order in which its scenes stand. A scene that leads to a missing one has a way out: what is
    wrong there is the link.
    """
    open_ends = {name for name, others in links.items() if any(other not in links for other in others)}
    caught = [name for name in links if name not in leading_to(links, {*ends, *open_ends})]
    # Whoever is caught gets only to scenes that are.
    reached = {name: set(distances(links, [name])) for name in caught}
    told: set[str] = set()
    for name in caught:
        if name in told:
            continue
        within = reached[name]
        # Whatever can be reached from here leads back here, or a smaller circle lies further on.
        if all(name in reached[other] for other in within):
            told |= within
            yield [other for other in links if other in within]
