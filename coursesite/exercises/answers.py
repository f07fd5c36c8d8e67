"""Reading the answers of an exercise: options with their feedback, pairs, steps."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from coursesite.text.blocks import Block, Item, quoted
from coursesite.text.faults import Fault
from coursesite.text.shapes import Line, Shape, dedented, shown, trimmed
from coursesite.text.tables import cells

from .kinds import Mark, Option, Pair, Step
from .marks import is_marked, read_mark, read_mark_and_share

COLUMNS = (2, 3)


def marked_options(items: Sequence[Item], faults: list[Fault]) -> tuple[Option, ...]:
    """Read items with marks."""
    return tuple(_marked_option(item, faults) for item in items)


def plain_options(items: Sequence[Item], faults: list[Fault]) -> tuple[Option, ...]:
    """Read items without marks: steps to put in order, a plan's offers."""
    return tuple(_option(item, item.text, Mark.none, Fraction(0), faults) for item in items)


def steps(items: Sequence[Item], faults: list[Fault]) -> tuple[Step, ...]:
    """Read the named steps of a scale."""
    found = []
    for item in items:
        marked = read_mark(item.text)
        if marked is None or marked.step is None:
            problem = f"The item {shown(item.text)} has no step of the scale in front."
            faults.append(Fault(item.line.number, problem, "Write its number in brackets, as in “- [1] hardly ever”."))
            continue
        text, feedback = _parts(item, marked.rest, faults)
        if feedback is not None:
            problem = f"The step {shown(item.text)} has feedback, and a scale has no right answer."
            faults.append(Fault(item.line.number, problem, "Take the quote away, or write it as a final quote."))
        found.append(Step(marked.step, text, item.line.number))
    return tuple(found)


def pairs(block: Block, faults: list[Fault]) -> tuple[tuple[str, ...], tuple[Pair, ...]]:
    """Read a table's column titles and rows."""
    titles = tuple(cells(block.lines[0].body))
    if len(titles) not in COLUMNS:
        problem = f"The table to match has {len(titles)} columns."
        faults.append(Fault(block.number, problem, "Write two, and a third that says why if you like."))
    rows = [line for line in block.lines[2:] if line.shape is not Shape.BLANK]
    return titles, tuple(_pair(line, len(titles), faults) for line in rows)


def _pair(line: Line, columns: int, faults: list[Fault]) -> Pair:
    found = cells(line.body)
    if len(found) > max(columns, 2):
        problem = f"The row {shown(line.body)} has {len(found)} cells and the table {columns} columns."
        faults.append(
            Fault(line.number, problem, "Write a bar that belongs to the text as \\|, or add a column title.")
        )
    left, right, why, *_ = [*found, "", "", ""]
    if not right:
        problem = f"The row {shown(line.body)} has nothing in its right cell."
        faults.append(Fault(line.number, problem, "Write what belongs to the left cell, or delete the row."))
    return Pair(left, right, why or None, line.number)


def _marked_option(item: Item, faults: list[Fault]) -> Option:
    marked = read_mark(item.text)
    if marked is None or (marked.mark is None and marked.inner.strip().isalnum() and len(marked.inner) > 1):
        problem = f"The item {shown(item.text)} stands among the answers and has no mark."
        faults.append(
            Fault(item.line.number, problem, "Write “- [ ] …” if it is an answer, or indent it by two spaces.")
        )
        return _option(item, item.text, Mark.wrong, Fraction(0), faults)
    mark, share = read_mark_and_share(marked, item.line.number, faults)
    return _option(item, marked.rest, mark, share, faults)


def _option(item: Item, text: str, mark: Mark, share: Fraction, faults: list[Fault]) -> Option:
    text, feedback = _parts(item, text, faults)
    if not text:
        faults.append(Fault(item.line.number, "This item is empty.", "Write its text on the same line, or delete it."))
    return Option(text, mark, share, feedback, item.line.number)


def _parts(item: Item, text: str, faults: list[Fault]) -> tuple[str, str | None]:
    """Give an item's text and its feedback, both dedented."""
    start = next((place for place, line in enumerate(item.nested) if line.quote), len(item.nested))
    own, rest = item.nested[:start], item.nested[start:]
    _check_nested_options(own, faults)
    stray = next((line for line in rest if line.shape is not Shape.BLANK and not line.quote), None)
    if stray is not None:
        problem = f"{shown(stray.text)} stands after this option's feedback."
        faults.append(
            Fault(stray.number, problem, "Begin the line with > if it belongs to the feedback, or move it above.")
        )
    text = "\n".join(trimmed([text, *dedented(item.nested)[:start]])).strip()
    feedback = "\n".join(trimmed(quoted(rest)))
    return text, feedback or None


def _check_nested_options(lines: Sequence[Line], faults: list[Fault]) -> None:
    for line in lines:
        text = line.body[1:].lstrip() if line.shape is Shape.TEXT and line.body[:1] in {"-", "*", "+"} else ""
        if is_marked(text):
            problem = f"The answer {shown(line.body)} is indented, so it belongs to the text of the one above."
            faults.append(Fault(line.number, problem, "Start it at the left margin."))
