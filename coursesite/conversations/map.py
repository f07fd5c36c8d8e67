"""A map of a conversation: its scenes in layers by their distance from the start, and the ways between them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .compiled import Conversation
from .curves import COLUMN, HEIGHT, ROW, WIDTH, curve
from .graph import Links, distances

MARGIN = 24
SWEEPS = 8
MOST_WAYS = 1500
"""Of more than so many ways the crossings are not looked for: nobody could follow such a tangle anyway."""
MOST_BESIDE = 6
FOLD = 52
"""From one row of a layer to the next."""


@dataclass(frozen=True)
class Node:
    """A scene on the map: the middle of its box. `is_missing` for one that is linked to and isn't there."""

    name: str
    x: float
    y: float
    layer: int
    is_start: bool = False
    is_ending: bool = False
    is_reached: bool = True
    is_missing: bool = False

    @property
    def left(self) -> float:
        """Where its box begins."""
        return self.x - WIDTH / 2

    @property
    def top(self) -> float:
        """Where its box begins."""
        return self.y - HEIGHT / 2


@dataclass(frozen=True)
class Edge:
    """A way from one scene to another; several replies that lead the same way are one. `is_back` leads up or aside."""

    source: str
    target: str
    path: str
    is_back: bool


@dataclass(frozen=True)
class Map:
    """A map, `width` by `height` units large; a box is WIDTH by HEIGHT."""

    width: float
    height: float
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    box: tuple[int, int] = (WIDTH, HEIGHT)

    def node(self, name: str) -> Node:
        """The scene of this name. Raises KeyError."""
        return {node.name: node for node in self.nodes}[name]


def map_of(conversation: Conversation) -> Map:
    """The map of a conversation."""
    return layout({scene.name: [reply.to for reply in scene.replies] for scene in conversation.scenes})


def layout(links: Links) -> Map:
    """Lay scenes out; the first one starts, those without links are endings.

    Scenes that nobody reaches stand below the others; a layer of more than MOST_BESIDE is folded into rows that stand
    in the gaps of one another. The order within the layers is found by moving each scene between its neighbours, back
    and forth (barycentre method of Sugiyama, Tagawa & Toda, 1981, IEEE Transactions on Systems, Man, and Cybernetics
    11).
    """
    if not links:
        return Map(0, 0, (), ())
    missing = {to: () for others in links.values() for to in others if to not in links}
    whole: Links = {**{name: tuple(dict.fromkeys(others)) for name, others in links.items()}, **missing}
    start = next(iter(links))
    reached = distances(whole, [start])
    layers = _layers(whole, reached)
    _untangle(layers, whole)
    places = _places(layers)
    nodes = {
        name: Node(
            name, x, y, layer, name == start, not whole[name] and name in links, name in reached, name not in links
        )
        for name, (x, y, layer) in places.items()
    }
    edges = [_edge(nodes[name], nodes[other]) for name, others in whole.items() for other in others]
    width = max(node.x for node in nodes.values()) + WIDTH / 2 + MARGIN
    height = max(node.y for node in nodes.values()) + HEIGHT / 2 + MARGIN
    return Map(width, height, tuple(nodes.values()), tuple(edges))


def _places(layers: Sequence[Sequence[str]]) -> dict[str, tuple[float, float, int]]:
    """The middle of each scene's box, and the number of its layer; rows are centred below one another."""
    rows: list[tuple[float, int, Sequence[str]]] = []
    y = MARGIN + HEIGHT / 2
    for number, layer in enumerate(layers):
        count = math.ceil(len(layer) / MOST_BESIDE)
        rows += [(y + row * FOLD, number, layer[row::count]) for row in range(count)]
        y += (count - 1) * FOLD + ROW
    widest = max(len(names) for _, _, names in rows)
    begin = MARGIN + WIDTH / 2
    return {
        name: (begin + ((widest - len(names)) / 2 + place) * COLUMN, y, number)
        for y, number, names in rows
        for place, name in enumerate(names)
    }


def _layers(links: Links, reached: Mapping[str, int]) -> list[list[str]]:
    """The scenes by distance from the start, then those that nobody reaches, by distance from the first of them."""
    layers: list[list[str]] = []
    placed: set[str] = set()
    for name in (*reached, *links):
        if name in placed:
            continue
        below = len(layers)
        found = {other: far for other, far in distances(links, [name]).items() if other not in placed}
        for other, far in found.items():
            while len(layers) <= below + far:
                layers.append([])
            layers[below + far].append(other)
        placed |= set(found)
    return [layer for layer in layers if layer]


def _untangle(layers: list[list[str]], links: Links) -> None:
    """Order each layer by the middle of its neighbours in the layer above, then below, again and again."""
    if sum(map(len, links.values())) > MOST_WAYS:
        return
    near: dict[str, set[str]] = {name: set() for name in links}
    for name, others in links.items():
        for other in others:
            near[name].add(other)
            near[other].add(name)
    best, least = [list(layer) for layer in layers], _crossings(layers, links)
    for sweep in range(SWEEPS):
        order = range(1, len(layers)) if sweep % 2 == 0 else range(len(layers) - 2, -1, -1)
        for number in order:
            beside = layers[number - 1 if sweep % 2 == 0 else number + 1]
            places = {name: place - len(beside) / 2 for place, name in enumerate(beside)}
            own = {name: place - len(layers[number]) / 2 for place, name in enumerate(layers[number])}
            middles = {name: _middle(near[name], places, own[name]) for name in layers[number]}
            layers[number].sort(key=middles.__getitem__)
        crossings = _crossings(layers, links)
        if crossings < least:
            best, least = [list(layer) for layer in layers], crossings
    layers[:] = best


def _middle(names: set[str], places: Mapping[str, float], own: float) -> float:
    found = [places[name] for name in names if name in places]
    return sum(found) / len(found) if found else own


def _crossings(layers: Sequence[Sequence[str]], links: Links) -> int:
    """How many ways between neighbouring layers cross."""
    count = 0
    for above, below in pairwise(layers):
        upper = {name: place for place, name in enumerate(above)}
        lower = {name: place for place, name in enumerate(below)}
        ways = [(upper[name], lower[other]) for name in above for other in links[name] if other in lower]
        ways += [(upper[other], lower[name]) for name in below for other in links[name] if other in upper]
        count += sum(
            (one[0] - two[0]) * (one[1] - two[1]) < 0 for place, one in enumerate(ways) for two in ways[:place]
        )
    return count


def _edge(source: Node, target: Node) -> Edge:
    path = curve((source.x, source.y), (target.x, target.y))
    return Edge(source.name, target.name, path, is_back=target.layer <= source.layer)
