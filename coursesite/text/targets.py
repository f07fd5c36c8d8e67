"""What a link points at, told apart before anything is made of it."""

from __future__ import annotations

import re
from enum import Enum
from html import unescape
from html.entities import html5

SCHEMES = frozenset({"http", "https", "mailto"})

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z][A-Za-z\d]*);")
_UNSAFE = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\\]")


class Aim(Enum):
    """Where a target leads."""

    OUTSIDE = "another site or an address for mail"
    WITHIN = "a heading of this page"
    BESIDE = "another page or file of ours"
    NOWHERE = "nothing that may be linked"


def resolved(text: str) -> str:
    """Give a text with its entities as the signs they stand for.

    As in CommonMark only those that end in a semicolon are any: older ones without it stand in many an address that
    means no sign by them, as in "?page=2&copy=1".
    """
    return _ENTITY.sub(lambda found: unescape(found[0]) if _is_known(found[0]) else found[0], text)


def _is_known(entity: str) -> bool:
    return entity[1] == "#" or entity[1:] in html5


def cleaned(target: str) -> str:
    """Give a target as it is meant: entities resolved, outer space gone."""
    return resolved(target).strip()


def aim_of(target: str) -> Aim:
    """Say where a cleaned target leads.

    Schemes other than http, https and mailto lead nowhere, and so does what browsers repair into another site:
    two slashes, backslashes, control characters.
    """
    scheme = _SCHEME.match(target)
    if not target or _UNSAFE.search(target.replace(" ", "")) or target.startswith("//"):
        return Aim.NOWHERE
    if scheme:
        return Aim.OUTSIDE if scheme[1].lower() in SCHEMES and _is_whole(target) else Aim.NOWHERE
    if target.startswith("#"):
        return Aim.WITHIN
    # "java script:x" has no scheme today; a colon there is never a file's name, so nobody need rely on that.
    return Aim.NOWHERE if ":" in re.split("[/?#]", target, maxsplit=1)[0] else Aim.BESIDE


def _is_whole(target: str) -> bool:
    """Refuse "https:example.org" and "https:///": browsers take the first word they find for the site."""
    if target.lower().startswith("mailto:"):
        return "@" in target
    return re.match(r"(?i)https?://[^/?#\s]", target) is not None
