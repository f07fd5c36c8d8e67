"""Numbers, tolerances and ranges between GIFT's way of writing them and ours."""

from __future__ import annotations

import re
from fractions import Fraction

from ..exchange import Unfit
from ..numbers import read_number, read_span, write_decimal

# Where a number never ends as a decimal, what is left out of it must still count.
NEARLY = Fraction(1, 100_000)
_SCIENTIFIC = re.compile(r"([-+]?\d{1,18}(?:[.,]\d{1,18})?)[eE]([-+]?\d{1,2})")


def number_text(text: str) -> str:
    """Write `31:2` as `31 ± 2`, `28..34` as it is. Raises Unfit for what is no number."""
    if ".." in text:
        low, _, high = text.partition("..")
        return f"{_number(low)}..{_number(high)}"
    middle, _, reach = text.partition(":")
    wide = _number(reach) if reach.strip() else "0"
    return _number(middle) if read_number(wide) == 0 else f"{_number(middle)} ± {wide}"


def gift_number(text: str) -> str | None:
    """Write a number of ours for GIFT; None for what isn't one."""
    span = read_span(text)
    if span is None:
        return None
    if "±" in text or span.low == span.high:
        middle, reach = (span.low + span.high) / 2, (span.high - span.low) / 2
        if write_decimal(middle) == _ended(middle):
            return _ended(middle) + (f":{_ended(reach)}" if reach else "")
        return f"{_ended(middle)}:{_ended(max(reach, NEARLY))}"
    return f"{_ended(span.low)}..{_ended(span.high)}"


def _ended(value: Fraction) -> str:
    """A decimal that ends, rounded to a tenth of NEARLY where it has to be."""
    text = write_decimal(value)
    return write_decimal(Fraction(round(value * 10**6), 10**6)) if "/" in text else text


def _number(text: str) -> str:
    text = text.strip()
    match = _SCIENTIFIC.fullmatch(text)
    value = read_number(match[1]) if match else read_number(text)
    if value is None:
        raise Unfit(f"“{text[:40]}” is not a number.")
    return write_decimal(value * Fraction(10) ** int(match[2])) if match else text
