"""Small things that both readers need: lines of text, bare addresses, names for what has none."""

import hashlib
import re
from html import unescape

UNKNOWN = "blog.invalid"
"""The host of a blog whose file does not say where it was: Takeout's names its posts by their paths alone."""
_TAG = re.compile(r"<[^<>]*>")


def plain(text: str) -> str:
    """A title or name as a line of text: WordPress keeps some as HTML."""
    return " ".join(unescape(_TAG.sub("", text)).split())


def bare_address(address: str) -> str:
    """An address without its scheme and final slash, in lower case: what stays when a blog moves to https."""
    return re.sub(r"^https?://(www\.)?", "", address.strip().lower()).rstrip("/")[:150]


def digest(*words: str) -> str:
    """A name for what has none of its own, made of what it says."""
    return hashlib.sha256("\0".join(words).encode("utf-8", "replace")).hexdigest()[:40]
