"""With which meters an ending can be reached: every way through a conversation, tried."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from .compiled import HIGHEST, LOWEST, Condition
from .written import WrittenReply, WrittenScene, WrittenVerdict, same

MOST_STATES = 20_000
"""Scenes with meters that are looked at; 40 scenes with two meters in steps of five have at most 17,640."""
FEW_METERS = 4
"""With more meters than these fewer scenes are looked at, since each takes longer."""

Values = tuple[int, ...]


class TooMany(Exception):
    """There are more ways through a conversation than can be tried."""


def without_verdict(
    scenes: Mapping[str, WrittenScene], start: str, meters: Mapping[str, int]
) -> Iterator[tuple[WrittenScene, dict[str, int]]]:
    """The endings in which somebody can arrive for whom no verdict fits, with the meters of one such arrival.

    `scenes` and `meters` go by the forms of their names that `same` gives. Endings without any verdict are left out.
    Where there are too many ways to try them all, the ending comes with empty meters.
    """
    endings = [scene for scene in scenes.values() if scene.is_ending and _may_leave_out(scene.verdicts, meters)]
    if not endings:
        return
    names = tuple(meters)
    try:
        arrivals = _arrivals(scenes, start, names, tuple(meters.values()))
    except TooMany:
        yield from ((scene, {}) for scene in endings)
        return
    for scene in endings:
        for values in sorted(arrivals.get(same(scene.name), ())):
            found = dict(zip(names, values, strict=True))
            if not any(_fits(verdict.conditions, found) for verdict in scene.verdicts):
                yield scene, found
                break


def _may_leave_out(verdicts: Sequence[WrittenVerdict], meters: Mapping[str, int]) -> bool:
    """Whether every line has conditions, of which each can be looked at."""
    conditions = [verdict.conditions for verdict in verdicts]
    return (
        bool(conditions) and all(conditions) and all(same(one.meter) in meters for said in conditions for one in said)
    )


def _fits(conditions: Sequence[Condition], meters: Mapping[str, int]) -> bool:
    return all(same(one.meter) in meters and one.fits(meters[same(one.meter)]) for one in conditions)


def _arrivals(
    scenes: Mapping[str, WrittenScene], start: str, names: Sequence[str], values: Values
) -> dict[str, set[Values]]:
    """The values of the meters with which each scene can be reached. Raises `TooMany`."""
    moves = {name: [_move(reply, names) for reply in scene.replies] for name, scene in scenes.items()}
    found: dict[str, set[Values]] = {start: {values}}
    waiting = [(start, values)]
    count, most = 1, MOST_STATES * FEW_METERS // max(FEW_METERS, len(names))
    while waiting:
        scene, before = waiting.pop()
        for to, by in moves[scene]:
            after = tuple(min(max(value + more, LOWEST), HIGHEST) for value, more in zip(before, by, strict=True))
            if to not in moves or after in found.setdefault(to, set()):
                continue
            count += 1
            if count > most:
                raise TooMany
            found[to].add(after)
            waiting.append((to, after))
    return found


def _move(reply: WrittenReply, names: Sequence[str]) -> tuple[str, Values]:
    changes = {same(name): by for name, by in reply.changes}
    return same(reply.to), tuple(changes.get(name, 0) for name in names)
