"""Where a form may send a person afterwards: to a page of this site, never elsewhere."""

from urllib.parse import urlsplit

from flask import Response, make_response, redirect

LONGEST = 500
"""As much as the table of once-only values keeps of where a form led."""


def home_path(wanted: str | None, default: str) -> str:
    """`wanted` if it is a plain path on this site, else `default`.

    Browsers read `//e`, `/\\e`, tabs and newlines as the beginning of another host, so a path must begin with one
    slash, hold no backslash and no control character, and have neither scheme nor host.
    """
    if not wanted or len(wanted) > LONGEST or not wanted.startswith("/") or wanted.startswith("//"):
        return default
    if "\\" in wanted or any(ord(character) < 33 or ord(character) == 127 for character in wanted):
        return default
    try:
        parts = urlsplit(wanted)
    except ValueError:
        return default
    return default if parts.scheme or parts.netloc else wanted


def see(path: str) -> Response:
    """An answer that sends the browser on to a page of ours."""
    return make_response(redirect(path, 303))
