"""Weights in per cent: read as exact fractions, and turned into marks of ours."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from ..kinds import Mark
from ..numbers import write_rounded

_WEIGHT = re.compile(r"\s*%\s*(-?)(\d{1,3})(?:[.,](\d{0,20}))?\s*%")
MOST_PARTS = 100
DIGITS = 5
_ROUGH = (3, 6, 7, 9)  # the parts whose weights people round to a digit or two
# The weights that Moodle takes; it refuses others, or takes the nearest if told to.
MOODLE = frozenset(
    [Fraction(part, 20) for part in (0, 1, 2, 4, 5, 6, 8, 10, 12, 14, 15, 16, 18, 20)]
    + [Fraction(1, 3), Fraction(2, 3), Fraction(1, 6), Fraction(5, 6), Fraction(1, 7), Fraction(1, 8), Fraction(1, 9)]
)


def take_weight(text: str) -> tuple[Fraction | None, str]:
    """Take the weight off an answer, `%50%` for a half. None where it has none."""
    match = _WEIGHT.match(text)
    if match is None:
        return None, text
    share = _simplest(match[2], match[3] or "")
    return (-share if match[1] else share), text[match.end() :]


def write_weight(share: Fraction) -> str:
    """Write a weight; one that never ends is rounded to five digits, and reads back as the simple fraction it was."""
    return f"%{write_rounded(share * 100, DIGITS)}%"


def one_right(weights: Sequence[Fraction]) -> tuple[list[tuple[Mark, Fraction]], bool]:
    """Marks for a question where one answer is picked, and whether they earn what the weights say."""
    marks = [_mark(max(weight, Fraction(0))) for weight in weights]
    return marks, all(weight >= 0 for weight in weights)


def several_right(weights: Sequence[Fraction]) -> tuple[list[tuple[Mark, Fraction]], bool]:
    """Marks for a question where several are picked, and whether our rule earns what the weights say.

    Ours is right picks minus wrong picks over the number of right ones, a partly right one counting as its share.
    So n right ones weigh 1/n each, wrong ones −1/n each. Weights that are not of this form are not reproduced: then
    whatever earns something counts as right.
    """
    most = max(weights, default=Fraction(0))
    rights = sum(weight == most for weight in weights)
    if most > 0 and most * rights == 1:
        marks = [_mark(max(weight / most, Fraction(0))) for weight in weights]
        return marks, all(weight > 0 or weight == -most for weight in weights)
    return [_mark(Fraction(weight > 0)) for weight in weights], False


def _mark(share: Fraction) -> tuple[Mark, Fraction]:
    if share >= 1:
        return Mark.right, Fraction(1)
    return (Mark.partly, share) if share else (Mark.wrong, Fraction(0))


def _simplest(whole: str, part: str) -> Fraction:
    """33.33333 is a third: the simple fraction that is written like this, where there is one."""
    exact = Fraction(int(whole + part), 100 * 10 ** len(part))
    reach = Fraction(1, 100 * 10 ** len(part))
    if len(part) > 2:
        candidates = [exact.limit_denominator(MOST_PARTS)]
    else:
        candidates = [Fraction(round(exact * parts), parts) for parts in _ROUGH] if part else []
    return next((simple for simple in candidates if abs(simple - exact) < reach), exact)
