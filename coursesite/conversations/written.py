"""A conversation as it was written: scenes of plain Markdown, with the lines on which they stand."""

from __future__ import annotations

from dataclasses import dataclass, field

from coursesite.text.faults import Fault

from .compiled import Condition

BETTER, BETWEEN, WORSE = "x", "~", " "
MARKS = (BETTER, BETWEEN, WORSE)


@dataclass(frozen=True)
class WrittenPart:
    """What `speaker` says or, where that is empty, what happens. Markdown, of one paragraph or several."""

    speaker: str
    text: str
    line: int = field(default=0, compare=False)


@dataclass(frozen=True)
class WrittenReply:
    """A choice. `to` is a scene's name as it was linked to; `mark` is one of MARKS or empty."""

    text: str
    to: str
    mark: str = ""
    changes: tuple[tuple[str, int], ...] = ()
    reason: str | None = None
    line: int = field(default=0, compare=False)
    reason_line: int = field(default=0, compare=False)


@dataclass(frozen=True)
class WrittenVerdict:
    """A line of an ending's debrief: `otherwise` fits where no line with conditions does, one without either always."""

    text: str
    conditions: tuple[Condition, ...] = ()
    otherwise: bool = False
    line: int = field(default=0, compare=False)


@dataclass(frozen=True)
class WrittenScene:
    """A scene. Without replies it is an ending; only there verdicts belong.

    `goes_on` says that its list is meant to hold replies, even if none of them could be read.
    """

    name: str
    parts: tuple[WrittenPart, ...] = ()
    feels: str | None = None
    replies: tuple[WrittenReply, ...] = ()
    verdicts: tuple[WrittenVerdict, ...] = ()
    line: int = field(default=0, compare=False)
    feels_line: int = field(default=0, compare=False)
    goes_on: bool = field(default=False, compare=False)

    @property
    def is_ending(self) -> bool:
        """Whether the conversation ends here."""
        return not self.replies and not self.goes_on


@dataclass(frozen=True)
class Script:
    """A whole conversation as it was written; `intro` stands before the first scene, which starts it.

    `faults` are those of its grammar; `checks.check` names what is wrong with it as a whole.
    """

    scenes: tuple[WrittenScene, ...]
    intro: str = ""
    intro_line: int = field(default=0, compare=False)
    faults: tuple[Fault, ...] = field(default=(), compare=False)


def same(name: str) -> str:
    """The form in which scenes' and meters' names are compared: Git hosts link to `## Start` as `#start`."""
    return name.casefold()
