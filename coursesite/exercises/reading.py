"""Reading one exercise: its settings, then its body as its kind asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from coursesite.text.blocks import Sort
from coursesite.text.faults import Fault
from coursesite.text.shapes import Line, Shape, shown

from . import answers
from .body import Body, check_lines, last_block, marked_list, nearly_options, only_prompt, unknown_marks
from .checks import check
from .comment import Comment, read_comment
from .gaps import has_gap, read_gaps
from .headings import Heading
from .kinds import HEADWORDS, Exercise, Kind, Mark, Settings
from .marks import is_marked, is_step
from .numbers import read_span

NO_ANSWERS = (
    "Mark what can be picked with [x] and [ ], an answer to type with [=], a gap with [[…]], "
    "or end with a numbered list or a table; for an ordinary heading write “\\:”."
)


def read_exercise(heading: Heading, line: Line, lines: Sequence[Line], faults: list[Fault]) -> Exercise:
    """Read the exercise below this heading; what is wrong with it is added to `faults`."""
    comment, id_line, lines = _take_comment(lines, faults)
    check_lines(lines, faults)
    start = _Start(heading, line.number, comment, id_line)
    kind = HEADWORDS[heading.headword or "Question"]
    if kind in _WITH_OPTIONS and (nearly := nearly_options(lines)):
        # Whatever else could be said of the answers follows from these.
        faults += nearly
        return start.exercise(kind or Kind.pick_one, only_prompt(lines))
    exercise = _question(start, lines, faults) if kind is None else _READERS[kind](start, lines, faults)
    check(exercise, comment.names, faults)
    return exercise


@dataclass(frozen=True)
class _Start:
    heading: Heading
    line: int
    comment: Comment
    id_line: int | None

    def exercise(self, kind: Kind, body: Body) -> Exercise:
        """The exercise so far, without its answers."""
        return Exercise(
            kind=kind,
            title=self.heading.title,
            id=self.comment.id,
            settings=self.comment.settings,
            prompt=body.prompt,
            line=self.line,
            id_line=self.id_line,
            explanation=body.explanation,
        )


def _take_comment(lines: Sequence[Line], faults: list[Fault]) -> tuple[Comment, int | None, Sequence[Line]]:
    """Take the settings off the body: the first line that isn't blank, if it is a comment."""
    place = next((place for place, line in enumerate(lines) if line.shape is not Shape.BLANK), None)
    if place is None or not lines[place].body.startswith("<!--"):
        return Comment(None, Settings(), frozenset()), None, lines
    first = lines[place]
    comment, closing, after = first.body.partition("-->")
    if after.strip():
        problem = f"{shown(after)} stands behind the settings, on their line."
        faults.append(Fault(first.number, problem, "Move it to a line of its own."))
    end = place
    while "-->" not in lines[end].body and end + 1 < len(lines) and lines[end + 1].shape is Shape.COMMENT:
        end += 1
    read = read_comment(comment + closing, first.number, faults)
    return read, first.number if closing else None, lines[end + 1 :]


def _question(start: _Start, lines: Sequence[Line], faults: list[Fault]) -> Exercise:
    """Read a question; which kind it is, its answers say, in this order: marks, gaps, a list to order, a table."""
    body = marked_list(lines, is_marked, faults)
    if body is not None:
        return _marked(start, body, faults)
    body = only_prompt(lines)
    if has_gap(body.prompt):
        return _gaps(start, body, faults)
    found = last_block(lines, {Sort.NUMBERS, Sort.TABLE}, faults)
    if found is None or found.answers is None:
        faults.append(_no_answers(start, body, lines))
        return start.exercise(Kind.pick_one, body)
    if found.answers.sort is Sort.NUMBERS:
        return _order(start, found, faults)
    columns, pairs = answers.pairs(found.answers, faults)
    return replace(start.exercise(Kind.match, found), columns=columns, pairs=pairs)


def _marked(start: _Start, body: Body, faults: list[Fault]) -> Exercise:
    options = answers.marked_options(body.answers.items if body.answers else [], faults)
    typed = [option for option in options if option.mark is Mark.answer]
    rights = sum(option.mark is Mark.right for option in options)
    if typed:
        kind = Kind.number if all(read_span(option.text) for option in typed) else Kind.short_answer
    else:
        kind = Kind.pick_several if rights > 1 else Kind.pick_one
    return replace(start.exercise(kind, body), options=options)


def _gaps(start: _Start, body: Body, faults: list[Fault]) -> Exercise:
    for block in body.prompt_blocks:
        if block.sort is Sort.TABLE and has_gap("\n".join(line.text for line in block.lines)):
            problem = "A gap [[…]] stands in a table, where its bars would part the cells."
            faults.append(Fault(block.number, problem, "Write the text with the gaps as a paragraph or a list."))
    return replace(start.exercise(Kind.gaps, body), gaps=read_gaps(body.prompt, body.prompt_line, faults))


def _order(start: _Start, body: Body, faults: list[Fault]) -> Exercise:
    items = body.answers.items if body.answers else []
    numbers = [item.number or 0 for item in items]
    for item, before, number in zip(items[1:], numbers, numbers[1:], strict=False):
        if number <= before and len(set(numbers)) > 1:
            problem = f"The number {number} follows {before} in the list to put in order."
            remedy = (
                "Write the items in the right order and number them 1, 2, 3; end a list of the prompt's own with text."
            )
            faults.append(Fault(item.line.number, problem, remedy))
            break
    return replace(start.exercise(Kind.order, body), options=answers.plain_options(items, faults))


def _poll(start: _Start, lines: Sequence[Line], faults: list[Fault]) -> Exercise:
    return _unmarked_choices(Kind.poll, start, lines, faults)


def _write(start: _Start, lines: Sequence[Line], faults: list[Fault]) -> Exercise:
    return _unmarked_choices(Kind.write, start, lines, faults)


def _unmarked_choices(kind: Kind, start: _Start, lines: Sequence[Line], faults: list[Fault]) -> Exercise:
    """Read `[ ]` items among which none is right: a poll's answers, a rubric."""
    body = marked_list(lines, is_marked, faults) or only_prompt(lines)
    options = answers.marked_options(body.answers.items if body.answers else [], faults)
    return replace(start.exercise(kind, body), options=options)


def _scale(start: _Start, lines: Sequence[Line], faults: list[Fault]) -> Exercise:
    body = marked_list(lines, is_step, faults) or only_prompt(lines)
    steps = answers.steps(body.answers.items if body.answers else [], faults)
    return replace(start.exercise(Kind.scale, body), steps=steps)


def _plan(start: _Start, lines: Sequence[Line], faults: list[Fault]) -> Exercise:
    _refuse_marks("A plan's offers are plain items", "Write “- If …, then I will …”.", lines, faults)
    body = last_block(lines, {Sort.BULLETS}, faults) or only_prompt(lines)
    options = answers.plain_options(body.answers.items if body.answers else [], faults)
    return replace(start.exercise(Kind.plan, body), options=options)


def _reflect(start: _Start, lines: Sequence[Line], faults: list[Fault]) -> Exercise:
    remedy = "Write “### Question: …” to ask for an answer, or plain items without brackets."
    _refuse_marks("A reflection has no answers to pick", remedy, lines, faults)
    return start.exercise(Kind.reflect, only_prompt(lines))


def _try(start: _Start, lines: Sequence[Line], faults: list[Fault]) -> Exercise:
    remedy = "Write “### Question: …” to ask for an answer, or plain items without brackets."
    _refuse_marks("Something to try has no answers to pick", remedy, lines, faults)
    return start.exercise(Kind.try_, only_prompt(lines))


_WITH_OPTIONS = {None, Kind.poll, Kind.write}
_READERS = {
    Kind.poll: _poll,
    Kind.scale: _scale,
    Kind.reflect: _reflect,
    Kind.write: _write,
    Kind.try_: _try,
    Kind.plan: _plan,
}


def _refuse_marks(problem: str, remedy: str, lines: Sequence[Line], faults: list[Fault]) -> None:
    body = marked_list(lines, is_marked, [])
    if body is not None and body.answers is not None:
        item = next(item for item in body.answers.items if is_marked(item.text))
        faults.append(Fault(item.line.number, f"{problem}, and {shown(item.line.text)} has a mark.", remedy))


def _no_answers(start: _Start, body: Body, lines: Sequence[Line]) -> Fault:
    item = unknown_marks(lines)
    if item is not None:
        problem = f"The mark in {shown(item.line.text)} isn't one of ours."
        return Fault(
            item.line.number,
            problem,
            "Write [x] for right, [ ] for wrong, [~] for acceptable, [=] for an answer to type.",
        )
    if body.explanation and has_gap(body.explanation):
        problem = "The gaps stand in the final quote, which is the explanation."
        return Fault(start.line, problem, "Write the text with the gaps without > in front.")
    return Fault(start.line, "This question has no answers.", NO_ANSWERS)
