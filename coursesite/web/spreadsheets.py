"""Tables as CSV that a spreadsheet opens without running anything in it."""

import csv
import io
from collections.abc import Iterable, Sequence
from fractions import Fraction

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "\x00", "＝", "＋", "－", "＠")
"""What a cell may not begin with, or a spreadsheet takes its text for a formula (OWASP, "CSV Injection")."""

Cell = str | int | float | Fraction | None


def to_csv(rows: Iterable[Sequence[Cell]]) -> str:
    """Rows as CSV (RFC 4180) with a byte order mark, by which Excel knows UTF-8.

    Numbers stay numbers, negative ones too; a fraction becomes a decimal, None an empty cell. Text that a spreadsheet
    would take for a formula gets an apostrophe in front, which spreadsheets hide and by which they know text.
    """
    out = io.StringIO()
    out.write("\ufeff")
    csv.writer(out).writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue()


def _cell(value: Cell) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, Fraction):
        return value.numerator if value.denominator == 1 else float(value)
    if isinstance(value, str) and value.startswith(FORMULA_SIGNS):
        return f"'{value}"
    return value
