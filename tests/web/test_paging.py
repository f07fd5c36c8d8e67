"""Which page of a list an address asks for."""

import pytest
from flask import Flask

from coursesite.web.paging import page_number


@pytest.mark.parametrize(
    ("asked", "number"),
    [("3", 3), ("", 1), ("0", 1), ("000", 1), ("-2", 1), ("²", 1), ("x", 1), ("99999", 99_999), ("100000", 1)],
)
def test_whatever_is_asked_for_there_is_no_page_before_the_first(app: Flask, asked: str, number: int) -> None:
    with app.test_request_context(query_string={"page": asked}):
        assert page_number() == number
