"""A conversation made ready to play: scenes of safe HTML, replies with keys that last, and what each leads to."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from coursesite.text.dictform import from_plain, to_plain

LOWEST, HIGHEST = 0, 100
SIGNS: Mapping[str, Callable[[int, int], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
    ">=": operator.ge,
    ">": operator.gt,
}


@dataclass(frozen=True)
class Spoken:
    """A part of a scene: what `speaker` says, or, where that is empty, what happens. `text` is its plain text."""

    speaker: str
    html: str
    text: str


@dataclass(frozen=True)
class Reply:
    """What one could say: it leads to the scene named `to`, and changes meters by so many points each.

    `key` stays the same while the normalised text does, within its scene. `mark` is exercises' x, ~ or a space, empty
    where the author says nothing about it. `reason` is why it goes as it does; empty HTML where none is given.
    """

    key: str
    html: str
    text: str
    to: str
    changes: tuple[tuple[str, int], ...] = ()
    mark: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Condition:
    """One meter compared with a number: `sign` is one of < <= = >= >."""

    meter: str
    sign: str
    value: int

    def fits(self, value: int) -> bool:
        """Whether it holds where the meter stands at `value`."""
        return SIGNS[self.sign](value, self.value)


@dataclass(frozen=True)
class Verdict:
    """A line of an ending's debrief, and when it fits: all conditions together, none for always.

    `otherwise` fits where no line with conditions does.
    """

    conditions: tuple[Condition, ...]
    html: str
    text: str
    otherwise: bool = False


@dataclass(frozen=True)
class Scene:
    """A scene. Without replies it is an ending. `feels` is what the other person feels there, for the debrief."""

    name: str
    parts: tuple[Spoken, ...]
    feels: str = ""
    replies: tuple[Reply, ...] = ()
    verdicts: tuple[Verdict, ...] = ()

    @property
    def is_ending(self) -> bool:
        """Whether the conversation ends here."""
        return not self.replies

    def reply(self, key: str) -> Reply | None:
        """The reply of this key."""
        return next((reply for reply in self.replies if reply.key == key), None)


@dataclass(frozen=True)
class Conversation:
    """A whole conversation; the first scene starts it. `meters` are names with their values at the start, 0 to 100.

    `you` says who the learner is in it, `other` with whom they talk. `at_once` says that a reply's reason is shown
    right after it, not only in the debrief.
    """

    you: str
    other: str
    meters: tuple[tuple[str, int], ...]
    at_once: bool
    scenes: tuple[Scene, ...] = field(default=())

    @cached_property
    def by_name(self) -> dict[str, Scene]:
        """The scenes by their names."""
        return {scene.name: scene for scene in self.scenes}

    @property
    def start(self) -> Scene:
        """The scene that it begins with."""
        return self.scenes[0]

    def to_dict(self) -> dict[str, Any]:
        """Give a form that JSON can hold."""
        plain: dict[str, Any] = to_plain(self)
        return plain

    @classmethod
    def from_dict(cls, plain: Mapping[str, Any]) -> Conversation:
        """Read what `to_dict` gave. Raises KeyError, TypeError or ValueError for anything else."""
        conversation: Conversation = from_plain(cls, plain)
        return conversation
