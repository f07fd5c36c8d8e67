"""The marks in front of answers: `[x]`, `[ ]`, `[~ 30%]`, `[=]`, and a scale's `[1]`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from coursesite.text.faults import Fault
from coursesite.text.shapes import shown

from .kinds import HALF, Mark
from .numbers import read_share

_MARK = re.compile(r"\[(?P<inner>[^\[\]]{0,24})\](?![(\[:])[ \t]*(?P<rest>.*)", re.DOTALL)
_STEP = re.compile(r"[-−+]?\d{1,3}")
KNOWN = "[x] right, [ ] wrong, [~] acceptable, [=] an answer to type"


@dataclass(frozen=True)
class Marked:
    """An item's mark as written, and the text after it."""

    inner: str
    rest: str

    @property
    def mark(self) -> Mark | None:
        """The mark, where it is one of ours."""
        inner = self.inner.strip()
        if inner.startswith("~"):
            return Mark.partly
        return {"x": Mark.right, "": Mark.wrong, "=": Mark.answer}.get(inner.lower())

    @property
    def step(self) -> int | None:
        """The step of a scale, where it is one."""
        inner = self.inner.strip()
        return int(inner.replace("−", "-")) if _STEP.fullmatch(inner) else None


def read_mark(text: str) -> Marked | None:
    """Read what stands in brackets at the start of an item; a link is no mark."""
    match = _MARK.fullmatch(text)
    return Marked(match["inner"], match["rest"].strip()) if match else None


def is_marked(text: str) -> bool:
    """Whether the item begins with a mark of ours."""
    marked = read_mark(text)
    return marked is not None and marked.mark is not None


def is_step(text: str) -> bool:
    """Whether the item begins with a step of a scale."""
    marked = read_mark(text)
    return marked is not None and marked.step is not None


def read_mark_and_share(marked: Marked, line: int, faults: list[Fault]) -> tuple[Mark, Fraction]:
    """Give the mark and the share of the marks that it earns; what cannot be read counts as wrong and is a fault."""
    mark = marked.mark
    if mark is None:
        faults.append(Fault(line, f"The mark “[{marked.inner}]” isn't one of ours.", f"The marks are {KNOWN}."))
        return Mark.wrong, Fraction(0)
    if not marked.inner:
        faults.append(
            Fault(
                line, "The brackets “[]” are empty.", "Write [ ] with a blank for a wrong answer, [x] for a right one."
            )
        )
    if mark is Mark.partly:
        return mark, _share(marked.inner.strip()[1:].strip(), line, faults)
    return mark, Fraction(mark in {Mark.right, Mark.answer})


def _share(text: str, line: int, faults: list[Fault]) -> Fraction:
    if not text:
        return HALF
    share = read_share(text)
    if share is None:
        problem = f"The share {shown(text)} isn't a part of the marks between 0 and 100 %."
        faults.append(Fault(line, problem, "Write it in per cent, as in [~ 30%], or [~] alone for half the marks."))
    return HALF if share is None else share
