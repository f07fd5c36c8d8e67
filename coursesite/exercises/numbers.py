"""Numbers as people write them, exactly: decimal comma or point, thousands blanks, tolerances and ranges."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

LONGEST_NUMBER = 60

_BLANKS = "[ \\u00a0\\u2009\\u202f']"
_MINUS = str.maketrans(dict.fromkeys("−–‒﹣－", "-") | {"٫": ".", "＋": "+"})
_GROUPED = re.compile(rf"(?<=\d){_BLANKS}(?=\d{{3}}(?!\d))")
_DECIMAL = re.compile(r"([-+]?)(\d{1,30})(?:[.,](\d{1,30}))?")
_POINTED = re.compile(r"([-+]?)[.,](\d{1,30})")
_QUOTIENT = re.compile(r"([-+]?\d{1,18}) ?[/⁄] ?(\d{1,18})")
_THOUSANDS = re.compile(r"([-+]?)(\d{1,3}(?:([.,])\d{3})(?:\3\d{3})*)(?:(?!\3)[.,](\d{1,30}))?")
_TOLERANCE = re.compile(r"\s*(?:±|\+/[-−–]|\+-)\s*")
_RANGE = re.compile(r"\s*(?:\.\.\.?|…|‥)\s*")


FINEST = 10_000
"""The largest denominator of marks and shares: sums of them are written down exactly, and must not grow without end."""


@dataclass(frozen=True)
class Span:
    """All numbers from `low` to `high`, both included."""

    low: Fraction
    high: Fraction

    def holds(self, value: Fraction) -> bool:
        """Whether the value lies in it."""
        return self.low <= value <= self.high


def read_number(text: str) -> Fraction | None:
    """Read a number as a coach writes it: `31`, `-2.5`, `2,5`, `1 200`, `1/3`. None if it isn't one.

    A comma or a point is a decimal one, however many digits follow.
    """
    text = _tidied(text)
    if match := _QUOTIENT.fullmatch(text):
        return Fraction(int(match[1]), int(match[2])) if int(match[2]) else None
    if match := _DECIMAL.fullmatch(text):
        return _value(match[1], match[2], match[3] or "")
    if match := _POINTED.fullmatch(text):
        return _value(match[1], "0", match[2])
    return None


def readings(text: str) -> tuple[Fraction, ...]:
    """Read a number as a learner may mean it; an empty tuple if it isn't one.

    `1,200` is one thousand two hundred to some and one and a fifth to others, so both are given.
    """
    decimal = read_number(text)
    found = [] if decimal is None else [decimal]
    match = _THOUSANDS.fullmatch(_tidied(text))
    if match and not match[2].startswith("0"):
        found.append(_value(match[1], re.sub("[.,]", "", match[2]), match[4] or ""))
    return tuple(found)


def typed_readings(text: str) -> tuple[Fraction, ...]:
    """Read what a learner typed: `readings`, whatever full stop or other mark ends it."""
    return readings(text.rstrip(".,;!?"))


def is_ambiguous(text: str) -> bool:
    """Whether a coach's number can be read in two ways: `1,200`."""
    return "," in text and len(readings(text)) > 1


def read_span(text: str) -> Span | None:
    """Read a number, a number with its tolerance (`31 ± 2`) or a range (`28..34`). None if it is none of them.

    A range that runs downwards gives a span that holds nothing.
    """
    parts = _TOLERANCE.split(text, maxsplit=1)
    if len(parts) == 2:
        middle, reach = read_number(parts[0]), read_number(parts[1])
        if middle is None or reach is None or reach < 0:
            return None
        return Span(middle - reach, middle + reach)
    parts = _RANGE.split(text, maxsplit=1)
    ends = [read_number(part) for part in parts]
    if ends[0] is None or ends[-1] is None:
        return None
    return Span(ends[0], ends[-1])


def span_words(text: str) -> str:
    """Say a coach's number in words that can be read aloud: `31 ± 2` is "31, give or take 2"."""
    text = _TOLERANCE.sub(", give or take ", text.strip(), count=1)
    return _RANGE.sub(" to ", text, count=1)


def span_parts(text: str) -> list[str]:
    """The numbers that a coach's number is made of, as written."""
    return [part for piece in _TOLERANCE.split(text) for part in _RANGE.split(piece)]


def read_share(text: str) -> Fraction | None:
    """Read a share: `30%`, `12.5 %` or `1/3`. None if it isn't one between 0 and 1, or is finer than anybody needs."""
    text = text.strip()
    bare = text.removesuffix("%")
    value = read_number(bare)
    if value is None or (bare == text and "/" not in text):
        return None
    share = value if bare == text else value / 100
    return share if 0 < share < 1 and share.denominator <= FINEST else None


def write_share(share: Fraction) -> str:
    """Write a share so that `read_share` reads it: percent where that comes out even."""
    return f"{share.numerator}/{share.denominator}" if _endless(share) else f"{write_decimal(share * 100)}%"


def write_decimal(value: Fraction) -> str:
    """Write a number exactly: as a decimal where it ends, as a quotient where it doesn't."""
    if _endless(value):
        return f"{value.numerator}/{value.denominator}"
    places = 0
    while (value * 10**places).denominator != 1:
        places += 1
    digits = str(abs(value * 10**places).numerator).rjust(places + 1, "0")
    sign = "-" if value < 0 else ""
    return sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)


def write_rounded(value: Fraction, places: int) -> str:
    """Write a number as a decimal with at most so many places, for programs that know no other form."""
    whole = round(abs(value) * 10**places)
    digits = str(whole).rjust(places + 1, "0")
    text = f"{digits[:-places]}.{digits[-places:]}".rstrip("0").rstrip(".")
    return f"-{text}" if value < 0 and text != "0" else text


def _endless(value: Fraction) -> bool:
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return rest != 1


def _tidied(text: str) -> str:
    text = text.strip().translate(_MINUS)
    if len(text) > LONGEST_NUMBER:
        return ""
    text = re.sub(r"^([-+])\s+", r"\1", text)
    return _GROUPED.sub("", text)


def _value(sign: str, whole: str, part: str) -> Fraction:
    value = Fraction(int(whole + part), 10 ** len(part))
    return -value if sign == "-" else value
