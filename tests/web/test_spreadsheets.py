"""Tables as CSV: what a spreadsheet would run stays text, what is a number stays one."""

import csv
import io
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursesite.web.spreadsheets import FORMULA_SIGNS, Cell, to_csv


def read(text: str) -> list[list[str]]:
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text[1:], newline="")))


@pytest.mark.parametrize("sign", FORMULA_SIGNS)
def test_text_that_looks_like_a_formula_stays_text(sign: str) -> None:
    text = f"{sign}HYPERLINK(A1)"
    if sign == "\x00":
        assert f"'{text}" in to_csv([[text]])
    else:
        assert read(to_csv([[text]])) == [[f"'{text}"]]


def test_negative_numbers_stay_numbers() -> None:
    row: list[Cell] = [-3, -0.25, Fraction(-1, 2), Fraction(-4), None, "−5"]
    assert read(to_csv([row])) == [["-3", "-0.25", "-0.5", "-4", "", "−5"]]


def test_lines_end_as_the_standard_says() -> None:
    assert to_csv([["a", 1], ["b", 2]]) == "\ufeffa,1\r\nb,2\r\n"


@given(st.lists(st.lists(st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"])), min_size=2)))
def test_every_text_comes_back_but_for_the_apostrophe(rows: list[list[str]]) -> None:
    back = read(to_csv(rows))
    kept = [[text if not text.startswith(FORMULA_SIGNS) else f"'{text}" for text in row] for row in rows]
    assert back == kept
