"""Texts from elsewhere made to stand in a text of ours, so that they mean there what they meant before."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from coursesite.text.lines import in_fence

from .escaping import markdown_of_text
from .exchange import LONGEST_TITLE, problem_of
from .grammar import parse
from .kinds import Exercise, Kind, Prose

_TICKS = re.compile(r"`{3,}")
_GAP = re.compile(r"(?<!\\)\[\[")
_MARKED = re.compile(r"^([ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+)(?=\[)", re.MULTILINE)
_STRUCTURE = re.compile(r"^([ \t]*)(?=#|-{3,}[ \t]*$|=+[ \t]*$|\[\^)", re.MULTILINE)
_BOX = re.compile(r"^([ ]{0,3}(?:[-*+]|\d{1,9}[.)])[ \t]+)(?=\[(?:[ xX]|~[^\[\]]*|=|-?\d{1,3})\](?![(\[:]))")
_WORD_HEADING = re.compile(r"^([ ]{0,3}#{1,6}[ \t]+\w+[ \t]*):")
_ONE_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True)
class Fit:
    """An exercise as it can stand in a text of ours; None, with the problem in a sentence, where it cannot.

    `literal` says that marks in its Markdown had to become plain text.
    """

    exercise: Exercise | None
    problem: str = ""
    literal: bool = False


def fitted(exercise: Exercise) -> Fit:
    """Find the form in which an exercise reads back as itself.

    One without a title whose text is a short line gets the line as its title. Where the Markdown of its parts would
    be taken for our notation, those marks are escaped, and failing that all marks.
    """
    problem = ""
    for literal, form in _forms(exercise):
        found = problem_of(form)
        if found is None:
            return Fit(form, literal=literal)
        problem = problem or found
    return Fit(None, problem)


def fitted_prose(texts: Sequence[str], line: int) -> tuple[Prose, bool]:
    """Give text that stands between exercises; True where it had to be escaped to be only that."""
    text = _harmless("\n".join(texts).strip("\n"))
    if _is_prose(text):
        return Prose(tuple(text.split("\n")), line), False
    for form in (_guarded(text), markdown_of_text(text)):
        if _is_prose(form):
            return Prose(tuple(form.split("\n")), line), True
    return as_code(text.split("\n"), line), True


def _harmless(text: str) -> str:
    """Escape what would look like an exercise together with text that comes to stand beside it later.

    A heading with a word and a colon could be one that is misspelt, and a box in a list its answer.
    """
    lines = text.split("\n")
    return "\n".join(
        line if code else _BOX.sub(r"\1\\", _WORD_HEADING.sub(r"\1\\:", line))
        for line, code in zip(lines, in_fence(lines), strict=True)
    )


def as_code(lines: Sequence[str], line: int) -> Prose:
    """Keep lines as they stand, in a fenced block with a fence longer than any in them."""
    longest = max((len(ticks) for text in lines for ticks in _TICKS.findall(text)), default=2)
    fence = "`" * (longest + 1)
    return Prose((fence, *lines, fence), line)


def titled(exercise: Exercise) -> Exercise | None:
    """The exercise with its text as its title; None where it has a title, or the text is long or has no line's form."""
    text = exercise.prompt
    fits = not exercise.title and exercise.kind is not Kind.gaps and _ONE_LINE.fullmatch(text)
    if not fits or len(text) > LONGEST_TITLE or "![" in text or "[[" in text:
        return None
    return replace(exercise, title=text, prompt="")


def _forms(exercise: Exercise) -> Iterator[tuple[bool, Exercise]]:
    short = titled(exercise)
    if short is not None:
        yield False, short
    yield False, exercise
    yield True, _with_texts(exercise, _guarded)
    yield True, _with_texts(exercise, markdown_of_text)


def _with_texts(exercise: Exercise, change: Callable[[str], str]) -> Exercise:
    def maybe(text: str | None) -> str | None:
        return change(text) if text else text

    return replace(
        exercise,
        title=markdown_of_text(exercise.title),
        prompt=exercise.prompt if exercise.kind is Kind.gaps else change(exercise.prompt),
        options=tuple(
            replace(option, text=change(option.text), feedback=maybe(option.feedback)) for option in exercise.options
        ),
        explanation=maybe(exercise.explanation),
    )


def _guarded(text: str) -> str:
    """Escape what our notation would take for its own: marks, gaps, headings, rules, sources."""
    text = _STRUCTURE.sub(r"\1\\", text)
    return _GAP.sub(r"\\[[", _MARKED.sub(r"\1\\", text))


def _is_prose(text: str) -> bool:
    document = parse(text.split("\n"), 1)
    return not document.faults and all(isinstance(part, Prose) for part in document.parts)
