"""Addresses without what follows people about."""

from __future__ import annotations

import re
from urllib.parse import urlsplit, urlunsplit

_TRACKS = re.compile(
    r"utm_\w+|fbclid|gclid|gclsrc|dclid|wbraid|gbraid|msclkid|yclid|twclid|ttclid|igshid|li_fat_id|mc_[ce]id"
    r"|_hs(?:enc|mi)|vero_\w+|oly_\w+_id|ref_src|_ga",
    re.IGNORECASE,
)


def without_tracking(address: str) -> str:
    """Give an address without the parts of its query that only say who clicked where."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    if not parts.query or parts.scheme not in ("http", "https"):
        return address
    kept = [part for part in parts.query.split("&") if not _TRACKS.fullmatch(part.partition("=")[0])]
    return urlunsplit(parts._replace(query="&".join(kept))) if len(kept) < parts.query.count("&") + 1 else address
