"""Making sure that what was read can be written in our notation and reads the same again."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from coursesite.text.lines import in_fence

from ..escaping import markdown_of_text
from ..grammar import parse
from ..kinds import Exercise, Option, Prose
from ..printing import print_exercise

_DEEP_HEADING = re.compile(r"^ {0,3}#{1,3}(?=[ \t])")
_RULE = re.compile(r"^ {0,3}-{3,}[ \t]*$")
_MARK = re.compile(r"^([ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+)\[")
_LINE = re.compile(r"the one in line \d+")
_QUOTE = re.compile(r"^[ \t]*>[ \t]?")


@dataclass(frozen=True)
class Settled:
    """An exercise as our grammar reads it, or why it cannot be one."""

    exercise: Exercise | None
    reason: str = ""


def settled(draft: Exercise) -> Settled:
    """Give the exercise as it reads once it is printed.

    Where its texts hold notation of ours by chance, that is escaped; quotes in them become plain paragraphs.
    """
    first = _tried(draft)
    return first if first.exercise else _tried(_tamed(draft), first.reason)


def sole_exercise(markdown: str) -> Exercise | None:
    """Give the exercise that a text consists of; None where it holds anything else, or a fault."""
    document = parse(markdown.split("\n"), 1)
    alone = len(document.parts) == 1 and not document.faults
    return document.exercises[0] if alone and document.exercises else None


def shape(exercise: Exercise) -> tuple[object, ...]:
    """What must be the same for two readings to be the same exercise: everything but white space and the id's place."""
    return (
        exercise.kind,
        _squashed(exercise.prompt),
        _squashed(exercise.explanation),
        exercise.settings,
        exercise.id,
        [_of_option(option) for option in exercise.options],
        [(_squashed(pair.left), _squashed(pair.right), _squashed(pair.why)) for pair in exercise.pairs],
        [(gap.accepted, gap.choices) for gap in exercise.gaps],
    )


def _of_option(option: Option) -> tuple[object, ...]:
    return _squashed(option.text), option.mark, option.share, _squashed(option.feedback)


def _tried(draft: Exercise, reason: str = "") -> Settled:
    document = parse(print_exercise(draft).split("\n"), 1)
    if document.faults:
        return Settled(None, reason or _LINE.sub("one above it", document.faults[0].problem))
    if len(document.parts) != 1 or not document.exercises or shape(document.exercises[0]) != shape(draft):
        return Settled(None, reason or "Its text would be read in another way here.")
    return Settled(replace(document.exercises[0], line=draft.line, id_line=None))


def _tamed(draft: Exercise) -> Exercise:
    return replace(
        draft,
        prompt=_tame(draft.prompt),
        explanation=None if draft.explanation is None else _tame(draft.explanation),
        options=tuple(
            replace(
                option,
                text=_tame(option.text).strip(),
                feedback=None if option.feedback is None else _tame(option.feedback),
            )
            for option in draft.options
        ),
    )


def _tame(markdown: str) -> str:
    lines = markdown.split("\n")
    return "\n".join(line if code else _tame_line(line) for line, code in zip(lines, in_fence(lines), strict=True))


def _tame_line(line: str) -> str:
    line = _MARK.sub(r"\1\\[", _QUOTE.sub("", line))
    return "***" if _RULE.match(line) else _DEEP_HEADING.sub("####", line)


def _squashed(text: str | None) -> str:
    return " ".join((text or "").split())


def only_text(markdown: str) -> str:
    """Give Markdown so that no exercise and no fault is in it, as little changed as that takes."""
    for text in (markdown, _tame(markdown)):
        document = parse(text.split("\n"), 1)
        if not document.faults and not document.exercises:
            return text
    return markdown_of_text(markdown)


def prose(text: str, line: int) -> Prose:
    """Give a text as lines between exercises."""
    return Prose(tuple(text.strip("\n").split("\n")), line)
