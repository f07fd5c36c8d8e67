"""Which page of a list is asked for, and where its other pages are."""

from collections.abc import Mapping
from urllib.parse import urlencode

from flask import request

AROUND = 4
"""As many pages are named before and after the one that is shown."""


def page_number(name: str = "page") -> int:
    """The page that the address asks for under this name, from 1 on; 1 where it isn't a number."""
    asked = request.args.get(name, "1")
    return max(int(asked), 1) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1


def page_count(total: int, size: int) -> int:
    """How many pages a list has with `size` lines on each; one, where it is empty."""
    return max(-(-total // size), 1)


def page_within(total: int, size: int, page: int) -> int:
    """The page that is shown when this one is asked for."""
    return min(max(page, 1), page_count(total, size))


def links_to(path: str, asked: Mapping[str, str], total: int, number: int, size: int) -> list[tuple[int, str]]:
    """The first, the last and the nearest pages of a list: number and address, empty for the one that is shown.

    `asked` is what the address asks for besides, `size` how many lines stand on a page.
    """
    count = page_count(total, size)
    near = {1, *range(max(number - AROUND, 1), min(number + AROUND, count) + 1), count}
    return [(one, "" if one == number else _address(path, asked, one)) for one in sorted(near)]


def _address(path: str, asked: Mapping[str, str], number: int) -> str:
    query = {**asked, **({"page": str(number)} if number > 1 else {})}
    return f"{path}?{urlencode(query)}" if query else path
