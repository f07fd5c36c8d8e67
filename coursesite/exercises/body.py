"""The body of an exercise: which lines are the prompt, which the answers, which the explanation."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from coursesite.text.blocks import Block, Item, Sort, quoted, read_blocks
from coursesite.text.faults import Fault
from coursesite.text.shapes import Line, Shape, shown, trimmed

from .marks import read_mark

_SOURCE = re.compile(r"\[\^[^\]\[\s^]+\]:")
LONGEST_MARK = 3
_UNDERLINE = re.compile(r"=+[ \t]*")
_NEARLY_OPTION = re.compile(r"(?:[-*+]|[–—−•·‣]\s*)?(?P<option>\[(?:[ xX]|[=~][^\[\]]{0,12})\](?!\()\s*\S.*)")

IsAnswer = Callable[[str], bool]


@dataclass(frozen=True)
class Body:
    """An exercise's body taken apart. `prompt_line` is the number of the prompt's first line in the file."""

    prompt: str
    prompt_line: int
    prompt_blocks: tuple[Block, ...]
    answers: Block | None
    explanation: str | None


def marked_list(lines: Sequence[Line], is_answer: IsAnswer, faults: list[Fault]) -> Body | None:
    """Read a body whose answers are the items with marks; None if there are none."""
    blocks = _split_before_marks(read_blocks(lines), is_answer)
    place = next((place for place, block in enumerate(blocks) if _holds(block, is_answer)), None)
    return None if place is None else _read(lines, blocks, place, is_answer, faults)


def last_block(lines: Sequence[Line], sorts: set[Sort], faults: list[Fault]) -> Body | None:
    """Read a body whose answers are its last block of one of these sorts; None if there is none."""
    blocks = read_blocks(lines)
    place = next((place for place in reversed(range(len(blocks))) if blocks[place].sort in sorts), None)
    return None if place is None else _read(lines, blocks, place, lambda _: False, faults)


def only_prompt(lines: Sequence[Line]) -> Body:
    """Read a body without a list of answers: all is prompt but for a final quote."""
    blocks = read_blocks(lines)
    while blocks and blocks[-1].sort is Sort.COMMENT:
        blocks.pop()
    final = blocks.pop() if blocks and blocks[-1].sort is Sort.QUOTE else None
    end = final.number if final else (blocks[-1].lines[-1].number + 1 if blocks else 0)
    return _body(lines, blocks, end, None, final)


def check_lines(lines: Sequence[Line], faults: list[Fault]) -> None:
    """Name lines that cannot stand inside an exercise: definitions of sources, underlined headings."""
    for place, line in enumerate(lines):
        if line.plain and _SOURCE.match(line.body):
            problem = f"The source {shown(line.body)} stands inside an exercise."
            faults.append(
                Fault(line.number, problem, "Write a line --- above the list of sources, to end the exercise.")
            )
        above = lines[place - 1] if place else None
        if line.plain and _UNDERLINE.fullmatch(line.body) and above is not None and above.plain:
            problem = f"{shown(above.body)} is underlined as a heading inside an exercise."
            faults.append(Fault(above.number, problem, f"Write the heading as “# {above.body.strip()}”."))


def nearly_options(lines: Sequence[Line]) -> list[Fault]:
    """Name lines that are meant as answers and would be read as text: a dash for the hyphen, or no blank after it.

    Phones and word processors turn a hyphen at the start of a line into a dash or a bullet.
    """
    faults = []
    for line in lines:
        nearly = _NEARLY_OPTION.fullmatch(line.body) if line.plain else None
        if nearly:
            problem = f"{shown(line.body)} looks like an answer, and would be read as text."
            remedy = f"Begin it with a hyphen and a blank, as in “- {nearly['option'].strip()}”."
            faults.append(Fault(line.number, problem, remedy))
    return faults


def unknown_marks(lines: Sequence[Line]) -> Item | None:
    """Find an item that seems to carry a mark, though none of ours."""
    for block in read_blocks(lines):
        for item in block.items:
            marked = read_mark(item.text)
            if marked is not None and len(marked.inner.strip()) <= LONGEST_MARK:
                return item
    return None


def _holds(block: Block, is_answer: IsAnswer) -> bool:
    return block.is_list and any(is_answer(item.text) for item in block.items)


def _split_before_marks(blocks: Sequence[Block], is_answer: IsAnswer) -> list[Block]:
    """Part a list of the prompt's own from the answers that follow it after a blank line.

    An item without a mark that touches the answers is taken for one that lost its mark.
    """
    parted: list[Block] = []
    for block in blocks:
        first = next((place for place, item in enumerate(block.items) if is_answer(item.text)), 0)
        while first and not block.items[first].apart:
            first -= 1
        if not first or any(_holds(earlier, is_answer) for earlier in parted):
            parted.append(block)
            continue
        start = block.items[first].line.number - block.number
        parted.append(Block(block.sort, block.lines[:start], block.touches, block.items[:first]))
        parted.append(Block(block.sort, block.lines[start:], touches=False, items=block.items[first:]))
    return parted


def _read(lines: Sequence[Line], blocks: Sequence[Block], place: int, is_answer: IsAnswer, faults: list[Fault]) -> Body:
    answers = blocks[place]
    items = list(answers.items)
    final: Block | None = None
    touched = text_between = False
    last = max(index for index, block in enumerate(blocks) if index == place or _holds(block, is_answer))
    for index, (earlier, block) in enumerate(pairwise(blocks[place:]), place + 1):
        if block.sort is Sort.COMMENT or (block.lines[0].plain and _SOURCE.match(block.lines[0].body)):
            continue
        if block.sort is Sort.QUOTE and block.touches and earlier.is_list:
            faults.append(_touching(block))
            touched = True
        elif block.sort is Sort.QUOTE:
            final = block
        elif not _holds(block, is_answer):
            text_between = True
            faults += [] if index < last else [_after_answers(block, earlier)]
        elif text_between or not (final or touched):
            faults.append(_second_list(block))
        else:
            faults += [_quote_between(final)] if final else []
            items += block.items
            final = None
    return _body(lines, blocks[:place], answers.number, replace(answers, items=items), final)


def _body(lines: Sequence[Line], before: Sequence[Block], end: int, answers: Block | None, final: Block | None) -> Body:
    prompt = [line for line in lines if line.number < end]
    first = next((line.number for line in prompt if line.shape is not Shape.BLANK), end)
    text = "\n".join(trimmed([line.text for line in prompt]))
    explanation = "\n".join(trimmed(quoted(final.lines))) if final else ""
    return Body(text, first, tuple(before), answers, explanation or None)


def _touching(block: Block) -> Fault:
    problem = f"The quote {shown(block.lines[0].text)} touches an option without being indented."
    remedy = (
        "Indent it by two spaces to make it this option's feedback, or leave a blank line above it for the explanation."
    )
    return Fault(block.number, problem, remedy)


def _quote_between(quote: Block) -> Fault:
    problem = f"The quote {shown(quote.lines[0].text)} stands between the answers."
    remedy = (
        "Indent it by two spaces to make it feedback of the option above, or move it to the end for the explanation."
    )
    return Fault(quote.number, problem, remedy)


def _second_list(block: Block) -> Fault:
    problem = f"A second list of answers begins with {shown(block.lines[0].text)}."
    return Fault(block.number, problem, "Give it a heading of its own, “### Question: …”, or make both one list.")


def _after_answers(block: Block, earlier: Block) -> Fault:
    text = block.lines[0].text
    if block.touches and earlier.is_list and block.sort is Sort.TEXT:
        problem = f"{shown(text)} touches an option without being indented."
        return Fault(
            block.number, problem, "Indent it by two spaces to make it part of the option, or write --- above it."
        )
    if block.touches and earlier.sort is Sort.QUOTE:
        problem = f"{shown(text)} touches the explanation, but does not begin with >."
        return Fault(block.number, problem, "Begin the line with >, or write --- above it to end the exercise.")
    problem = f"{shown(text)} stands after the answers."
    remedy = (
        "Move it above the answers, begin it with > for the explanation, or write --- above it to end the exercise."
    )
    return Fault(block.number, problem, remedy)
