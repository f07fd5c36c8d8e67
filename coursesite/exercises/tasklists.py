"""Quizzes as people keep them in Markdown elsewhere: a question, and under it a list of boxes, some ticked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from coursesite.text import frontmatter
from coursesite.text.shapes import ITEM, Line, Shape, scan, trimmed

from .boxes import BOLD, NUMBER, Boxed, asked_exercise, unquoted, without_rules
from .exchange import Exported, Imported, Note, Unfit, check_count, decoded, print_parts
from .fitting import as_code, fitted, fitted_prose, kept_as_it_stands, set_apart, titled
from .grammar import parse
from .headings import ends_exercise, is_end_mark, read_heading
from .kinds import HALF, Exercise, Mark, Prose
from .numbers import read_share

_ITEM = re.compile(
    r"(?:(?:[-*+•]|\d{1,3}[.)]|[A-Za-z][.)])[ \t]*)?"
    r"(?:\[(?P<box>[ xX✓✔✗]?|~[^\[\]]{0,12}|=)\](?![(\[:])|\((?P<ring>[ xX*•]?)\))[ \t]+(?P<text>\S.*)",
    re.DOTALL,
)
_TICKED = frozenset("xX✓✔*•")


def read(data: bytes) -> Imported:
    """Read a Markdown quiz.

    A question is a heading, a numbered or bold line or a paragraph with a list of boxes under it (`- [x]`, `( )`, any
    marker). Quotes and text indented under an item are its feedback, a quote after the list is the explanation. What
    is in our own notation passes as it is. Everything else stays as text. Raises Unreadable.
    """
    front = frontmatter.read(decoded(data))
    reader = _Reader(front.body_line)
    if front.body_line > 1:
        reader.notes.append(Note(1, "The front matter was left out; the new file gets its own."))
    lines, _ = scan(front.body.split("\n"), front.body_line)
    reader.read(lines)
    check_count(sum(isinstance(part, Exercise) for part in reader.parts))
    return Imported(set_apart(reader.parts), tuple(sorted(reader.notes)))


def write(parts: Sequence[Exercise | Prose]) -> Exported:
    """Write questions and the text between them in our own notation, which any editor shows as lists of boxes."""
    return Exported(print_parts(parts).encode())


@dataclass
class _Reader:
    first_line: int
    parts: list[Exercise | Prose] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)

    def read(self, lines: Sequence[Line]) -> None:
        """Read lines, ours and theirs in turn."""
        place = start = 0
        while place < len(lines):
            heading = read_heading(lines[place])
            if heading is not None and heading.headword is not None:
                self._prose(lines[start:place])
                place = start = self._ours(lines, place)
            elif _item(lines[place]) is not None:
                place = start = self._question(lines, start, place)
            else:
                place += 1
        self._prose(lines[start:])

    def _ours(self, lines: Sequence[Line], place: int) -> int:
        """Take an exercise in our own notation; one with a fault stays as it stands, as code."""
        end = place + 1
        while end < len(lines) and not ends_exercise(lines[end]):
            end += 1
        document = parse([line.text for line in lines[place:end]], lines[place].number)
        exercise = document.exercises[0] if document.exercises else None
        if exercise is None or document.faults:
            self._keep(lines[place:end], document.faults[0].problem if document.faults else "")
        elif exercise.id in self.ids:
            self._keep(lines[place:end], f"The id {exercise.id} stands in this file twice.")
        else:
            self.ids |= {exercise.id} if exercise.id else set()
            self.parts.append(exercise)
        return end + 1 if end < len(lines) and is_end_mark(lines[end]) else end

    def _question(self, lines: Sequence[Line], start: int, place: int) -> int:
        """Take the list of boxes that begins at `place`, the question above it and the explanation below it."""
        items, after = _items(lines, place)
        explanation, end = _explanation(lines, after)
        asked = _beginning(lines, start, place)
        self._prose(lines[start:asked])
        try:
            exercise, notes = asked_exercise(lines[asked:place], items, explanation)
            exercise, escaped = fitted(titled(exercise))
        except Unfit as unfit:
            self._keep(lines[asked:end], unfit.sentence)
            return end
        self.notes += [Note(exercise.line, sentence) for sentence in (*notes, escaped) if sentence]
        self.parts.append(exercise)
        return end

    def _prose(self, lines: Sequence[Line]) -> None:
        kept = without_rules(lines)
        if not kept:
            return
        texts = []
        for line in kept:
            heading = read_heading(line)
            first_level = heading is not None and heading.level == 1 and heading.spaced
            texts.append(f"#{line.body}" if first_level else line.text)
            if first_level:
                sentence = (
                    "A heading of the first level became one of the second: the title stands in the front matter."
                )
                self.notes.append(Note(line.number, sentence))
        prose, escaped = fitted_prose(texts, kept[0].number)
        self.parts.append(prose)
        self.notes += [Note(kept[0].number, escaped)] if escaped else []

    def _keep(self, lines: Sequence[Line], problem: str) -> None:
        kept = without_rules(lines)
        self.parts.append(as_code([line.text for line in kept], kept[0].number))
        self.notes.append(kept_as_it_stands(kept[0].number, problem))


def _item(line: Line) -> re.Match[str] | None:
    return _ITEM.fullmatch(line.body) if line.shape is Shape.TEXT else None


def _items(lines: Sequence[Line], place: int) -> tuple[list[Boxed], int]:
    """Take items with what is indented under them, up to the first line that belongs to none."""
    items: list[Boxed] = []
    margin = lines[place].indent
    while place < len(lines):
        line = lines[place]
        match = _item(line) if line.indent < margin + 2 else None
        if match is not None:
            mark, share = _mark(match)
            items.append(Boxed(line.number, mark, share, [match["text"].strip()]))
        elif line.shape is Shape.BLANK or line.shape is Shape.FENCED or line.indent >= margin + 2:
            items[-1].nested.append(line)
        elif items[-1].nested or _begins_something(line):
            break
        else:
            items[-1].text.append(line.body)
        place += 1
    while items[-1].nested and items[-1].nested[-1].shape is Shape.BLANK:
        items[-1].nested.pop()
        place -= 1
    return items, place


def _begins_something(line: Line) -> bool:
    """Whether a line that touches an item is no more of its text."""
    if line.shape is not Shape.TEXT or line.quote or read_heading(line) is not None or is_end_mark(line):
        return True
    return any((ITEM.match(line.body), NUMBER.match(line.body), BOLD.fullmatch(line.body)))


def _mark(match: re.Match[str]) -> tuple[Mark, Fraction]:
    inner = match["box"] if match["box"] is not None else match["ring"]
    if inner.startswith("~"):
        return Mark.partly, read_share(inner[1:]) or HALF
    if inner == "=":
        return Mark.answer, Fraction(1)
    return (Mark.right, Fraction(1)) if inner in _TICKED and inner else (Mark.wrong, Fraction(0))


def _explanation(lines: Sequence[Line], place: int) -> tuple[str | None, int]:
    """Take the quote that follows, if one does."""
    start = place
    while start < len(lines) and lines[start].shape is Shape.BLANK:
        start += 1
    end = start
    while end < len(lines) and lines[end].quote:
        end += 1
    text = "\n".join(trimmed([unquoted(line) for line in lines[start:end]]))
    return (text, end) if text else (None, place)


def _beginning(lines: Sequence[Line], start: int, end: int) -> int:
    """Where the question begins: at the last heading, numbered or bold line above the list, or else at once."""
    for place in range(end - 1, start - 1, -1):
        line = lines[place]
        if read_heading(line) or is_end_mark(line):
            return place + is_end_mark(line)
        above = lines[place - 1] if place > start else None
        opens = above is None or above.shape is Shape.BLANK or read_heading(above) is not None
        if line.plain and opens and (NUMBER.match(line.body) or BOLD.fullmatch(line.body)):
            heading = next((up for up in range(place - 1, start - 1, -1) if lines[up].shape is not Shape.BLANK), None)
            return heading if heading is not None and _is_title(lines[heading]) else place
    return start


def _is_title(line: Line) -> bool:
    """Whether a heading is the question's own: one of the third level or below."""
    heading = read_heading(line)
    return heading is not None and heading.level > 2
