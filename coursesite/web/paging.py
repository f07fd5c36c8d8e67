"""Which page of a list is asked for."""

from flask import request


def page_number(name: str = "page") -> int:
    """The page that the address asks for under this name; 1 where it isn't a number."""
    asked = request.args.get(name, "1")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1
