"""What a link points at, told apart before anything is made of it."""

from __future__ import annotations

import re
from enum import Enum
from html import unescape

SCHEMES = frozenset({"http", "https", "mailto"})

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_UNSAFE = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\\]")


class Aim(Enum):
    """Where a target leads."""

    OUTSIDE = "another site or an address for mail"
    WITHIN = "a heading of this page"
    BESIDE = "another page or file of ours"
    NOWHERE = "nothing that may be linked"


def cleaned(target: str) -> str:
    """Give a target as a browser would read it: entities resolved, outer space gone."""
    return unescape(target).strip()


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
