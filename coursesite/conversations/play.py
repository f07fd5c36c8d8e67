"""Playing a conversation: where one begins, where a reply leads, and what is said of it at its end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .compiled import HIGHEST, LOWEST, Conversation, Verdict


class BadReply(ValueError):
    """A reply was taken that cannot be chosen there."""


@dataclass(frozen=True)
class State:
    """Where somebody stands: the scene's name, and each meter by its name, from 0 to 100."""

    scene: str
    meters: Mapping[str, int]


def begin(conversation: Conversation) -> State:
    """Where a conversation begins."""
    return State(conversation.start.name, dict(conversation.meters))


def take(conversation: Conversation, state: State, reply_key: str) -> State:
    """Where this reply leads. Meters stop at 0 and at 100.

    Raises `BadReply` for a key that no reply of the scene has, and for a scene that the conversation hasn't.
    """
    scene = conversation.by_name.get(state.scene)
    reply = scene.reply(reply_key) if scene is not None else None
    if reply is None:
        raise BadReply(f"“{state.scene}” has no reply “{reply_key}”")
    return State(reply.to, moved(state.meters, reply.changes))


def moved(meters: Mapping[str, int], changes: Iterable[tuple[str, int]]) -> dict[str, int]:
    """The meters after these changes; one that isn't there stays away."""
    after = dict(meters)
    for name, by in changes:
        if name in after:
            after[name] = min(max(after[name] + by, LOWEST), HIGHEST)
    return after


def walk(conversation: Conversation, keys: Iterable[str]) -> tuple[State, ...]:
    """All states from the beginning on, one more than there are keys. Raises `BadReply` as `take` does."""
    states = [begin(conversation)]
    for key in keys:
        states.append(take(conversation, states[-1], key))
    return tuple(states)


def verdicts(conversation: Conversation, state: State) -> tuple[Verdict, ...]:
    """The lines of the debrief that fit, as they stand; none for a scene that goes on."""
    return fitting(conversation.by_name[state.scene].verdicts, state.meters)


def fitting(lines: tuple[Verdict, ...], meters: Mapping[str, int]) -> tuple[Verdict, ...]:
    """Those of these lines that fit: by their conditions, always, or because no line with conditions does."""
    held = [bool(line.conditions) and _hold(line, meters) for line in lines]
    otherwise = not any(held)
    return tuple(
        line
        for line, holds in zip(lines, held, strict=True)
        if holds or (not line.conditions and (otherwise or not line.otherwise))
    )


def _hold(line: Verdict, meters: Mapping[str, int]) -> bool:
    return all(one.meter in meters and one.fits(meters[one.meter]) for one in line.conditions)
