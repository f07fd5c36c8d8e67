"""A question of a Markdown quiz: the lines that ask it and its boxes, as an exercise of ours."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from coursesite.text.shapes import Line, Shape, dedented, trimmed

from .exchange import Unfit
from .headings import is_end_mark, read_heading
from .kinds import Exercise, Kind, Mark, Option, Settings

MOST_OPTIONS = 500

NUMBER = re.compile(r"(?:(?:Q|Question)[ \t]*)?(\d{1,4})[ \t]*[.):][ \t]+(?=\S)", re.IGNORECASE)
BOLD = re.compile(r"(\*\*|__)(?P<inner>(?:(?!\1).)+)\1[ \t]*:?", re.DOTALL)


@dataclass
class Boxed:
    """One item: its mark, the share that it earns, its text line by line, and what is indented under it."""

    line: int
    mark: Mark
    share: Fraction
    text: list[str]
    nested: list[Line] = field(default_factory=list)


def asked_exercise(
    lines: Sequence[Line], items: Sequence[Boxed], explanation: str | None
) -> tuple[Exercise, list[str]]:
    """Make the exercise; the sentences say what was made of it where that is not plain to see.

    Raises Unfit for more than MOST_OPTIONS answers.
    """
    if len(items) > MOST_OPTIONS:
        raise Unfit(f"It has more than {MOST_OPTIONS} answers.")
    title, prompt = _asked(without_rules(lines))
    options = [_option(item) for item in items]
    rights = sum(option.mark is Mark.right for option in options)
    typed = any(option.mark is Mark.answer for option in options)
    notes = []
    kind = Kind.short_answer if typed else Kind.pick_several if rights > 1 else Kind.pick_one
    if not rights and not typed:
        kind = Kind.poll
        notes.append("None of its answers is marked as right, so it came as a poll.")
    line = next((line.number for line in lines if line.shape is not Shape.BLANK), items[0].line)
    exercise = Exercise(kind, title, None, Settings(), prompt, line, None, tuple(options), explanation=explanation)
    return exercise, notes


def _asked(lines: Sequence[Line]) -> tuple[str, str]:
    """The title and the text of a question."""
    if not lines:
        return "", ""
    heading = read_heading(lines[0])
    rest = "\n".join(trimmed(dedented(lines[1:])))
    if heading is not None:
        return NUMBER.sub("", heading.text, count=1), rest
    first = NUMBER.sub("", lines[0].body, count=1).rstrip()
    bold = BOLD.fullmatch(first)
    if bold is not None:
        return NUMBER.sub("", bold["inner"], count=1).strip(), rest
    return "", "\n".join(trimmed([first, *dedented(lines[1:])]))


def _option(item: Boxed) -> Option:
    feedback = "\n".join(trimmed(dedented(item.nested)))
    if feedback and all(line.quote or line.shape is Shape.BLANK for line in item.nested):
        feedback = "\n".join(trimmed([unquoted(line) for line in item.nested]))
    return Option(" ".join(item.text), item.mark, item.share, feedback or None, item.line)


def unquoted(line: Line) -> str:
    """A quote's line without its `>`, any other as it is."""
    return line.body[1:].removeprefix(" ") if line.quote else line.body


def without_rules(lines: Sequence[Line]) -> list[Line]:
    """Lines without the blank ones and the rules at their ends: a rule parts questions, and parts are apart anyway."""
    filled = [place for place, line in enumerate(lines) if line.shape is not Shape.BLANK and not is_end_mark(line)]
    return list(lines[filled[0] : filled[-1] + 1]) if filled else []
