"""Texts from elsewhere made to stand in a text of ours, so that they mean there what they meant before."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from coursesite.text.fromhtml.marks import fence_around
from coursesite.text.lines import in_fence

from .escaping import markdown_of_text
from .exchange import Note, Unfit
from .grammar import parse
from .kinds import Exercise, Kind, Prose
from .printing import print_exercise

# Characters; a longer text stays a text and does not become the title.
_LONGEST_TITLE = 120
_ESCAPED = "Some of its text would mean something else here, so it was changed just enough to stay text."

# A fault's words name lines of what was printed, which nobody has seen.
_LINE = re.compile(r"the one in line \d+")
_HEADING = re.compile(r"^[ ]{0,3}#{1,3}(?=[ \t])")
_RULE = re.compile(r"^[ ]{0,3}-{3,}[ \t]*$")
_STRUCTURE = re.compile(r"^([ \t]*)(?=#{1,3}(?:[^#\s]|$)|=+[ \t]*$|\[\^)")
_MARKED = re.compile(r"^([ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+)(?=\[(?!\[))")
_GAP = re.compile(r"(?<!\\)\[\[")
_QUOTE = re.compile(r"^[ \t]*>[ \t]?")
_BOX = re.compile(r"^([ ]{0,3}(?:[-*+]|\d{1,9}[.)])[ \t]+)(?=\[(?:[ xX]|~[^\[\]]*|=|-?\d{1,3})\](?![(\[:]))")
_WORD_HEADING = re.compile(r"^([ ]{0,3}#{1,6}[ \t]+\w+[ \t]*):")
_CLOSING = re.compile(r"(?:^|(?<=\s))(?=#+$)")
_ONE_LINE = re.compile(r"[^\n]+")


def fitted(exercise: Exercise) -> tuple[Exercise, str]:
    """Find the form in which an exercise reads back as itself, but for white space; give it as it reads.

    Where the Markdown of its parts would be taken for our notation, that is escaped, and failing that all marks; then
    the second is a sentence that says so, else it is empty. Raises Unfit where no form reads back.
    """
    problems = []
    for form in _forms(exercise):
        found, why = _read_back(form)
        if found is not None:
            return replace(found, line=exercise.line, id_line=None), "" if form is exercise else _ESCAPED
        problems.append(why)
    # The first form's problem may be one that escaping does away with; the second's is what stays in the way.
    raise Unfit(problems[1])


def fitted_prose(texts: Sequence[str], line: int) -> tuple[Prose, str]:
    """Give text that stands between exercises, and a sentence where it had to be escaped to be only that."""
    text = "\n".join(texts).strip("\n")
    for form in (text, _guarded(text), markdown_of_text(text)):
        if _is_prose(form):
            return Prose(tuple(form.split("\n")), line), "" if form == text else _ESCAPED
    return as_code(text.split("\n"), line), _ESCAPED


def set_apart(parts: Sequence[Exercise | Prose]) -> tuple[Exercise | Prose, ...]:
    """Escape, in texts that stand beside one another, what could make an exercise of them together.

    A heading with a word and a colon could be one that is misspelt, and a box in a list below it its answer.
    """
    done: list[Exercise | Prose] = []
    for is_prose, group in groupby(parts, lambda part: isinstance(part, Prose)):
        beside = list(group)
        done += [_harmless(part) for part in beside] if is_prose and len(beside) > 1 else beside
    return tuple(done)


def as_code(lines: Sequence[str], line: int, language: str = "") -> Prose:
    """Keep lines as they stand, in a fenced block with a fence longer than any in them."""
    fence = fence_around("\n".join(lines))
    return Prose((fence + language, *lines, fence), line)


def kept_as_it_stands(line: int, why: str) -> Note:
    """Say of a question that could not be read that it came as code."""
    return Note(line, f"This could not be read as a question, so it was kept as it stands. {why}".rstrip())


def titled(exercise: Exercise) -> Exercise:
    """The exercise with its text as its title, where it has none, the text is a short line and can be one."""
    text = exercise.prompt
    fits = not exercise.title and exercise.kind is not Kind.gaps and _ONE_LINE.fullmatch(text)
    if not fits or len(text) > _LONGEST_TITLE or "![" in text or "[[" in text:
        return exercise
    short = replace(exercise, title=text, prompt="")
    return exercise if _read_back(short)[0] is None else short


def _read_back(exercise: Exercise) -> tuple[Exercise | None, str]:
    """The exercise as it reads once it is printed, or why it reads as something else."""
    document = parse(print_exercise(exercise).split("\n"), 1)
    if document.faults:
        return None, _LINE.sub("another", document.faults[0].problem)
    found = document.parts[0] if len(document.parts) == 1 else None
    if not isinstance(found, Exercise) or _words(found) != _words(exercise):
        return None, "Its text would be read as something else here."
    return found, ""


def _words(exercise: Exercise) -> Exercise:
    """The exercise with single blanks for any white space, for a comparison of two."""

    def single(text: str | None) -> str:
        return " ".join((text or "").split())

    return replace(
        exercise,
        title=single(exercise.title),
        prompt=single(exercise.prompt),
        options=tuple(
            replace(option, text=single(option.text), feedback=single(option.feedback)) for option in exercise.options
        ),
        columns=tuple(map(single, exercise.columns)),
        pairs=tuple(
            replace(pair, left=single(pair.left), right=single(pair.right), why=single(pair.why))
            for pair in exercise.pairs
        ),
        explanation=single(exercise.explanation),
    )


def _forms(exercise: Exercise) -> Iterator[Exercise]:
    yield exercise
    # A title that ends in a row of # would lose it, as what closes a heading.
    title = _CLOSING.sub(r"\\", exercise.title)
    gaps = exercise.kind is Kind.gaps
    yield _with_texts(exercise, title, _guarded(exercise.prompt, gaps=gaps), _guarded)
    yield _with_texts(exercise, title, _guarded(_without_quotes(exercise.prompt), gaps=gaps), _bare)
    prompt = exercise.prompt if gaps else markdown_of_text(exercise.prompt)
    yield _with_texts(exercise, markdown_of_text(exercise.title), prompt, markdown_of_text)


def _with_texts(exercise: Exercise, title: str, prompt: str, change: Callable[[str], str]) -> Exercise:
    """The exercise with this title and prompt, and its options and its explanation changed."""

    def changed(text: str | None) -> str | None:
        return change(text) if text else text

    return replace(
        exercise,
        title=title,
        prompt=prompt,
        options=tuple(
            replace(option, text=change(option.text), feedback=changed(option.feedback)) for option in exercise.options
        ),
        explanation=changed(exercise.explanation),
    )


def _guarded(text: str, *, gaps: bool = False) -> str:
    """Escape what our notation would take for its own, outside code: marks, headings, rules, sources, and `[[`.

    `gaps` says that the text is the one that has gaps, so that these stay, and no form escapes more than this one: a
    heading that could be that of another question is taken care of here.
    """
    guarded = _outside_code(text, _guarded_line)
    if gaps:
        return _outside_code(guarded, lambda line: _WORD_HEADING.sub(r"\1\\:", line))
    return _outside_code(guarded, lambda line: _GAP.sub(r"\\[[", line))


def _guarded_line(line: str) -> str:
    if _RULE.match(line):
        return "***"
    return _MARKED.sub(r"\1\\", _STRUCTURE.sub(r"\1\\", _HEADING.sub("####", line)))


def _bare(text: str) -> str:
    """Escape the same and make plain paragraphs of quotes, which our notation takes for feedback."""
    return _guarded(_without_quotes(text))


def _without_quotes(text: str) -> str:
    return _outside_code(text, lambda line: _QUOTE.sub("", line))


def _harmless(part: Exercise | Prose) -> Exercise | Prose:
    if isinstance(part, Exercise):
        return part
    text = _outside_code("\n".join(part.lines), lambda line: _BOX.sub(r"\1\\", _WORD_HEADING.sub(r"\1\\:", line)))
    return replace(part, lines=tuple(text.split("\n")))


def _outside_code(text: str, change: Callable[[str], str]) -> str:
    lines = text.split("\n")
    return "\n".join(line if code else change(line) for line, code in zip(lines, in_fence(lines), strict=True))


def _is_prose(text: str) -> bool:
    document = parse(text.split("\n"), 1)
    return not document.faults and all(isinstance(part, Prose) for part in document.parts)
